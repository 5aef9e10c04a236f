/** A place on the map of links: x grows eastwards and y southwards, in units of which the world is 1,440 wide. */
export interface MapPlace {
  x: number;
  y: number;
  /** Whether it is where the site is; otherwise it only is always the same. */
  isLocated: boolean;
}

/**
 * Where meridians stand: land on which much stands is drawn wider than oceans, so that neighbours can be told apart. East of
 * one and west of another stay so.
 */
const meridians: readonly [longitude: number, x: number][] = [
  [-180, 0],
  [-130, 60],
  [-65, 400],
  [-12, 460],
  [30, 900],
  [65, 1_000],
  [150, 1_380],
  [180, 1_440],
];
const unitsPerDegreeNorth = 12;
/** Nothing that computes is farther north or south. */
const mostNorth = 70;
const mostSouth = -60;
/** How far a site stands from its coordinates, so that two with the same ones can be told apart when looked at closely. */
const apart = 3;

/** Where sites without coordinates stand: a strip above the map. */
const strip = { left: 240, right: 1_240, top: -170, bottom: -30 };

/**
 * Where a site stands in pictures of links: by its coordinates on a map of meridians and parallels, otherwise in the strip above, by its
 * name. It hangs on nothing but the site itself: no other one moves it.
 */
export function placeSite(site: { name: string; latitude: number | null; longitude: number | null }): MapPlace {
  const [one, other] = hashName(site.name);
  const { latitude, longitude } = site;
  if (latitude === null || longitude === null)
    return {
      x: round(strip.left + one * (strip.right - strip.left)),
      y: round(strip.top + other * (strip.bottom - strip.top)),
      isLocated: false,
    };
  const angle = one * 2 * Math.PI;
  return {
    x: round(toEasting(longitude) + apart * other * Math.cos(angle)),
    y: round(toSouthing(latitude) + apart * other * Math.sin(angle)),
    isLocated: true,
  };
}

function toSouthing(latitude: number): number {
  return unitsPerDegreeNorth * (mostNorth - Math.min(mostNorth, Math.max(mostSouth, latitude)));
}

function toEasting(longitude: number): number {
  const next = meridians.findIndex(([meridian]) => meridian >= longitude);
  const [west, east] = [meridians[Math.max(0, next - 1)], meridians[Math.max(1, next)]];
  if (west === undefined || east === undefined) throw new RangeError('Longitudes end at 180 degrees.');
  return west[1] + ((longitude - west[0]) / (east[0] - west[0])) * (east[1] - west[1]);
}

const round = (value: number) => Math.round(value * 100) / 100;

/** Two numbers from 0 to 1 that look random and are the same for the same name: FNV-1a, mixed as in MurmurHash3. */
function hashName(name: string): [number, number] {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return [mix(hash), mix(hash ^ 0x9e3779b9)];
}

function mix(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}
