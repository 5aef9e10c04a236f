import { type HealthStatus, rollUpHealth } from '@/lib/domain/status';

/** A link as a picture of many needs it. */
export interface BundledLink {
  id: string;
  near: string;
  /** The site it ends at; null: no source says which. */
  far: string | null;
  /** Whether its source at least names the place where it ends. */
  isFarNamed: boolean;
  /** Null: somebody switched it off, and nothing is expected of it. */
  health: HealthStatus | null;
  /** Links that it rides on, as far as they are told. */
  carriers: readonly string[];
  /** Bits a second each way; null: unknown. */
  capacity: number | null;
  /** The capacity may be more: of a part of it nothing is heard. */
  isCapacityFloor: boolean;
  /** Share of the capacity that the busier way takes; null: unknown. */
  utilization: number | null;
}

/** Links that are drawn as one line: those between two sites, or those of a site that end where no source says. */
export interface LinkBundle {
  from: string;
  /** Behind `from` in the order of names, or `from` itself for links within a site; null: which site is not known. */
  to: string | null;
  links: number;
  /** Of them, those of which the source does not even name the place where they end. */
  nameless: number;
  /** Of them, those that are neither healthy nor switched off. */
  unhealthy: number;
  /** The worst; null: all are switched off. */
  health: HealthStatus | null;
  /**
   * Bits a second each way that the links which ride on no other of the bundle can carry together, as far as it is known; null
   * where it is of none. What rides on another adds nothing.
   */
  capacity: number | null;
  /** Links that would add to the capacity if all of theirs were known. */
  unknownCapacity: number;
  /** Utilisation of the busiest of them; null where it is known of none. */
  busiest: number | null;
}

/** Puts links that begin and end at the same two sites together, whichever way round they are told. Each is in one bundle. */
export function bundleLinks(links: readonly BundledLink[]): LinkBundle[] {
  const members = new Map<string, Map<string | null, BundledLink[]>>();
  for (const link of links) {
    const [from, to] = toEnds(link);
    const ofSite = members.get(from) ?? new Map<string | null, BundledLink[]>();
    members.set(from, ofSite);
    const known = ofSite.get(to);
    if (known === undefined) ofSite.set(to, [link]);
    else known.push(link);
  }
  return [...members].flatMap(([from, ofSite]) => [...ofSite].map(([to, each]) => ({ from, to, ...sumLinks(each) })));
}

function toEnds({ near, far }: BundledLink): [from: string, to: string | null] {
  return far === null || near <= far ? [near, far] : [far, near];
}

function sumLinks(links: readonly BundledLink[]): Omit<LinkBundle, 'from' | 'to'> {
  const own = links.length === 1 ? null : new Set(links.map(({ id }) => id));
  const bearing = own === null ? links : links.filter(({ carriers }) => !carriers.some((carrier) => own.has(carrier)));
  const capacities = bearing.flatMap(({ capacity }) => capacity ?? []);
  const utilizations = links.flatMap(({ utilization }) => utilization ?? []);
  const healths = links.flatMap(({ health }) => health ?? []);
  return {
    links: links.length,
    nameless: links.filter(({ far, isFarNamed }) => far === null && !isFarNamed).length,
    unhealthy: healths.filter((health) => health !== 'healthy').length,
    health: healths.length === 0 ? null : rollUpHealth(healths),
    capacity: capacities.length === 0 ? null : capacities.reduce((sum, each) => sum + each),
    unknownCapacity: bearing.filter(({ capacity, isCapacityFloor }) => capacity === null || isCapacityFloor).length,
    busiest: utilizations.length === 0 ? null : Math.max(...utilizations),
  };
}
