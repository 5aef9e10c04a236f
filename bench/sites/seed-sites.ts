import type { InventoryItem, ResourceKind } from '@/lib/domain/resource';
import { defaultTagRules } from '@/lib/domain/resource';
import { noPlacement } from '@/lib/domain/site/placement';
import { bareSoftware } from '@/lib/domain/site/software';
import type { Database } from '@/lib/store/database/database';
import { writeScope } from '@/lib/store/inventory/write-scope';
import { Draws } from '../inventory/draws';
import { siteName } from '../links/seed-links';

const gpusPerNode = 8;
const volumesPerSite = 40;
/** The largest site has so many volumes more. */
const volumesOfLargest = 20_000;

/** What stands at so many sites beside their links: a cluster each, nodes with so many GPUs in all, and volumes. */
export async function seedSites(
  { prisma, pool }: Database,
  { sites, gpus, now }: { sites: number; gpus: number; now: Date },
): Promise<void> {
  const draws = new Draws(sites + gpus);
  const run = { capability: 'inventory', fencingToken: 1, outcome: 'complete', startedAt: now, finishedAt: now };
  const schedule = { capability: 'inventory', nextDueAt: now, intervalMs: 3_600_000 };
  const { id } = await prisma.connection.create({
    data: {
      provider: 'kubernetes',
      name: 'kubernetes',
      settings: {},
      tagRules: { ...defaultTagRules },
      intervalMs: 3_600_000,
      schedules: { create: schedule },
      runs: { create: run },
    },
  });
  const connection = { id, provider: 'kubernetes' as const, tagRules: defaultTagRules };
  const write = (kind: ResourceKind, items: InventoryItem[]) =>
    writeScope(
      pool,
      {
        connection,
        placement: noPlacement,
        scope: { account: 'bench', region: 'global', kind },
        listed: true,
        result: { items, completeness: { complete: true }, readAt: now, source: 'bench' },
      },
      async () => undefined,
    );
  const names = Array.from({ length: sites }, (_, index) => siteName(index));
  await write(
    'kubernetes-cluster',
    names.map((site) => ({
      ...toItem('kubernetes-cluster', `cluster-${site}`, site),
      software: [bareSoftware('kubernetes', 'v1.33.2')],
    })),
  );
  await write(
    'cluster-node',
    Array.from({ length: gpus / gpusPerNode }, (_, index) => {
      const site = siteName(index % sites);
      return {
        ...toItem('cluster-node', `node-${index}`, site),
        status: draws.chance(0.02) ? ('failed' as const) : ('active' as const),
        accelerators: [{ model: 'NVIDIA H100', count: gpusPerNode, memoryBytes: null }],
        software: [
          { ...bareSoftware('kubelet', draws.chance(0.2) ? 'v1.32.1' : 'v1.33.2'), cluster: `cluster-${site}` },
        ],
      };
    }),
  );
  const volumes = names.flatMap((site, index) =>
    Array.from({ length: volumesPerSite + (index === 0 ? volumesOfLargest : 0) }, (_, volume) =>
      toItem('volume', `volume-${site}-${volume}`, site),
    ),
  );
  await write('volume', volumes);
  await pool.query('vacuum analyze');
}

function toItem(kind: ResourceKind, name: string, site: string): InventoryItem {
  return {
    kind,
    nativeId: name,
    nativeType: kind,
    name,
    account: 'bench',
    region: 'global',
    zone: null,
    status: 'active',
    nativeStatus: null,
    size: null,
    accelerators: [],
    tags: { site },
    createdAt: null,
    detailed: true,
    raw: JSON.stringify({ name }),
  };
}
