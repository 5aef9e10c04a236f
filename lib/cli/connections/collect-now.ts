import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { toCollectors } from '@/lib/collect/collectors';
import { runCollection } from '@/lib/collect/run-collection';
import { beginSync } from '@/lib/commands/connections/begin-sync';
import type { Capability } from '@/lib/domain/provider';
import type { StoredConnection } from '@/lib/store/connections/stored-connection';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { toCollectionLease } from '@/lib/store/leases/collection-lease';
import { keepLease } from '@/lib/store/leases/keep-lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import { openMetricStore } from '@/lib/store/metrics/open-metric-store';
import type { CollectionRun } from '@/lib/store/runs/collection-run';
import { readLatestRuns } from '@/lib/store/runs/read-runs';
import type { OpenConsole } from '../open-console';
import { PlainError } from '../plain-error';

const leaseTtlMs = 30_000;

/** Collects one capability in this process, under the same lease as a worker would, and returns the run's record. */
export async function collectNow(
  { database, config, commandContext }: OpenConsole,
  connection: StoredConnection,
  capability: Capability,
): Promise<CollectionRun> {
  const { pool } = database;
  const collect = toCollectors(openMetricStore(config, pool), config.dataDir)[capability];
  if (collect === undefined) throw new PlainError(`Nothing here collects ${capability}.`);
  const holder = `${hostname()}/${process.pid}/${randomUUID()}`;
  const lease = await acquireLease(pool, {
    name: toCollectionLease(connection.id, capability),
    holder,
    ttlMs: leaseTtlMs,
  });
  if (lease === null) throw new PlainError(`A worker is reading ${connection.name} right now: nothing was started.`);
  const kept = keepLease(pool, lease, leaseTtlMs);
  try {
    await beginSync(commandContext(), connection.id, capability);
    const deployment = { database, keys: config.keys, egressAllow: config.egressAllow, now: () => new Date() };
    const order = { connectionId: connection.id, capability, collect, lease, signal: kept.signal };
    const end = await runCollection(deployment, order);
    if (end.kind === 'skipped') throw new PlainError(`${connection.name} is paused: nothing was read.`);
  } finally {
    await kept.stop();
    await releaseLease(pool, lease);
  }
  const runs = await readLatestRuns(pool, [connection.id], capability);
  const run = runs.get(connection.id)?.latest;
  if (run === undefined) throw new PlainError(`The run of ${connection.name} left no record.`);
  return run;
}
