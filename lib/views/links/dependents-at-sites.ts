import type { LinkDetail } from '@/lib/api/contracts/links';
import type { Reach } from '@/lib/domain/access';
import type { ResourceKind } from '@/lib/domain/resource';
import type { Database } from '@/lib/store/database/database';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import { providersOf } from '@/lib/store/inventory/count-matching';
import { readScopeCells } from '@/lib/store/inventory/scope-cells';
import { sumInventory } from '@/lib/views/overview/sum-inventory';

/** What people run at a site: clusters, and what runs on them or beside them. */
const countedKinds = [
  'kubernetes-cluster',
  'batch-cluster',
  'model-endpoint',
  'container-service',
  'training-job',
  'batch-job',
  'pod',
] as const satisfies readonly ResourceKind[];

/** How many clusters, services and pieces of work stand at some sites, within a reach; kinds that have none are left out. */
export async function countAtSites(
  { pool }: Pick<Database, 'pool'>,
  state: CollectionState,
  reach: Reach,
  sites: readonly string[],
): Promise<LinkDetail['dependents']['atSites']> {
  if (sites.length === 0) return [];
  const sum = sumInventory(await readScopeCells(pool, state), reach, providersOf(state));
  return sites.map((site) => ({
    site,
    counts: countedKinds.flatMap((kind) => {
      const count = [...sum.sites.values()]
        .filter((one) => one.site === site)
        .flatMap(({ listed }) => listed.of(kind) ?? [])
        .reduce((total, each) => total + each, 0);
      return count === 0 ? [] : [{ kind, count }];
    }),
  }));
}
