import { requirePermission } from '@/lib/access/authorise';
import type { ResourceDetail } from '@/lib/api/contracts/inventory';
import { Refusal } from '@/lib/domain/refusal';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { readResource } from '@/lib/store/inventory/read-resource';
import { readSources } from '@/lib/views/sources/read-sources';
import type { ViewContext } from '@/lib/views/view-context';
import { readResourcePlacement } from './read-resource-placement';
import { toResource } from './to-resource';

/** One resource with the provider's document. What does not exist and what is out of reach are told alike: not found. */
export async function readResourceDetail({ actor, database, now }: ViewContext, id: string): Promise<ResourceDetail> {
  const reach = requirePermission(actor, 'inventory:read');
  const { pool } = database;
  const row = await readResource(pool, id, reach);
  if (row === null) throw new Refusal('not-found', 'There is no such resource.');
  const state = await readCollectionState(pool, now);
  const source = (await readSources(pool, state, now)).find(
    ({ connectionId, capability }) => connectionId === row.connectionId && capability === 'inventory',
  );
  if (source === undefined) throw new Refusal('not-found', 'There is no such resource.');
  const gaps = source.gaps.filter(
    ({ account }) => reach.everything || account === undefined || account === row.account,
  );
  const { raw, ...rest } = row;
  const placement = await readResourcePlacement(database, rest, reach);
  return { ...toResource(rest, state, now), placement, raw, source: { ...source, gaps } };
}
