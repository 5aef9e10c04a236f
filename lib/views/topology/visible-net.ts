import { requirePermission } from '@/lib/access/authorise';
import type { Source } from '@/lib/api/contracts/sources';
import type { Reach } from '@/lib/domain/access';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { type LinkNet, readLinkNet, type StandingLink } from '@/lib/views/links/link-net';
import { toNameOf } from '@/lib/views/links/to-link-row';
import { isVisible, toLinkSources } from '@/lib/views/links/visible-links';
import { readVisibleSources } from '@/lib/views/sources/visible-sources';
import type { ViewContext } from '@/lib/views/view-context';

/** The links a person may see, and what is read of them. */
export interface VisibleNet {
  net: LinkNet;
  reach: Reach;
  /** Those that are no part of another. */
  whole: () => readonly StandingLink[];
  sources: Source[];
  inventories: Source[];
  /** A connection's name. */
  nameOf: (connectionId: string | null) => string;
}

/** Reads the links within a person's reach. Throws a `denied` Refusal where they may see none at all. */
export async function readVisibleNet({ actor, database, now }: ViewContext): Promise<VisibleNet> {
  const reach = requirePermission(actor, 'inventory:read');
  const state = await readCollectionState(database.pool, now);
  const [net, visible] = await Promise.all([
    readLinkNet(database, state, now),
    readVisibleSources(database.pool, state, reach, now),
  ]);
  return {
    net,
    reach,
    whole: () => [...net.links.values()].filter((one) => one.link.parent === null && isVisible(one, reach)),
    ...toLinkSources(visible),
    nameOf: toNameOf(state),
  };
}

/** The links of these ids that a person may see. */
export function pickVisible({ net, reach }: VisibleNet, ids: readonly string[]): StandingLink[] {
  return ids.flatMap((id) => {
    const one = net.links.get(id);
    return one !== undefined && isVisible(one, reach) ? [one] : [];
  });
}
