import { places, siteOfRegion } from '../places';
import type { LinkEnd } from './link';

/** Offices, colocations and meeting rooms outside the factory's places that links lead to: degrees north and east. */
const outside = {
  'ashburn-colo': [39.02, -77.46],
  'ashburn-colo-backup': [39.02, -77.46],
  'austin-office': [30.27, -97.74],
  'berlin-office': [52.52, 13.4],
  'columbus-lab': [39.96, -83.0],
  'cork-edge': [51.9, -8.47],
  'dallas-colo': [32.78, -96.8],
  'dublin-office': [53.34, -6.25],
  'eemshaven-partner': [53.43, 6.84],
  'frankfurt-colo': [50.12, 8.74],
  'frankfurt-colo-backup': [50.12, 8.74],
  'frankfurt-office': [50.11, 8.67],
  'gavle-colo': [60.67, 17.14],
  'hillsboro-colo': [45.52, -122.98],
  'hillsboro-colo-backup': [45.52, -122.98],
  'london-office': [51.51, -0.13],
  'lulea-colo': [65.58, 22.15],
  'lulea-colo-backup': [65.58, 22.15],
  'manchester-edge': [53.48, -2.24],
  'newyork-office': [40.71, -74.01],
  'paris-edge': [48.86, 2.35],
  'portland-office': [45.52, -122.68],
  'stockholm-office': [59.33, 18.06],
  'tokyo-office': [35.68, 139.75],
} as const satisfies Record<string, readonly [number, number]>;
export type OutsideName = keyof typeof outside;

const outsideNames = Object.keys(outside);

/** An end outside the factory. */
export function outsideEnd(name: OutsideName): LinkEnd {
  const [latitude, longitude] = outside[name];
  return { name, site: null, latitude, longitude };
}

/** The end at a place of the factory; throws when there is no such place. */
export function siteEnd(name: string): LinkEnd {
  const place = places.find((each) => each.name === name);
  if (!place) throw new RangeError(`The factory has no place ${name}.`);
  return { name, site: name, latitude: place.latitude, longitude: place.longitude };
}

/** The end in a provider's region; throws when the factory has nothing there. */
export function regionEnd(region: string): LinkEnd {
  const site = siteOfRegion(region);
  if (site === undefined) throw new RangeError(`The factory has nothing in ${region}.`);
  return siteEnd(site);
}

/** The two addresses that tunnels of a place outside the clouds come from. */
export function gatewayAddresses(name: OutsideName | 'munich-hall' | 'coreweave-las-vegas'): [string, string] {
  const index = name === 'munich-hall' ? 100 : name === 'coreweave-las-vegas' ? 101 : outsideNames.indexOf(name);
  return [`192.0.2.${1 + index * 2}`, `192.0.2.${2 + index * 2}`];
}

const earthRadiusKm = 6371;

/** Kilometres between two ends, along the ground. */
export function kilometresBetween([from, to]: readonly [LinkEnd, LinkEnd]): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [north, south] = [radians(from.latitude), radians(to.latitude)];
  const across = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  const share = Math.sin((south - north) / 2) ** 2 + Math.cos(north) * Math.cos(south) * across;
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(share));
}
