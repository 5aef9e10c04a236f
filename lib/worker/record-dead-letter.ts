import type { JobWithMetadata } from 'pg-boss';
import { serverLog } from '@/lib/access/server-log';
import { appendAudit } from '@/lib/audit/append-audit';
import { readConnection } from '@/lib/store/connections/read-connection';
import type { Database } from '@/lib/store/database/database';
import { deadLetters } from './metrics';
import { collectJobSchema } from './queues';
import { workerActor } from './worker-actor';

/** Puts a job that was given up on in the log, the metrics and the activity record, where people see it. */
export async function recordDeadLetter(database: Database, job: JobWithMetadata<unknown>): Promise<void> {
  deadLetters.inc();
  serverLog.error({ job: job.sourceId, retries: job.sourceRetryCount }, 'A collection job was given up on.');
  const parsed = collectJobSchema.safeParse(job.data);
  await database.prisma.$transaction(async (tx) => {
    const connection = parsed.success ? await readConnection(tx, parsed.data.connectionId) : null;
    await appendAudit(tx, {
      at: new Date(),
      actor: workerActor,
      action: 'collection.give-up',
      outcome: 'failed',
      target: connection && { kind: 'connection', id: connection.id, label: connection.name },
      detail: {
        job: job.sourceId,
        reason: parsed.success ? 'It failed, or lost its worker, too often.' : 'Its payload is not a collection job.',
        retries: job.sourceRetryCount,
      },
    });
  });
}
