import type { WorkPiece } from './work-piece';

/** What made a pod, as Kubernetes names it: `Job` and `train-7`. */
export interface Maker {
  kind: string;
  name: string;
}

/** The labels by which operators say which pods are one job, whatever owns each pod. */
export const groupingLabels = [
  'kueue.x-k8s.io/pod-group-name',
  'jobset.sigs.k8s.io/jobset-name',
  'ray.io/originated-from-cr-name',
  'ray.io/originated-from-crd',
  'ray.io/cluster',
  'training.kubeflow.org/job-name',
  'training.kubeflow.org/operator-name',
  'leaderworkerset.sigs.k8s.io/name',
  'pod-template-hash',
] as const;

/** Operators of Kubeflow by the name that they write on pods. */
const kubeflowKinds: Readonly<Record<string, string>> = {
  'pytorchjob-controller': 'PyTorchJob',
  'tfjob-controller': 'TFJob',
  'mpijob-controller': 'MPIJob',
  'mpi-operator': 'MPIJob',
  'xgboostjob-controller': 'XGBoostJob',
  'paddlejob-controller': 'PaddleJob',
  'jaxjob-controller': 'JAXJob',
};

/** `Job/train-7` apart; null for nothing, and for a node, which makes the pods that stand on it by its own files. */
export function toMaker(controller: string | null): Maker | null {
  const [kind = '', name = ''] = controller?.split(/\/(.*)/s) ?? [];
  return kind === '' || name === '' || kind === 'Node' ? null : { kind, name };
}

/**
 * What a pod is a part of, the whole rather than the part: the JobSet rather than its Job, the Deployment rather than its
 * ReplicaSet. Null for a pod on its own.
 */
export function toPodMaker({ labels, work }: Pick<WorkPiece, 'labels' | 'work'>): Maker | null {
  const label = (name: (typeof groupingLabels)[number]) => labels[name];
  const owner = toMaker(work.controller);
  const jobSet = label('jobset.sigs.k8s.io/jobset-name');
  if (jobSet) return { kind: 'JobSet', name: jobSet };
  const ray = label('ray.io/originated-from-cr-name');
  if (ray) return { kind: label('ray.io/originated-from-crd') ?? 'RayCluster', name: ray };
  const rayCluster = label('ray.io/cluster');
  if (rayCluster) return { kind: 'RayCluster', name: rayCluster };
  const kubeflow = label('training.kubeflow.org/job-name');
  if (kubeflow) return { kind: toKubeflowKind(label('training.kubeflow.org/operator-name'), owner), name: kubeflow };
  const leaderWorkerSet = label('leaderworkerset.sigs.k8s.io/name');
  if (leaderWorkerSet) return { kind: 'LeaderWorkerSet', name: leaderWorkerSet };
  const hash = label('pod-template-hash');
  if (owner?.kind === 'ReplicaSet' && hash && owner.name.endsWith(`-${hash}`))
    return { kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) };
  return owner;
}

function toKubeflowKind(operator: string | undefined, owner: Maker | null): string {
  const known = operator === undefined ? undefined : kubeflowKinds[operator];
  return known ?? (owner === null || owner.kind === 'Job' ? 'TrainingJob' : owner.kind);
}

/** One key for what is one job: a TrainJob makes a JobSet of its own name, Kubeflow's kinds share their names' space. */
export function toKey(namespace: string | null, { kind, name }: Maker): string {
  const family = kind === 'TrainJob' ? 'JobSet' : kind;
  return `${namespace ?? ''}\n${family}/${name}`;
}
