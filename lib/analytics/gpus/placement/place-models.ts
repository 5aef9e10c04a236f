import { countJobs } from './fit-jobs';
import type { FreeOnNode } from './free-on-node';

/** The largest job that fits somewhere, and where. */
export interface LargestJob {
  gpus: number;
  /** What the node, domain, cluster or site is called. */
  where: string;
}

/** Devices that are free for certain, and how many more may be. */
export interface FreeFigure {
  value: number;
  unknown: number;
}

export interface SitePlacement {
  site: string;
  free: FreeFigure;
  /** In one of the site's clusters. */
  largest: LargestJob | null;
  largestOfWholeNodes: LargestJob | null;
  fragmentation: number | null;
}

/** What is free of one model, and what fits there now. */
export interface ModelPlacement {
  model: string;
  free: FreeFigure;
  withheld: number;
  largest: Record<'node' | 'nvlinkDomain' | 'cluster' | 'site' | 'everywhere', LargestJob | null>;
  largestOfWholeNodes: Record<'cluster' | 'site', LargestJob | null>;
  /** 1 − the largest job in one cluster ÷ what is free; null while nothing is. */
  fragmentation: number | null;
  slots: { gpus: number; jobs: number }[];
  /** In order of name. */
  sites: SitePlacement[];
}

/** Sizes of jobs that are fitted, in devices. */
export const slotSizes = [1, 2, 4, 8, 16, 32, 64, 128, 256] as const;

/**
 * What is free by model, the model with the most devices first, and the largest job that fits: only what is free for
 * certain counts. A node without a cluster is a cluster of its own, since nothing places a job across it and others; a
 * node without an NVLink domain is in none.
 */
export function placeModels(nodes: readonly FreeOnNode[]): ModelPlacement[] {
  return [...Map.groupBy(nodes, ({ node }) => node.model)]
    .map(([model, own]) => ({ devices: sum(own, ({ devices }) => devices), placement: placeModel(model, own) }))
    .sort((one, other) => other.devices - one.devices || compare(one.placement.model, other.placement.model))
    .map(({ placement }) => placement);
}

function placeModel(model: string, nodes: readonly FreeOnNode[]): ModelPlacement {
  const clusters = [...Map.groupBy(nodes, toCluster).values()];
  const sites = [...Map.groupBy(nodes, ({ node }) => node.site)].sort(([one], [other]) => compare(one, other));
  const domains = Map.groupBy(
    nodes.filter(({ node }) => node.nvlinkDomain !== null),
    (each) => `${toCluster(each)} ${each.node.nvlinkDomain}`,
  );
  const bySite = sites.map(([, own]) => own);
  const nodesAlone = nodes.map((each) => [each]);
  const free = toFree(nodes);
  const cluster = largestOf(clusters, freeOf, clusterName);
  return {
    model,
    free,
    withheld: sum(nodes, ({ withheld }) => withheld),
    largest: {
      node: largestOf(nodesAlone, freeOf, ({ name }) => name),
      nvlinkDomain: largestOf(domains.values(), freeOf, ({ nvlinkDomain, name }) => nvlinkDomain ?? name),
      cluster,
      site: largestOf(bySite, freeOf, ({ site }) => site),
      everywhere: largestOf([nodes], freeOf, () => sitesOf(nodes)),
    },
    largestOfWholeNodes: {
      cluster: largestOf(clusters, wholeOf, clusterName),
      site: largestOf(bySite, wholeOf, ({ site }) => site),
    },
    fragmentation: toFragmentation(cluster, free),
    slots: slotSizes.map((gpus) => ({ gpus, jobs: sum(clusters, (own) => countJobs(own, gpus)) })),
    sites: sites.map(([site, own]) => placeAtSite(site, own)),
  };
}

function placeAtSite(site: string, nodes: readonly FreeOnNode[]): SitePlacement {
  const clusters = [...Map.groupBy(nodes, toCluster).values()];
  const free = toFree(nodes);
  const largest = largestOf(clusters, freeOf, clusterName);
  return {
    site,
    free,
    largest,
    largestOfWholeNodes: largestOf(clusters, wholeOf, clusterName),
    fragmentation: toFragmentation(largest, free),
  };
}

/**
 * A cluster is one through the connection that lists it, wherever its machines are listed. Clusters that none lists are two
 * where they have one name in two accounts, or in two regions.
 */
function toCluster({ node }: FreeOnNode): string {
  const { connectionId, clusterConnectionId, account, region, cluster, site, name } = node;
  if (cluster !== null && clusterConnectionId !== null) return JSON.stringify([clusterConnectionId, cluster]);
  const place = [connectionId, account, region];
  return JSON.stringify(cluster === null ? [...place, site, name, 'node'] : [...place, cluster]);
}

function clusterName({ cluster, name }: FreeOnNode['node']): string {
  return cluster ?? name;
}

function freeOf(nodes: readonly FreeOnNode[]): number {
  return sum(nodes, ({ free }) => free);
}

function wholeOf(nodes: readonly FreeOnNode[]): number {
  return sum(nodes, ({ devices, free }) => (free === devices ? free : 0));
}

/** The group in which the most fits; of several alike the first by name. */
function largestOf(
  groups: Iterable<readonly FreeOnNode[]>,
  fits: (nodes: readonly FreeOnNode[]) => number,
  nameOf: (node: FreeOnNode['node']) => string,
): LargestJob | null {
  let best: LargestJob | null = null;
  for (const group of groups) {
    const [first] = group;
    const gpus = fits(group);
    if (first === undefined || gpus === 0 || (best !== null && gpus < best.gpus)) continue;
    const where = nameOf(first.node);
    if (best === null || gpus > best.gpus || compare(where, best.where) < 0) best = { gpus, where };
  }
  return best;
}

function sitesOf(nodes: readonly FreeOnNode[]): string {
  const sites = new Set(nodes.filter(({ free }) => free > 0).map(({ node }) => node.site));
  const [only] = sites;
  return sites.size === 1 && only !== undefined ? only : `${sites.size} sites`;
}

function toFree(nodes: readonly FreeOnNode[]): FreeFigure {
  return { value: freeOf(nodes), unknown: sum(nodes, ({ unknown }) => unknown) };
}

function toFragmentation(largest: LargestJob | null, { value }: FreeFigure): number | null {
  return largest === null ? null : 1 - largest.gpus / value;
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
