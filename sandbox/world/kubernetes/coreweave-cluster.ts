import { machinesAt } from '../growth';
import { apiResources } from './api-resources';
import { type ClusterNode, claimDevices } from './plan/cluster-node';
import { type ClusterContext, rotate, type TeamNamespace } from './plan/context';
import { rackSize, toCpuNode, toTray } from './plan/coreweave-node';
import { drawLine, parkedLines } from './plan/draw-line';
import type { JobLine } from './plan/job-line';
import { planApps } from './plan/plan-apps';
import { planBatchLines } from './plan/plan-batch-lines';
import { type Daemon, planDaemons } from './plan/plan-daemons';
import { planJobs } from './plan/plan-jobs';
import { planModels, type ServedModel } from './plan/plan-models';
import { planNamespaces, teamNamespaces } from './plan/plan-namespaces';
import { planNodePools } from './plan/plan-node-pools';
import { planNodes } from './plan/plan-nodes';
import { type Flavor, planQueues, type QueuePlans, shareQuota } from './plan/plan-queues';
import { awaitedDevices, planUnschedulable, type VainJob } from './plan/plan-unschedulable';
import { planVolumes } from './plan/plan-volumes';
import { ClusterPlan, type ClusterWorld, createClusterWorld, ordinaryTypes } from './world';

/** What CoreWeave's cluster is called. */
export const coreWeaveClusterName = 'factory-gb200';

const systemNamespaces = [
  'cw-hpc-verification',
  'cw-observability',
  'default',
  'kserve',
  'kube-node-lease',
  'kube-public',
  'kube-system',
  'kubeflow',
  'kueue-system',
  'monitoring',
];

const flavors: readonly Flavor[] = [
  { name: 'gb200', resource: 'nvidia.com/gpu', nodeLabels: { 'node.kubernetes.io/instance-type': 'gb200-4x' } },
];
const resource = 'nvidia.com/gpu';
const cpuType = 'cd-gp-a192-genoa';

/** The cluster of GB200 NVL72 racks that CoreWeave runs for the factory. */
export function createCoreWeaveCluster(seed: string, scale: number): ClusterWorld {
  const plan = new ClusterPlan();
  const context: ClusterContext = { seed, scale, cluster: coreWeaveClusterName, plan };
  const racks = planRacks(seed, scale);
  const plain = Array.from({ length: Math.round(machinesAt(8, scale)) }, (_, index) =>
    toCpuNode(seed, index, 'cpu-general', cpuType),
  );
  const nodes = [...racks.flat(), ...plain];
  const namespaces = teamNamespaces(context, 15);
  const lines: JobLine[] = [
    ...racks.flatMap((trays, rack) => rackLines(context, namespaces, trays, rack)),
    ...planBatchLines(
      context,
      namespaces,
      plain,
      { batch: 110, waiting: 10 },
      {
        resource,
        count: 4,
        workers: [18, 24, 20, 26, 22, 16, 27, 90],
      },
    ),
  ];
  const benchmarks = rotate(namespaces, 7);
  lines.push(...parkedLines(context, 'mlperf-rerun', benchmarks, 'benchmarks', racks.flat()));
  const models = racks.flatMap((trays, rack) => rackModels(namespaces, trays, rack));

  const vain = vainJobs(namespaces);

  planNodes(context, nodes);
  planNodePools(context, [
    ...['gb200-training', 'gb200-serving'].map((name, pool) => {
      const current = racks.filter((_, rack) => poolOf(rack) === name).length * rackSize;
      const isServing = pool === 1;
      return {
        name,
        instanceType: 'gb200-4x',
        current,
        target: isServing ? current + 2 : current,
        bounds: isServing ? { low: rackSize, high: current + 6 } : null,
      };
    }),
    { name: 'cpu-general', instanceType: cpuType, current: plain.length, target: plain.length, bounds: null },
  ]);
  planNamespaces(
    context,
    namespaces,
    systemNamespaces,
    ({ name }) => ({
      resource,
      hard: 64,
      standing: standingClaims(name, models) + awaitedDevices(vain, name, resource),
    }),
    lines,
  );
  planDaemons(context, daemons, nodes);
  planApps(context, namespaces, plain, { deployments: 80, statefulSets: 10 });
  planModels(context, [...models, failedModel(namespaces)]);
  const teams = namespaces.slice(0, 10);
  const quota = shareQuota(lines, resource, teams.length);
  const queues: QueuePlans = {
    cohort: 'factory',
    flavors,
    clusterQueues: [
      ...teams.map(({ name }, place) => ({ name, quota: { gb200: quota[place] ?? 0 }, trouble: null })),
      { name: 'benchmarks', quota: {}, trouble: 'Stopped' },
    ],
    localQueues: [
      ...namespaces.map((namespace) => ({ namespace, name: 'devices', clusterQueue: namespace.team })),
      { namespace: benchmarks, name: 'benchmarks', clusterQueue: 'benchmarks' },
    ],
    lines,
  };
  planQueues(context, queues);
  planJobs(context, queues);
  planUnschedulable(context, vain, nodes);
  planVolumes(
    context,
    namespaces,
    [{ name: 'shared-vast', driver: 'csi.vastdata.com', accessMode: 'ReadWriteMany' }],
    400,
  );
  const types = [...ordinaryTypes, apiResources.nodePools];
  return createClusterWorld({ name: coreWeaveClusterName, gitVersion: 'v1.33.3', types }, plan);
}

const daemons: readonly Daemon[] = [
  { namespace: 'kube-system', name: 'cilium', image: 'quay.io/cilium/cilium:v1.17.4', on: 'all' },
  {
    namespace: 'cw-observability',
    name: 'metrics-agent',
    image: 'registry.millwright.example/cw/agent:3.1',
    on: 'all',
  },
  { namespace: 'cw-observability', name: 'log-agent', image: 'registry.millwright.example/cw/logs:3.1', on: 'all' },
  { namespace: 'kube-system', name: 'csi-node', image: 'registry.millwright.example/cw/csi:2.6', on: 'all' },
  {
    namespace: 'kube-system',
    name: 'nvidia-device-plugin',
    image: 'nvcr.io/nvidia/k8s-device-plugin:v0.17.2',
    on: 'nvidia',
  },
  {
    namespace: 'cw-observability',
    name: 'dcgm-exporter',
    image: 'nvcr.io/nvidia/k8s/dcgm-exporter:4.2.3',
    on: 'nvidia',
  },
  { namespace: 'kube-system', name: 'nvidia-imex', image: 'registry.millwright.example/cw/imex:570', on: 'nvidia' },
];

/** The trays of each rack, in order of slot. */
export function planRacks(seed: string, scale: number): ClusterNode[][] {
  return Array.from({ length: Math.round(machinesAt(2, scale)) }, (_, rack) =>
    Array.from({ length: rackSize }, (_, slot) => toTray(seed, rack, slot, poolOf(rack))),
  );
}

/** Racks train and serve in turn. */
function poolOf(rack: number): string {
  return rack % 2 === 0 ? 'gb200-training' : 'gb200-serving';
}

/** What trains on a rack: two gangs within its NVLink domain, and smaller jobs on what is left. */
function rackLines(
  context: ClusterContext,
  namespaces: readonly TeamNamespace[],
  trays: readonly ClusterNode[],
  rack: number,
): JobLine[] {
  const line = (name: string, from: number, to: number, owner: number, share = 4) =>
    drawLine(
      context,
      `${name}-${rack + 1}`,
      rotate(namespaces, owner),
      trays.slice(from, to).map((tray) => [tray, share] as const),
      'PyTorchJob',
    );
  const serves = poolOf(rack) === 'gb200-serving';
  return [
    line('frontier-pretrain', 0, 8, rack),
    line('mixture-pretrain', 8, 12, rack + 1),
    ...(serves ? [] : [line('preference-tuning', 12, 14, rack + 4), line('rollouts', 15, 16, rack + 5, 2)]),
    line('distil', 16, 17, rack + 2, 3),
  ];
}

const modelNames = ['frontier-chat', 'frontier-code', 'frontier-mini', 'embedder', 'reranker', 'moderation'] as const;

/** What a rack serves: its trays from the thirteenth on. */
function rackModels(namespaces: readonly TeamNamespace[], trays: readonly ClusterNode[], rack: number): ServedModel[] {
  if (poolOf(rack) !== 'gb200-serving') return [];
  return modelNames.map((model, index) => {
    const { name: namespace, team } = rotate(namespaces, index + 4);
    const share = index < 2 ? 4 : 2;
    const slots = index < 2 ? [12 + index] : [14 + Math.floor((index - 2) / 2)];
    return {
      namespace,
      team,
      name: `${model}-${rack + 1}`,
      format: 'huggingface',
      places: slots
        .flatMap((slot) => trays.slice(slot, slot + 1))
        .map((node) => ({ node, claim: claimDevices(node, share) })),
      isFailed: false,
    };
  });
}

function failedModel(namespaces: readonly TeamNamespace[]): ServedModel {
  const { name: namespace, team } = rotate(namespaces, 6);
  return { namespace, team, name: 'frontier-preview', format: 'huggingface', places: [], isFailed: true };
}

function standingClaims(namespace: string, models: readonly ServedModel[]): number {
  return models
    .filter((model) => model.namespace === namespace)
    .flatMap(({ places }) => places)
    .reduce((total, { claim }) => total + (claim?.count ?? 0), 0);
}

/** Jobs made for other machines: of eight devices, of x86, or with larger devices to cut up. */
function vainJobs(namespaces: readonly TeamNamespace[]): VainJob[] {
  const whole = { pods: 1, priority: 0, cores: 16, nodeSelector: {}, tolerates: ['is_gpu'] } as const;
  return [
    { ...whole, name: 'dense-sweep', namespace: rotate(namespaces, 12), pods: 3, devices: { [resource]: 8 } },
    {
      ...whole,
      name: 'x86-eval',
      namespace: rotate(namespaces, 13),
      devices: { [resource]: 1 },
      nodeSelector: { 'kubernetes.io/arch': 'amd64' },
    },
    { ...whole, name: 'notebook-shared', namespace: rotate(namespaces, 14), devices: { 'nvidia.com/mig-1g.24gb': 1 } },
  ];
}
