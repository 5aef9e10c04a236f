import type pg from 'pg';
import type { Source } from '@/lib/api/contracts/sources';
import type { Reach } from '@/lib/domain/access';
import type { ProviderId } from '@/lib/domain/provider';
import type { WorkloadSystem } from '@/lib/domain/workload';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import { workKinds } from '@/lib/store/workloads/work-row';
import { keepAnswering } from '@/lib/views/inventory/answering-sources';
import { readVisibleSources } from '@/lib/views/sources/visible-sources';

const providersOf: Record<WorkloadSystem, readonly ProviderId[]> = {
  kubernetes: ['kubernetes', 'coreweave'],
  kueue: ['kubernetes', 'coreweave'],
  slurm: ['slurm'],
  sagemaker: ['aws'],
  'vertex-ai': ['google-cloud'],
  'azure-ml': ['azure'],
};

/** The inventories that tell of work, of these systems where some are asked for, as far as a person may know of them. */
export async function readWorkSources(
  pool: pg.Pool,
  state: CollectionState,
  { reach, now, systems }: { reach: Reach; now: Date; systems: readonly WorkloadSystem[] | undefined },
): Promise<Source[]> {
  return keepOfSystems(await readVisibleSources(pool, state, reach, now), systems);
}

/** Those of the sources that tell of work of these systems; of any where they are undefined. */
export function keepOfSystems(sources: Source[], systems: readonly WorkloadSystem[] | undefined): Source[] {
  const provider = systems === undefined ? undefined : [...new Set(systems.flatMap((system) => providersOf[system]))];
  return keepAnswering(sources, { kind: [...workKinds], provider });
}
