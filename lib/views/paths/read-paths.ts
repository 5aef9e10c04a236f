import { requirePermission } from '@/lib/access/authorise';
import type { PathStretch } from '@/lib/api/contracts/path-keys';
import type { Path, Paths, PathsQuery } from '@/lib/api/contracts/paths';
import { Refusal } from '@/lib/domain/refusal';
import { countSpans, type PathsAsked, readPaths } from '@/lib/store/probes/read-paths';
import type { ViewContext } from '@/lib/views/view-context';
import { readExporterPaths } from './read-exporter-paths';
import { readMonitorPaths } from './read-monitor-paths';
import { toPath } from './to-path';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const stretches: Record<PathStretch, PathsAsked['over']> = {
  '15m': { by: 'recent', ms: 15 * minuteMs },
  '1h': { by: 'minutes', ms: 60 * minuteMs },
  '24h': { by: 'hours', ms: dayMs },
  '7d': { by: 'hours', ms: 7 * dayMs },
  '30d': { by: 'hours', ms: 30 * dayMs },
};
/** Of more spans than that nobody waits for the answer. */
const mostSpans = 150_000;

/**
 * The ways between sites that are measured, each by kind. A way is seen by whoever may see one of its ends. The quarter of an
 * hour is that up to the last report, as long as that came within the last; longer stretches are up to now, in whole hours
 * beyond one hour. Throws an `invalid` Refusal where the ways are too many for a long stretch.
 */
export async function readPathMatrix({ actor, database, now }: ViewContext, query: PathsQuery): Promise<Paths> {
  const reach = requirePermission(actor, 'inventory:read');
  const over = stretches[query.over];
  const { from, to, kind } = query;
  const asked = { sites: reach.everything ? null : reach.sites, from, to, kind, over, now };
  if ((await countSpans(database.pool, asked)) > mostSpans)
    throw new Refusal('invalid', 'These are too many ways for so long: name a site, a kind or a shorter stretch.', [
      { path: 'over', message: 'Choose a shorter one' },
    ]);
  const measured = [...(await readPaths(database.pool, asked)), ...(await readExporterPaths(database, asked))];
  const items = [...measured.map((path) => toPath(path, now)), ...(await readMonitorPaths(database, asked))];
  return {
    over: query.over,
    from: new Date(now.getTime() - over.ms).toISOString(),
    to: now.toISOString(),
    items,
    sites: await readSites(database, asked.sites, items),
  };
}

/** Every site a person may see, and the far ends of the ways that they may. */
async function readSites(
  { pool }: ViewContext['database'],
  reach: readonly string[] | null,
  items: readonly Path[],
): Promise<Paths['sites']> {
  const named = reach === null ? null : [...new Set([...reach, ...items.flatMap(({ from, to }) => [from, to])])];
  const { rows } = await pool.query<Paths['sites'][number]>(
    'SELECT name, title FROM site WHERE $1::text[] IS NULL OR name = ANY ($1) ORDER BY lower(title), name',
    [named],
  );
  return rows;
}
