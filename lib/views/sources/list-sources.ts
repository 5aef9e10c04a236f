import { requirePermission } from '@/lib/access/authorise';
import type { Source } from '@/lib/api/contracts/sources';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import type { ViewContext } from '@/lib/views/view-context';
import { readVisibleSources } from './visible-sources';

/** Every source of the console's figures that the person may know of, and its age. */
export async function listSources({ actor, database, now }: ViewContext): Promise<{ items: Source[] }> {
  const reach = requirePermission(actor, 'inventory:read');
  const state = await readCollectionState(database.pool, now);
  return { items: await readVisibleSources(database.pool, state, reach, now) };
}
