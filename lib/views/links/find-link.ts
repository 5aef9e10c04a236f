import { requirePermission } from '@/lib/access/authorise';
import { Refusal } from '@/lib/domain/refusal';
import { type CollectionState, readCollectionState } from '@/lib/store/inventory/collection-state';
import type { ViewContext } from '@/lib/views/view-context';
import { type LinkNet, readLinkNet, type StandingLink } from './link-net';
import { findLink as findLinkOf, isVisible } from './visible-links';

/** A link within reach, with the net it is part of. Throws a `not-found` Refusal where there is none. */
export async function findLink(
  { actor, database, now }: ViewContext,
  id: string,
): Promise<{ found: StandingLink; net: LinkNet; state: CollectionState }> {
  const reach = requirePermission(actor, 'inventory:read');
  const state = await readCollectionState(database.pool, now);
  const net = await readLinkNet(database, state, now);
  const found = findLinkOf(net, id);
  if (found === undefined || !isVisible(found, reach)) throw new Refusal('not-found', 'There is no such link.');
  return { found, net, state };
}
