import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type pg from 'pg';
import type { GpuRun } from '@/lib/domain/cost/gpu-run';
import type { Database } from '@/lib/store/database/database';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { type AccountedHour, readAccountedHours, tidyHours, writeHours } from '@/lib/store/gpu-use/hour-accounts';
import { writeRuns } from '@/lib/store/gpu-use/kept-runs';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { assertLease } from '@/lib/store/leases/assert-lease';
import { keepLease } from '@/lib/store/leases/keep-lease';
import type { Lease } from '@/lib/store/leases/lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import { accountUse } from '@/lib/views/gpu-use/account-use';
import { findRuns } from '@/lib/views/gpu-use/find-runs';
import { chooseHours } from './choose-hours';

const leaseName = 'upkeep:gpu-use';
const leaseTtlMs = 30_000;

/** The attempts as this process wrote them last, so that what did not change is not written again. */
const written = new WeakMap<pg.Pool, ReadonlyMap<string, string>>();

const toRunKey = ({ resourceId, startedAt }: GpuRun) => `${resourceId} ${startedAt.getTime()}`;

/** How much was done; null: another worker is at it. */
interface GpuUseUpkeep {
  hours: number;
  accounts: number;
}

/**
 * Accounts the hours of GPUs that are to be: those that just passed, and anew those whose samples may have come late. Of all
 * workers one does it at a time, and one that lost its lease writes nothing.
 */
export async function keepGpuUse(
  database: Database,
  { now, stopping }: { now: () => Date; stopping: AbortSignal },
): Promise<GpuUseUpkeep | null> {
  const { pool } = database;
  const holder = `${hostname()}/${process.pid}/${randomUUID()}`;
  const lease = await acquireLease(pool, { name: leaseName, holder, ttlMs: leaseTtlMs });
  if (lease === null) return null;
  const kept = keepLease(pool, lease, leaseTtlMs);
  try {
    return await account(database, lease, now, () => stopping.aborted || kept.signal.aborted);
  } finally {
    await kept.stop();
    await releaseLease(pool, lease);
  }
}

async function account(
  { pool }: Database,
  lease: Lease,
  toNow: () => Date,
  isOver: () => boolean,
): Promise<GpuUseUpkeep> {
  const now = toNow();
  const done: GpuUseUpkeep = { hours: 0, accounts: 0 };
  const told = new Map(
    (await findRuns(pool, await readCollectionState(pool, now), now)).map((run) => [toRunKey(run), run]),
  );
  const before = written.get(pool);
  const changed = [...told].flatMap(([key, run]) => (before?.get(key) === JSON.stringify(run) ? [] : [run]));
  await inTransaction(pool, async (client) => {
    await assertLease(client, lease);
    await writeRuns(client, changed);
    await tidyHours(client, now);
  });
  written.set(pool, new Map([...told].map(([key, run]) => [key, JSON.stringify(run)])));
  const known = await readAccountedHours(pool, new Date(now.getTime() - 4 * 86_400_000));
  for (const { from, until } of chooseHours(known, now)) {
    if (isOver()) break;
    const { machineIds, accounts } = await accountUse(pool, await readCollectionState(pool, now), now, { from, until });
    // Before anything is listed nothing can be told of any hour.
    if (machineIds.length === 0) break;
    const hours = toHours(from, until, now);
    await inTransaction(pool, async (client) => {
      await assertLease(client, lease);
      await writeHours(client, { hours, machineIds, accounts });
    });
    done.hours += hours.length;
    done.accounts += accounts.length;
  }
  return done;
}

function toHours(from: Date, until: Date, accountedAt: Date): AccountedHour[] {
  const hours: AccountedHour[] = [];
  for (let ms = from.getTime(); ms < until.getTime(); ms += 3_600_000)
    hours.push({ hour: new Date(ms), accountedAt, until: new Date(Math.min(until.getTime(), ms + 3_600_000)) });
  return hours;
}
