import type { GpuScheduler } from '@/lib/domain/gpu/fleet';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';

/** The cluster that a machine is a node of. */
export interface FoundCluster {
  name: string;
  scheduler: Extract<GpuScheduler, 'kubernetes' | 'slurm'>;
  /** The connection that lists its nodes; null: none of ours does, and only the machine's tags tell of it. */
  connectionId: string | null;
}

/** Tags that clouds' own managed clusters put on their machines. */
const clusterTags: readonly { tag: string; scheduler: FoundCluster['scheduler'] }[] = [
  { tag: 'eks:cluster-name', scheduler: 'kubernetes' },
  { tag: 'aws:eks:cluster-name', scheduler: 'kubernetes' },
  { tag: 'goog-k8s-cluster-name', scheduler: 'kubernetes' },
  { tag: 'aks-managed-cluster-name', scheduler: 'kubernetes' },
  { tag: 'parallelcluster:cluster-name', scheduler: 'slurm' },
];
/** The cloud controller of Kubernetes marks a cluster's machines so: the cluster's name is in the key. */
const ownedBy = /^kubernetes\.io\/cluster\/(.+)$/;
/** AKS names its pool on each machine, and the cluster only in the name of the resource group that it makes for them. */
const aksPool = 'aks-managed-poolName';
const groupOf = /\/resourcegroups\/([^/]+)\//i;

/** The cluster of a node as its scheduler lists it. */
export function toClusterOfNode({ account, connectionId, provider }: GpuResource): FoundCluster {
  return { name: account, scheduler: provider === 'slurm' ? 'slurm' : 'kubernetes', connectionId };
}

/** The cluster that a machine's own tags name; null: none. */
export function findClusterByTags({ tags, nativeId }: Pick<GpuResource, 'tags' | 'nativeId'>): FoundCluster | null {
  if (tags === null) return null;
  for (const { tag, scheduler } of clusterTags) {
    const name = tags[tag];
    if (name) return { name, scheduler, connectionId: null };
  }
  for (const [key, value] of Object.entries(tags)) {
    const name = ownedBy.exec(key)?.[1];
    if (name !== undefined && value !== 'shared') return { name, scheduler: 'kubernetes', connectionId: null };
  }
  const group = tags[aksPool] === undefined ? undefined : groupOf.exec(nativeId)?.[1];
  return group === undefined ? null : { name: group, scheduler: 'kubernetes', connectionId: null };
}
