import type { FleetNode } from '@/lib/domain/gpu/fleet';
import type { ViewContext } from '@/lib/views/view-context';
import type { FleetSnapshot } from './fleet-snapshot';
import { readVisibleFleet } from './visible-fleet';
import { hideHolders } from './within-reach';

/**
 * The fleet within the person's reach, as it is now or was a few seconds ago: every machine that the inventory lists with
 * devices, with what was measured of them lately and who has them.
 */
export async function readFleetSnapshot(context: ViewContext): Promise<FleetSnapshot> {
  const { fleet, reach, nodes: visible, uncounted, sources } = await readVisibleFleet(context);
  const expired = new Set<FleetNode>();
  const nodes = visible.map(({ node, isExpired }) => {
    const shown = hideHolders(node, reach, fleet.resources);
    if (isExpired) expired.add(shown);
    return shown;
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return {
    at: fleet.at,
    nodes,
    expired,
    uncounted: uncounted.length,
    sources,
    gaps: fleet.gaps,
    judgementOf: ({ id }, slot) => fleet.judgements.get(id)?.[slot],
    deviceOf(series) {
      const place = fleet.places.find(series);
      const node = typeof place === 'string' ? undefined : byId.get(place.host.machine.resource.id);
      return typeof place === 'string' || node === undefined ? null : { node, slot: place.slot };
    },
  };
}
