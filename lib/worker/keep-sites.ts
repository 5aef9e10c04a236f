import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { serverLog } from '@/lib/access/server-log';
import { advanceStretches } from '@/lib/domain/site/advance-stretches';
import type { Database } from '@/lib/store/database/database';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { assertLease } from '@/lib/store/leases/assert-lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import { readOpenStretches, writeStretches } from '@/lib/store/sites/site-stretches';
import { lookAtSites } from '@/lib/views/sites/look-at-sites';
import { workerActor } from './worker-actor';

const leaseName = 'upkeep:sites';
const leaseTtlMs = 60_000;

/**
 * Looks at every site and keeps since when its parts, its sources and what runs there are as they are, each stretch once. Of
 * all workers one looks at a time; one that lost its lease writes nothing. Gives how many stretches began or ended; null:
 * another worker is at it.
 */
export async function keepSites(database: Database, now: Date): Promise<number | null> {
  const { pool } = database;
  const holder = `${hostname()}/${process.pid}/${randomUUID()}`;
  const lease = await acquireLease(pool, { name: leaseName, holder, ttlMs: leaseTtlMs });
  if (lease === null) return null;
  try {
    const looks = await lookAtSites({ actor: workerActor, database, now });
    const changed = advanceStretches(await readOpenStretches(pool), looks, now);
    if (changed.length === 0) return 0;
    await inTransaction(pool, async (client) => {
      await assertLease(client, lease);
      await writeStretches(client, changed);
    });
    serverLog.info({ stretches: changed.length }, 'Sites stand otherwise than before.');
    return changed.length;
  } finally {
    await releaseLease(pool, lease);
  }
}
