import type { Database } from '@/lib/store/database/database';
import { purgeGone } from '@/lib/store/inventory/purge-gone';
import { pruneRuns } from '@/lib/store/runs/prune-runs';

/** Deletes what is past its keeping: resources long gone, and old runs. Any number of workers may do it at once. */
export async function tidy({ pool }: Database, now: Date): Promise<void> {
  await purgeGone(pool, now);
  await pruneRuns(pool, now);
}
