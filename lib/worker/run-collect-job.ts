import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, JobResult } from 'pg-boss';
import { serverLog } from '@/lib/access/server-log';
import type { CollectionDeployment, Collector } from '@/lib/collect/collector';
import { runCollection } from '@/lib/collect/run-collection';
import type { Capability } from '@/lib/domain/provider';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { toCollectionLease } from '@/lib/store/leases/collection-lease';
import { keepLease } from '@/lib/store/leases/keep-lease';
import { type Lease, LeaseBusy } from '@/lib/store/leases/lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import { hasReadSince } from '@/lib/store/runs/read-runs';
import { dueAtOnce } from '@/lib/store/schedules/move-schedule';
import { measureRun, runsUnderWay } from './metrics';
import { type CollectJob, collectJobSchema } from './queues';

export interface CollectJobRunner {
  deployment: CollectionDeployment;
  collectors: Partial<Record<Capability, Collector>>;
  /** Names this process and its start as the holder of leases. */
  holder: string;
  leaseTtlMs: number;
  /** Aborted when this worker stops. */
  stopping: AbortSignal;
}

/** Carries out one queued collection and says what is to become of its job. Never rejects. */
export async function runCollectJob(runner: CollectJobRunner, queued: Job<unknown>): Promise<JobResult> {
  const parsed = collectJobSchema.safeParse(queued.data);
  if (!parsed.success)
    return { id: queued.id, status: 'deadletter', output: { reason: 'The payload is not a collection job.' } };
  const collect = runner.collectors[parsed.data.capability];
  if (collect === undefined)
    return { id: queued.id, status: 'deadletter', output: { reason: `No one collects ${parsed.data.capability}.` } };
  try {
    await collectUnderLease(runner, parsed.data, collect, AbortSignal.any([queued.signal, runner.stopping]));
    return { id: queued.id, status: 'completed' };
  } catch (error) {
    // Neither is a failure of the job, so neither uses up one of its attempts.
    if (runner.stopping.aborted || error instanceof LeaseBusy) return await handOver(runner, parsed.data, queued.id);
    serverLog.error({ err: error, job: parsed.data }, 'A collection was cut short.');
    return { id: queued.id, status: 'failed', output: { reason: error instanceof Error ? error.name : 'unknown' } };
  }
}

async function collectUnderLease(
  runner: CollectJobRunner,
  job: CollectJob,
  collect: Collector,
  signal: AbortSignal,
): Promise<void> {
  const { pool } = runner.deployment.database;
  const { connectionId, capability } = job;
  const lease = await waitForLease(runner, toCollectionLease(connectionId, capability), signal);
  const kept = keepLease(pool, lease, runner.leaseTtlMs);
  const startedAt = performance.now();
  runsUnderWay.inc();
  try {
    if (await hasReadSince(pool, connectionId, capability, new Date(job.claimedAt))) return;
    const order = { connectionId, capability, collect, lease, signal: AbortSignal.any([signal, kept.signal]) };
    const end = await runCollection(runner.deployment, order);
    if (end.kind === 'ended')
      measureRun(end.connection.provider, capability, end.outcome, performance.now() - startedAt);
  } finally {
    runsUnderWay.dec();
    await kept.stop();
    await releaseLease(pool, lease).catch((error: unknown) =>
      serverLog.warn({ err: error, lease: lease.name }, 'A lease could not be released; it runs out by itself.'),
    );
  }
}

/** A lease is busy only while a dead or paused worker's runs out: worth waiting for, for a lifetime and a half. */
async function waitForLease(runner: CollectJobRunner, name: string, signal: AbortSignal): Promise<Lease> {
  const giveUpAt = performance.now() + 1.5 * runner.leaseTtlMs;
  for (;;) {
    signal.throwIfAborted();
    const { holder, leaseTtlMs, deployment } = runner;
    const lease = await acquireLease(deployment.database.pool, { name, holder, ttlMs: leaseTtlMs });
    if (lease !== null) return lease;
    if (performance.now() >= giveUpAt) throw new LeaseBusy(name);
    await sleep(Math.random() * Math.min(1_000, runner.leaseTtlMs / 4), undefined, { signal });
  }
}

/** What was cut short, or could not begin, is due again at once, for whichever worker is free then. */
async function handOver(runner: CollectJobRunner, job: CollectJob, jobId: string): Promise<JobResult> {
  try {
    await dueAtOnce(runner.deployment.database.pool, job.connectionId, job.capability);
    return { id: jobId, status: 'completed', output: { reason: 'handed over' } };
  } catch (error) {
    serverLog.warn({ err: error, job }, 'A collection could not be handed over; its job is retried.');
    return { id: jobId, status: 'failed', output: { reason: 'not handed over' } };
  }
}
