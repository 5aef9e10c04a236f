import type { Database } from '@/lib/store/database/database';
import { purgeGone } from '@/lib/store/inventory/purge-gone';
import { pruneTroubles } from '@/lib/store/links/prune-troubles';
import { pruneLists } from '@/lib/store/prices/prune-lists';
import { pruneProbes } from '@/lib/store/probes/prune-probes';
import { pruneRuns } from '@/lib/store/runs/prune-runs';
import { pruneStretches } from '@/lib/store/sites/site-stretches';
import { pruneSiteTroubles } from '@/lib/store/sites/site-troubles';

/** Deletes what is past its keeping: resources long gone, troubles of links, old runs, price lists and probes. Any number of workers may do it at once. */
export async function tidy({ pool }: Database, now: Date): Promise<void> {
  await purgeGone(pool, now);
  await pruneRuns(pool, now);
  await pruneLists(pool, now);
  await pruneProbes(pool, now);
  await pruneTroubles(pool, now);
  await pruneStretches(pool, now);
  await pruneSiteTroubles(pool, now);
}
