import { defaultTagRules, type InventoryItem } from '@/lib/domain/resource';
import { noPlacement } from '@/lib/domain/site/placement';
import type { Workload } from '@/lib/domain/workload';
import type { Database } from '@/lib/store/database/database';
import { writeScope } from '@/lib/store/inventory/write-scope';
import { Draws } from '../inventory/draws';

export const gpusPerNode = 8;
/** Nodes of one cluster, 2,000 GPUs. */
export const nodesPerCluster = 250;

/** A cluster of the fleet, at a site of its own. */
export interface SeededCluster {
  name: string;
  site: string;
  nodes: number;
  /** Lists its nodes and pods. */
  inventory: string;
  /** Measures its devices. */
  metrics: string;
}

/** The inventory of a fleet of so many GPUs: clusters of 250 nodes, most of whose devices pods have. */
export async function seedFleet(database: Database, gpus: number, readAt: Date): Promise<SeededCluster[]> {
  const clusters: SeededCluster[] = [];
  for (let left = gpus / gpusPerNode; left > 0; left -= nodesPerCluster) {
    const index = clusters.length;
    const name = `cluster-${index}`;
    const cluster = {
      name,
      site: `site-${index}`,
      nodes: Math.min(left, nodesPerCluster),
      inventory: await connect(database, 'kubernetes', name, 'inventory', readAt),
      metrics: await connect(database, 'prometheus', `${name}-metrics`, 'metrics', readAt),
    };
    await seedCluster(database, cluster, readAt);
    clusters.push(cluster);
  }
  await database.pool.query('vacuum analyze');
  return clusters;
}

async function connect(
  { prisma }: Database,
  provider: string,
  name: string,
  capability: string,
  readAt: Date,
): Promise<string> {
  const run = { capability, fencingToken: 1, outcome: 'complete', startedAt: readAt, finishedAt: readAt };
  const { id } = await prisma.connection.create({
    data: {
      provider,
      name,
      settings: {},
      tagRules: { ...defaultTagRules },
      intervalMs: 3_600_000,
      schedules: { create: { capability, nextDueAt: readAt, intervalMs: 3_600_000 } },
      runs: { create: run },
    },
  });
  return id;
}

async function seedCluster({ pool }: Database, cluster: SeededCluster, readAt: Date): Promise<void> {
  const connection = { id: cluster.inventory, provider: 'kubernetes' as const, tagRules: defaultTagRules };
  const items = { 'cluster-node': toNodes(cluster), pod: toPods(cluster) };
  for (const [kind, some] of Object.entries(items) as [keyof typeof items, InventoryItem[]][])
    await writeScope(
      pool,
      {
        connection,
        placement: noPlacement,
        scope: { account: cluster.name, region: 'global', kind },
        listed: true,
        result: { items: some, completeness: { complete: true }, readAt, source: cluster.name },
      },
      async () => undefined,
    );
}

export const nodeName = ({ name }: SeededCluster, index: number) => `${name}-node-${String(index).padStart(4, '0')}`;

function toNodes(cluster: SeededCluster): InventoryItem[] {
  return Array.from({ length: cluster.nodes }, (_, index) => {
    const name = nodeName(cluster, index);
    return {
      ...toItem(cluster, 'cluster-node', `nodes/${name}`, name),
      nativeStatus: 'Ready',
      size: 'gpu-8',
      tags: {
        site: cluster.site,
        team: `team-${index % 12}`,
        'kubernetes.io/hostname': name,
        'topology.kubernetes.io/zone': `zone-${index % 3}`,
        'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3',
        'nvidia.com/gpu.clique': `clique-${Math.floor(index / 9)}`,
      },
    };
  });
}

/** Of one node in ten nothing is held, of one a part, of the others all, by one pod or by several. */
function toPods(cluster: SeededCluster): InventoryItem[] {
  const draws = new Draws(cluster.nodes);
  return Array.from({ length: cluster.nodes }, (_, index) => index).flatMap((index) => {
    const counts = draws.weighted([
      [[], 1],
      [[2, 1], 1],
      [[8], 5],
      [[4, 4], 2],
      [[2, 2, 2, 2], 1],
    ] as [number[], number][]);
    return counts.map((count, place) => {
      const name = `job-${index}-worker-${place}`;
      return {
        ...toItem(cluster, 'pod', `pods/research/${name}`, name),
        accelerators: [{ model: 'NVIDIA H100', count, memoryBytes: 80 * 2 ** 30 }],
        tags: { site: cluster.site, team: `team-${index % 12}`, app: `job-${index}` },
        workload: toWorkload(nodeName(cluster, index), count),
      };
    });
  });
}

function toItem(
  { name: account }: SeededCluster,
  kind: 'cluster-node' | 'pod',
  path: string,
  name: string,
): InventoryItem {
  return {
    kind,
    nativeId: `${account}/${path}`,
    nativeType: kind === 'pod' ? 'Pod' : 'Node',
    name,
    account,
    region: 'global',
    zone: null,
    status: 'active',
    nativeStatus: 'Running',
    size: null,
    accelerators: [{ model: 'NVIDIA H100', count: gpusPerNode, memoryBytes: 80 * 2 ** 30 }],
    tags: {},
    createdAt: null,
    detailed: true,
    raw: JSON.stringify({ metadata: { name } }),
  };
}

function toWorkload(node: string, count: number): Workload {
  return {
    state: 'running',
    reason: null,
    queue: null,
    namespace: 'research',
    submitter: null,
    account: null,
    priority: 0,
    requested: [{ model: null, count }],
    holdings: [{ node, count, indexes: null }],
    submittedAt: null,
    eligibleAt: null,
    startedAt: null,
    endedAt: null,
    timeLimitMs: null,
    expectedStartAt: null,
    controller: null,
    storage: [],
  };
}
