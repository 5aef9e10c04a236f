import { type RankedNode, sortWorstFirst } from './match-fleet';

/** The nodes of a site that match, by cluster; null: of no cluster, or of none that is known. */
export interface NodesOfSite<Node> {
  site: string;
  clusters: { cluster: string | null; nodes: Node[] }[];
}

/**
 * Nodes by site, then cluster: those with more failed devices first, else by name, and those of no cluster last among
 * equals; in each the worst node first.
 */
export function groupByPlace<Node extends RankedNode>(nodes: readonly Node[]): NodesOfSite<Node>[] {
  return [...Map.groupBy(nodes, ({ node }) => node.site)]
    .map(([site, ofSite]) => ({ site, ofSite, failed: countFailed(ofSite) }))
    .sort((one, other) => other.failed - one.failed || compare(one.site, other.site))
    .map(({ site, ofSite }) => ({
      site,
      clusters: [...Map.groupBy(ofSite, ({ node }) => node.cluster)]
        .map(([cluster, ofCluster]) => ({ cluster, ofCluster, failed: countFailed(ofCluster) }))
        .sort((one, other) => other.failed - one.failed || compareClusters(one.cluster, other.cluster))
        .map(({ cluster, ofCluster }) => ({ cluster, nodes: sortWorstFirst(ofCluster) })),
    }));
}

function countFailed(nodes: readonly RankedNode[]): number {
  let failed = 0;
  for (const { cells, slots } of nodes) for (const slot of slots) if (cells[slot]?.health === 'failed') failed += 1;
  return failed;
}

function compareClusters(one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return compare(one, other);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
