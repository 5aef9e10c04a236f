/** Where a thing is. `region` is `global` for what has none; multi-regions such as `eu` are regions here. */
export interface AssetPlace {
  region: string;
  zone: string | null;
}

const zonePattern = /^([a-z]+-[a-z]+\d+)-[a-z0-9]+$/;
const namedPlace = /\/(?:zones|regions|locations)\/([^/]+)/;

/** From the location that the inventory tells, or else the one in the full resource name. */
export function toPlace(location: string | undefined, name: string): AssetPlace {
  const told = (location ?? '').trim() || (namedPlace.exec(name)?.[1] ?? 'global');
  const place = told.toLowerCase();
  const region = zonePattern.exec(place)?.[1];
  return region === undefined ? { region: place, zone: null } : { region, zone: place };
}

/** The last part of a resource's name or address. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
