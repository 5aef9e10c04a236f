import type { InventoryItem } from '@/lib/domain/resource';
import { type ApiGroups, readApiGroups } from '../connect/api-groups';
import type { KubernetesSession } from '../connect/kubernetes-session';
import { type Cluster, openCluster } from '../connect/open-cluster';
import { type ObjectsRead, readObjects } from '../watch/read-objects';
import { nodeListing } from './cluster-nodes';
import { type NamespaceObject, namespaceListing } from './namespaces';
import type { AcceleratedPod } from './pod-schema';
import { podListing } from './pods';

/** One read of a cluster. What several kinds build on is read once, when first asked for. */
export interface ClusterContext {
  cluster: Cluster;
  nodes(): Promise<ObjectsRead<InventoryItem>>;
  pods(): Promise<ObjectsRead<AcceleratedPod>>;
  namespaces(): Promise<ObjectsRead<NamespaceObject>>;
  /** Rejects with a `ProviderError`. */
  groups(): Promise<ApiGroups>;
}

export function openContext(session: KubernetesSession): ClusterContext {
  const cluster = openCluster(session);
  return {
    cluster,
    nodes: once(() => readObjects(cluster, nodeListing(cluster.name))),
    pods: once(() => readObjects(cluster, podListing)),
    namespaces: once(() => readObjects(cluster, namespaceListing)),
    groups: once(() => readApiGroups(cluster)),
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | null = null;
  return () => {
    reading ??= read();
    return reading;
  };
}
