import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { serverLog } from '@/lib/access/server-log';
import type { Database } from '@/lib/store/database/database';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { assertLease } from '@/lib/store/leases/assert-lease';
import { keepLease } from '@/lib/store/leases/keep-lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import { type LinkTrouble, readLatestTroubles, writeTroubles } from '@/lib/store/links/link-troubles';
import { readUnlistedLinks } from '@/lib/store/links/unlisted-links';
import type { MetricStore } from '@/lib/store/metrics/metric-store';
import { endUnlisted, findChanges, findUnseen } from '@/lib/views/links/find-changes';
import { readLinkNet } from '@/lib/views/links/link-net';
import { type Baselines, readBaselines, readLinksNow } from '@/lib/views/links/link-now';

const leaseName = 'upkeep:links';
const leaseTtlMs = 60_000;
const hourMs = 3_600_000;
/** A trouble that closed longer ago has nothing to do with a new one. */
const rememberedMs = 2 * hourMs;

/** Ends that rest on what was measured: while some of that could not be read, it is not known that anything is well again. */
function isEndByMeasure({ closedAt, endedBy }: LinkTrouble): boolean {
  return closedAt !== null && (endedBy === 'recovered' || endedBy === 'not-carrying');
}

/**
 * Looks at every link and keeps what goes wrong with it: each trouble once, from its beginning to its end. Of all workers one
 * looks at a time; one that lost its lease writes nothing. What is usual is worked out anew every hour. Gives how many
 * troubles are new or changed; null: another worker is at it.
 */
export function createLinkUpkeep(database: Database, metricStore: MetricStore): (now: Date) => Promise<number | null> {
  const { pool } = database;
  let usual: { hour: number | null; baselines: Baselines } | null = null;
  return async (now) => {
    const holder = `${hostname()}/${process.pid}/${randomUUID()}`;
    const lease = await acquireLease(pool, { name: leaseName, holder, ttlMs: leaseTtlMs });
    if (lease === null) return null;
    const kept = keepLease(pool, lease, leaseTtlMs);
    try {
      const hour = Math.floor(now.getTime() / hourMs);
      if (usual?.hour !== hour) {
        const read = await readBaselines(pool, metricStore, now);
        // What could not be read whole is read again at the next look.
        usual = { hour: read.gaps.length === 0 ? hour : null, baselines: read.baselines };
      }
      const net = await readLinkNet(database, await readCollectionState(pool, now), now);
      const { looks, gaps } = await readLinksNow(metricStore, net, usual.baselines, now);
      const latest = await readLatestTroubles(pool, new Date(now.getTime() - rememberedMs));
      const unseen = findUnseen(looks, latest);
      const ended = endUnlisted(unseen, await readUnlistedLinks(pool, unseen), now);
      const isWhole = gaps.length === 0 && net.gaps.length === 0;
      const changed = [...findChanges(looks, latest).filter((one) => isWhole || !isEndByMeasure(one)), ...ended];
      if (changed.length === 0) return 0;
      await inTransaction(pool, async (client) => {
        await assertLease(client, lease);
        await writeTroubles(client, changed);
      });
      serverLog.info({ troubles: changed.length }, 'Troubles of links began, changed or ended.');
      return changed.length;
    } finally {
      await kept.stop();
      await releaseLease(pool, lease);
    }
  };
}
