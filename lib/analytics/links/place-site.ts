/** A place on the map of links: x grows eastwards and y southwards, in units of which the world is 1,440 wide. */
export interface MapPlace {
  x: number;
  y: number;
  /** Whether it is where the site is; otherwise it only is always the same. */
  isLocated: boolean;
}

const worldWidth = 1_440;
const unitsPerRadian = worldWidth / (2 * Math.PI);
/** Nothing that computes is farther north or south. */
const mostNorth = 70;
const mostSouth = -60;
/** How far a site stands from its coordinates, so that two with the same ones can be told apart when looked at closely. */
const apart = 3;

/** Where sites without coordinates stand: a strip above the map. */
const strip = { left: 240, right: 1_240, top: -170, bottom: -30 };

/**
 * Where a site stands in pictures of links: by its coordinates in Mercator's projection, otherwise in the strip above, by its
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
    x: round((longitude + 180) * (worldWidth / 360) + apart * other * Math.cos(angle)),
    y: round(toNorthing(mostNorth) - toNorthing(latitude) + apart * other * Math.sin(angle)),
    isLocated: true,
  };
}

/** Mercator's projection, in units of the map. */
function toNorthing(latitude: number): number {
  const radians = (Math.min(mostNorth, Math.max(mostSouth, latitude)) * Math.PI) / 180;
  return unitsPerRadian * Math.log(Math.tan(Math.PI / 4 + radians / 2));
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
