import type { SiteStandings } from '@/lib/api/contracts/site-pages';
import type { Topology } from '@/lib/api/contracts/topology';
import { siteParts } from '@/lib/domain/site/site-part';
import { healthPrecedence } from '@/lib/domain/status';
import { Draws } from '../inventory/draws';

/** Where sites stand close: longitude and latitude of regions with many, in degrees. */
const regions = [
  [-77, 39],
  [-120, 45],
  [-95, 35],
  [8, 50],
  [-6, 53],
  [18, 59],
  [77, 19],
  [104, 1],
  [139, 36],
  [151, -34],
  [-47, -23],
  [28, -26],
] as const;
const spread = 80;

/** So many sites with coordinates in twelve regions, as the API tells them. The same for the same number. */
export function generateSites(count: number): SiteStandings {
  const draws = new Draws(1_000);
  const at = new Date().toISOString();
  const figure = (value: number) => ({ value, unknown: 0, atLeast: draws.chance(0.2) });
  const items = Array.from({ length: count }, (_, index): SiteStandings['items'][number] => {
    const [longitude, latitude] = regions[index % regions.length] ?? regions[0];
    const status = healthPrecedence[draws.chance(0.9) ? healthPrecedence.length - 1 : draws.below(4)] ?? 'unknown';
    const name = `site-${index.toString().padStart(4, '0')}`;
    const gpus = draws.chance(0.5) ? draws.below(4_000) : 0;
    return {
      name,
      title: `Hall ${index}`,
      country: null,
      longitude: longitude + (draws.below(2 * spread) - spread) / 10,
      latitude: latitude + (draws.below(2 * spread) - spread) / 10,
      isUnplaced: false,
      isDescribed: true,
      providers: [{ provider: 'kubernetes', resources: 40 }],
      status,
      reasons: status === 'healthy' ? [] : ['1 of 40 cluster nodes failed'],
      parts: siteParts.map((part) => ({ part, presence: 'present', status, reason: null, basis: 'derived', at })),
      resources: { value: 40, atLeast: false },
      gpus: { total: figure(gpus), active: figure(Math.floor(gpus / 2)), failed: 0, degraded: 0, healthUnknown: 0 },
      links: { total: { value: 20, atLeast: false }, down: 0, degraded: 0, lostSpares: 0, unknown: 0 },
      oldestSourceAt: at,
    };
  });
  const of = (status: string) => items.filter((item) => item.status === status).length;
  const [critical, unknown, warning, progress, healthy] = healthPrecedence.map(of);
  const sum = (value: number | undefined) => value ?? Number.NaN;
  return {
    at,
    sources: [],
    gaps: [],
    items,
    counts: {
      status: {
        critical: sum(critical),
        unknown: sum(unknown),
        warning: sum(warning),
        'in-progress': sum(progress),
        healthy: sum(healthy),
      },
      offMap: 0,
      undescribed: 0,
    },
  };
}

/** So many lines between those sites, one in ten not well, as the API tells them. */
export function generateLines({ items, at }: SiteStandings, count: number): Topology {
  const draws = new Draws(10_000);
  const column = <T>(value: (index: number) => T) => Array.from({ length: count }, (_, index) => value(index));
  return {
    at,
    sources: [],
    gaps: [],
    sites: items.map(({ name, title }) => ({ name, title: title ?? name, x: 0, y: 0, isLocated: true })),
    lines: {
      from: column(() => draws.below(items.length)),
      to: column(() => draws.below(items.length)),
      links: column(() => 1),
      nameless: column(() => 0),
      unhealthy: column(() => 0),
      health: column(() => (draws.chance(0.9) ? 'h' : 'w')).join(''),
      capacity: column(() => null),
      unknownCapacity: column(() => 1),
      busiest: column(() => null),
    },
    total: { value: count, atLeast: false },
    facets: { state: [], form: [], provider: [], site: [], health: [] },
    facetFloors: [],
    siteTitles: {},
  };
}
