import type { RegionName } from '../geography';
import { computeName } from '../native-names';
import type { RouterPeer } from '../records/network';
import type { Placed } from '../records/placed';
import { type PlanContext, place } from './plan';

const project = 'network';

/** The network that everything that links is of. */
export const factoryNetwork = computeName(project, 'global', 'networks', 'factory');

/** Adds a session to the router of a region. */
export type AddPeer = (region: RegionName, peer: RouterPeer) => void;

/** What the router of a region is called. */
export function routerOf(region: RegionName): string {
  return `factory-${region}`;
}

/** The full name of a region's router. */
export function routerName(region: RegionName): string {
  return computeName(project, region, 'routers', routerOf(region));
}

/** Places a thing of the network project; some kinds take labels. */
export function placeLink(
  { seed }: PlanContext,
  location: string,
  collection: string,
  name: string,
  labelled = false,
): Placed {
  const fullName = computeName(project, location, collection, name);
  const team = labelled ? { team: 'site-reliability' as const } : {};
  return place({ seed, fullName, project, location, name, ...team });
}
