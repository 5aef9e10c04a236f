import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { type Capability, capabilities } from '@/lib/domain/provider';

/** Collections to run. At most one job of a connection's capability is queued or running. */
export const collectQueue = 'collect';
/**
 * Collections of bills, of which a worker carries out one at a time: years of them are long work for all cores, and must
 * keep nobody waiting for an inventory.
 */
export const billsGroup = 'bills';
/** Collections given up on: a payload that makes no sense, or a job that failed or lost its worker too often. */
export const deadQueue = 'collect-dead';

export const collectJobSchema = z.strictObject({
  connectionId: z.uuid(),
  capability: z.enum(capabilities),
  /** The database's time when the schedule was claimed; a run that began later and read something has done this job. */
  claimedAt: z.iso.datetime(),
});
export type CollectJob = z.infer<typeof collectJobSchema>;

export function toJobKey({ connectionId, capability }: { connectionId: string; capability: Capability }): string {
  return `${capability}:${connectionId}`;
}

export interface QueueTimings {
  /** A job whose worker has not been heard of for this long is given to another. At least 10. */
  heartbeatSeconds: number;
  /** How often workers look for such jobs. */
  superviseSeconds: number;
}

const longestRunSeconds = 6 * 3600;

/** The queue system, on connections of its own, not yet started. */
export function createQueueSystem(databaseUrl: string, { superviseSeconds }: QueueTimings): PgBoss {
  return new PgBoss({
    connectionString: databaseUrl,
    application_name: 'millwright queue',
    schema: 'pgboss',
    max: 4,
    connectionTimeoutMillis: 5_000,
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
  });
}

/** Makes the queues, or brings those there are to these settings. */
export async function ensureQueues(boss: PgBoss, { heartbeatSeconds }: QueueTimings): Promise<void> {
  const dead = { retentionSeconds: 30 * 86_400, notify: true };
  const collect = {
    deadLetter: deadQueue,
    notify: true,
    heartbeatSeconds,
    expireInSeconds: longestRunSeconds,
    retryLimit: 3,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 60,
    deleteAfterSeconds: 86_400,
  };
  await boss.createQueue(deadQueue, dead);
  await boss.updateQueue(deadQueue, dead);
  await boss.createQueue(collectQueue, { policy: 'exclusive', ...collect });
  await boss.updateQueue(collectQueue, collect);
}
