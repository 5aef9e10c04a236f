import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { serverLog } from '@/lib/access/server-log';
import { advanceSiteTroubles } from '@/lib/domain/site/advance-site-troubles';
import { advanceStretches } from '@/lib/domain/site/advance-stretches';
import type { SitePart } from '@/lib/domain/site/site-part';
import type { SiteLook, SiteStretch } from '@/lib/domain/site/site-stretch';
import type { FallenStatus } from '@/lib/domain/site/site-trouble';
import type { Database } from '@/lib/store/database/database';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { assertLease } from '@/lib/store/leases/assert-lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import { readHealthSince, readOpenStretches, writeStretches } from '@/lib/store/sites/site-stretches';
import { readNearTroubles, writeSiteTroubles } from '@/lib/store/sites/site-troubles';
import { lookAtSites } from '@/lib/views/sites/look-at-sites';
import { overAfterMs } from './trouble-mails';
import { workerActor } from './worker-actor';

const leaseName = 'upkeep:sites';
const leaseTtlMs = 60_000;
/** What is not critical counts once it lasted so many reads of what is read least often, and as long as that at least. */
const lastingReads = 2;
const lastingMs = 600_000;
/** Longer than anything must last. */
const historyMs = 2 * 86_400_000;

/**
 * Looks at every site and keeps since when its parts, its sources and what runs there are as they are, each stretch once, and
 * the troubles of its parts. Of all workers one looks at a time; one that lost its lease writes nothing. Gives how many
 * stretches began or ended; null: another worker is at it.
 */
export async function keepSites(database: Database, now: Date): Promise<number | null> {
  const { pool } = database;
  const holder = `${hostname()}/${process.pid}/${randomUUID()}`;
  const lease = await acquireLease(pool, { name: leaseName, holder, ttlMs: leaseTtlMs });
  if (lease === null) return null;
  try {
    const looks = await lookAtSites({ actor: workerActor, database, now });
    const changed = advanceStretches(await readOpenStretches(pool), looks, now);
    const health = follow(await readHealthSince(pool, new Date(now.getTime() - historyMs)), changed);
    const near = await readNearTroubles(pool, new Date(now.getTime() - overAfterMs));
    const troubles = advanceSiteTroubles(near, health, { lasting: toLasting(looks), now });
    if (changed.length + troubles.length === 0) return 0;
    await inTransaction(pool, async (client) => {
      await assertLease(client, lease);
      await writeStretches(client, changed);
      await writeSiteTroubles(client, troubles);
    });
    serverLog.info({ stretches: changed.length, troubles: troubles.length }, 'Sites stand otherwise than before.');
    return changed.length;
  } finally {
    await releaseLease(pool, lease);
  }
}

/** Stretches as they are with those that ended and began. */
function follow(stretches: readonly SiteStretch[], changed: readonly SiteStretch[]): SiteStretch[] {
  const ended = new Set(changed.flatMap(({ id }) => (id === null ? [] : [id])));
  return [...stretches.filter(({ id }) => id === null || !ended.has(id)), ...changed];
}

/** One failed read makes no trouble: what is missing or late must still be so when its source was to be read again. */
function toLasting(looks: readonly SiteLook[]): (site: string, part: SitePart, status: FallenStatus) => number {
  const every = new Map(
    looks.flatMap(({ site, kind, subject, readEveryMs }) =>
      kind === 'health' && readEveryMs !== null ? [[`${site}\n${subject}`, readEveryMs] as const] : [],
    ),
  );
  return (site, part, status) => {
    if (status === 'critical') return 0;
    const readEveryMs = every.get(`${site}\n${part}`);
    return readEveryMs === undefined ? lastingMs : Math.max(lastingMs, lastingReads * readEveryMs);
  };
}
