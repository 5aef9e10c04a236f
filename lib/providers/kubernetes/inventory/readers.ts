import type { InventoryItem } from '@/lib/domain/resource';
import { ProviderError } from '../../contract/provider-error';
import { toRawText } from '../../contract/raw/to-raw-text';
import { readObjects } from '../watch/read-objects';
import type { ClusterContext } from './cluster-context';
import { countPending } from './count-pending';
import type { KindReader } from './kind-reader';
import { toClusterItem, versionRequest, versionSchema } from './kubernetes-cluster';
import { endpointListing, servingGroup } from './model-endpoints';
import { quotaListing, toNamespaceItem } from './namespaces';
import type { AcceleratedPod } from './pod-schema';
import { toPodItem } from './pods';
import { type QueueObject, type QueueResource, queueGroup, queueListing } from './queues';
import { readOptional } from './read-optional';
import type { ScopeFaults } from './scope-faults';
import { volumeListing } from './volumes';
import { workloadListing } from './workloads';

const queueVersions = ['v1beta2', 'v1beta1'];

const clusters: KindReader = {
  kind: 'kubernetes-cluster',
  operation: versionRequest.operation,
  async read({ cluster, namespaces }) {
    const version = await cluster.request(versionRequest, versionSchema);
    const { kept, faults } = await namespaces();
    return [toClusterItem(cluster, version, faults.length === 0 ? kept : null)];
  },
};

const nodes: KindReader = {
  kind: 'cluster-node',
  operation: 'core:list-nodes',
  async read(context, faults) {
    const read = await context.nodes();
    faults.listing.push(...read.faults);
    return read.kept;
  },
};

const pods: KindReader = {
  kind: 'pod',
  operation: 'core:list-pods',
  async read(context, faults) {
    const read = await context.pods();
    faults.listing.push(...read.faults);
    return toPodItems(context, read.kept, faults);
  },
};

const namespaces: KindReader = {
  kind: 'namespace',
  operation: 'core:list-namespaces',
  async read(context, faults) {
    const read = await context.namespaces();
    faults.listing.push(...read.faults);
    if (read.kept.length === 0) return [];
    const quotas = await readObjects(context.cluster, quotaListing);
    faults.detail.push(...quotas.faults);
    const known = quotas.faults.length === 0 ? quotas.kept : null;
    return read.kept.map((namespace) => toNamespaceItem(context.cluster.name, namespace, known));
  },
};

const queues: KindReader = {
  kind: 'queue',
  operation: `${queueGroup}:list-clusterqueues`,
  async read(context, faults) {
    const read = await Promise.all([readQueues(context, 'clusterqueues'), readQueues(context, 'localqueues')]);
    faults.listing.push(...read.flatMap((each) => each.faults));
    return Promise.all(read.flatMap(({ kept }) => kept).map((queue) => withPending(context, queue, faults)));
  },
};

const jobs: KindReader = {
  kind: 'batch-job',
  operation: `${queueGroup}:list-workloads`,
  async read(context, faults) {
    const read = await readOptional(context, {
      group: queueGroup,
      versions: queueVersions,
      toListing: (version) => workloadListing(context.cluster.name, version),
    });
    faults.listing.push(...read.faults);
    return read.kept;
  },
};

const modelEndpoints: KindReader = {
  kind: 'model-endpoint',
  operation: `${servingGroup}:list-inferenceservices`,
  async read(context, faults) {
    const read = await readOptional(context, {
      group: servingGroup,
      versions: ['v1beta1'],
      toListing: (version) => endpointListing(context.cluster.name, version),
    });
    faults.listing.push(...read.faults);
    return read.kept;
  },
};

const volumes: KindReader = {
  kind: 'volume',
  operation: 'core:list-persistentvolumes',
  async read({ cluster }, faults) {
    const read = await readObjects(cluster, volumeListing(cluster.name));
    faults.listing.push(...read.faults);
    return read.kept;
  },
};

/** One reader a kind; the order is that of the reading. */
export const kubernetesReaders: readonly KindReader[] = [
  clusters,
  nodes,
  pods,
  namespaces,
  queues,
  jobs,
  modelEndpoints,
  volumes,
];

async function toPodItems(
  context: ClusterContext,
  accelerated: readonly AcceleratedPod[],
  faults: ScopeFaults,
): Promise<InventoryItem[]> {
  if (accelerated.length === 0) return [];
  const { kept, faults: missed } = await context.nodes();
  const byName = new Map(kept.map((node) => [node.name, { labels: node.tags ?? {}, accelerators: node.accelerators }]));
  const nodeOf = ({ pod }: AcceleratedPod) => byName.get(pod.spec.nodeName ?? '') ?? null;
  if (accelerated.some((each) => each.pod.spec.nodeName !== undefined && nodeOf(each) === null)) {
    faults.detail.push(...missed);
  }
  return accelerated.map((each) => toPodItem(context.cluster.name, each, nodeOf(each)));
}

function readQueues(context: ClusterContext, resource: QueueResource) {
  return readOptional(context, {
    group: queueGroup,
    versions: queueVersions,
    toListing: (version) => queueListing(context.cluster.name, resource, version),
  });
}

async function withPending(
  context: ClusterContext,
  { item, namespace, pending }: QueueObject,
  faults: ScopeFaults,
): Promise<InventoryItem> {
  const withCount = (count: number | null) => ({
    ...item,
    raw: toRawText({ object: JSON.parse(item.raw), pendingWorkloads: count }),
  });
  if (pending !== null || namespace !== null) return withCount(pending);
  try {
    return withCount(await countPending(context, item.name));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    faults.detail.push(error);
    return withCount(null);
  }
}
