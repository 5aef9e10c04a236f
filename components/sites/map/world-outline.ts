import { type GeoPermissibleObjects, geoNaturalEarth1, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import countries from 'world-atlas/countries-110m.json';
import { type WorldPoint, worldWidth } from './map-site';

/** The outline of the world, and where a place stands on it. */
export interface WorldOutline {
  /** Paths of an SVG, in units of the world. */
  land: string;
  borders: string;
  height: number;
  toPoint: (place: { latitude: number; longitude: number }) => WorldPoint;
}

/** What of the globe is drawn: nobody builds a site on the poles. Degrees. */
const north = 83.7;
const south = -56;
/** The cut runs through the Bering Strait, so that it parts no country. */
const middle = 11;
const antarctica = '010';
/** A hundredth of a unit is a fifth of a pixel where the map is nearest. */
const digits = 2;

/** Draws the outline that is bundled with the console: Natural Earth, 1:110 million. Nothing else is asked for. */
export function drawWorld(): WorldOutline {
  const projection = geoNaturalEarth1().rotate([-middle, 0]).fitWidth(worldWidth, extent);
  const [, [, bottom]] = geoPath(projection).bounds(extent);
  const path = geoPath(projection).digits(digits);
  const topology = countries as unknown as Topology<{ countries: GeometryCollection }>;
  const shown: GeometryCollection = {
    type: 'GeometryCollection',
    geometries: topology.objects.countries.geometries.filter(({ id }) => id !== antarctica),
  };
  const draw = (shape: GeoPermissibleObjects) => path(shape) ?? '';
  return {
    land: draw(feature(topology, shown)),
    borders: draw(mesh(topology, shown, (one, other) => one !== other)),
    height: bottom,
    toPoint: ({ latitude, longitude }) => {
      const [x, y] = projection([longitude, latitude]) ?? [Number.NaN, Number.NaN];
      return { x, y };
    },
  };
}

/** The outermost points of what is drawn; parallels are straight lines in this projection. */
const extent: GeoPermissibleObjects = {
  type: 'MultiPoint',
  coordinates: [
    [middle, north],
    [middle, south],
    [middle - 179.99, 0],
    [middle + 179.99, 0],
  ],
};
