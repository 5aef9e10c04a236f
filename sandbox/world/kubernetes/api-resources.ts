/** One type of object that a Kubernetes API server serves. */
export interface ApiResource {
  /** Empty for the core group. */
  group: string;
  version: string;
  plural: string;
  singular: string;
  kind: string;
  namespaced: boolean;
  shortNames?: readonly string[];
}

function served(
  groupVersion: string,
  plural: string,
  kind: string,
  scope: 'namespaced' | 'cluster',
  shortNames?: readonly string[],
): ApiResource {
  const separator = groupVersion.indexOf('/');
  return {
    group: separator < 0 ? '' : groupVersion.slice(0, separator),
    version: groupVersion.slice(separator + 1),
    plural,
    singular: kind.toLowerCase(),
    kind,
    namespaced: scope === 'namespaced',
    ...(shortNames && { shortNames }),
  };
}

/** Every type the simulated clusters know. CoreWeave's clusters alone have node pools. */
export const apiResources = {
  namespaces: served('v1', 'namespaces', 'Namespace', 'cluster', ['ns']),
  nodes: served('v1', 'nodes', 'Node', 'cluster', ['no']),
  persistentVolumes: served('v1', 'persistentvolumes', 'PersistentVolume', 'cluster', ['pv']),
  pods: served('v1', 'pods', 'Pod', 'namespaced', ['po']),
  resourceQuotas: served('v1', 'resourcequotas', 'ResourceQuota', 'namespaced', ['quota']),
  daemonSets: served('apps/v1', 'daemonsets', 'DaemonSet', 'namespaced', ['ds']),
  deployments: served('apps/v1', 'deployments', 'Deployment', 'namespaced', ['deploy']),
  replicaSets: served('apps/v1', 'replicasets', 'ReplicaSet', 'namespaced', ['rs']),
  statefulSets: served('apps/v1', 'statefulsets', 'StatefulSet', 'namespaced', ['sts']),
  jobs: served('batch/v1', 'jobs', 'Job', 'namespaced'),
  pyTorchJobs: served('kubeflow.org/v1', 'pytorchjobs', 'PyTorchJob', 'namespaced'),
  clusterQueues: served('kueue.x-k8s.io/v1beta1', 'clusterqueues', 'ClusterQueue', 'cluster', ['cq']),
  localQueues: served('kueue.x-k8s.io/v1beta1', 'localqueues', 'LocalQueue', 'namespaced', ['queue', 'lq']),
  resourceFlavors: served('kueue.x-k8s.io/v1beta1', 'resourceflavors', 'ResourceFlavor', 'cluster', ['flavor', 'rf']),
  workloads: served('kueue.x-k8s.io/v1beta1', 'workloads', 'Workload', 'namespaced', ['wl']),
  inferenceServices: served('serving.kserve.io/v1beta1', 'inferenceservices', 'InferenceService', 'namespaced', [
    'isvc',
  ]),
  nodePools: served('compute.coreweave.com/v1alpha1', 'nodepools', 'NodePool', 'cluster', ['np']),
} as const satisfies Record<string, ApiResource>;

/** As objects write it: `v1`, `apps/v1`. */
export function apiVersionOf({ group, version }: ApiResource): string {
  return group === '' ? version : `${group}/${version}`;
}

/** As commands and refusals write it: `pods`, `jobs.batch`. */
export function qualifiedNameOf({ group, plural }: ApiResource): string {
  return group === '' ? plural : `${plural}.${group}`;
}
