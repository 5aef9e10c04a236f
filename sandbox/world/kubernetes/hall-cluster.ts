import { planHall } from '../hall/hall';
import { type ClusterContext, rotate } from './plan/context';
import { drawLine, parkedLines } from './plan/draw-line';
import { toHallNode } from './plan/hall-node';
import { dgxLines, dgxModels, failedModel, hallVainJobs, planNotebooks } from './plan/hall-work';
import type { JobLine } from './plan/job-line';
import { planApps } from './plan/plan-apps';
import { planBatchLines } from './plan/plan-batch-lines';
import { planDaemons } from './plan/plan-daemons';
import { planJobs } from './plan/plan-jobs';
import { planModels, type ServedModel } from './plan/plan-models';
import { planNamespaces, teamNamespaces } from './plan/plan-namespaces';
import { planNodes } from './plan/plan-nodes';
import { type Flavor, planQueues, type QueuePlans, shareQuota } from './plan/plan-queues';
import { awaitedDevices, planUnschedulable, type VainJob } from './plan/plan-unschedulable';
import { planVolumes } from './plan/plan-volumes';
import { ClusterPlan, type ClusterWorld, createClusterWorld, ordinaryTypes } from './world';

/** What the hall's cluster is called. */
export const hallClusterName = 'hall-kubernetes';

const systemNamespaces = [
  'cert-manager',
  'default',
  'gpu-operator',
  'ingress-nginx',
  'kserve',
  'kube-node-lease',
  'kube-public',
  'kube-system',
  'kubeflow',
  'kueue-system',
  'monitoring',
  'rook-ceph',
];

const flavors: readonly Flavor[] = [
  { name: 'h100', resource: 'nvidia.com/gpu', nodeLabels: { 'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3' } },
  { name: 'mi300x', resource: 'amd.com/gpu', nodeLabels: { 'amd.com/gpu.family': 'AI' } },
];

/** The cluster over the machines of the hall that Kubernetes has. */
export function createHallCluster(seed: string, scale: number): ClusterWorld {
  const plan = new ClusterPlan();
  const context: ClusterContext = { seed, scale, cluster: hallClusterName, plan };
  const machines = planHall(seed, scale).filter(({ scheduler }) => scheduler === 'kubernetes');
  const nvidia = machines.filter(({ accelerators }) => accelerators[0]?.vendor === 'nvidia');
  const nodes = machines.map((machine) => toHallNode(seed, machine, nvidia.indexOf(machine)));
  const namespaces = teamNamespaces(context, 20);
  const dgx = nodes.filter(({ gpus }) => gpus?.resource === 'nvidia.com/gpu');
  const amd = nodes.filter(({ gpus }) => gpus?.resource === 'amd.com/gpu');
  const plain = nodes.filter(({ gpus }) => gpus === null);

  const lines: JobLine[] = [
    ...dgx.flatMap((node, index) => dgxLines(context, namespaces, dgx, node, index)),
    ...amd.map((node, index) =>
      drawLine(
        context,
        `mi300x-port-${index + 1}`,
        rotate(namespaces, index),
        [
          [node, 4],
          [node, 4],
        ],
        'PyTorchJob',
      ),
    ),
    ...planBatchLines(
      context,
      namespaces,
      plain,
      { batch: 150, waiting: 8 },
      {
        resource: 'nvidia.com/gpu',
        count: 8,
        workers: [2, 3, 2, 4, 3, 2, 4, 64],
      },
    ),
  ];
  const parked = rotate(namespaces, 3);
  lines.push(...parkedLines(context, 'backfill-labels', parked, 'parked', dgx));
  const models = dgx.flatMap((node, index) => dgxModels(namespaces, node, index));

  const vain = hallVainJobs(namespaces, dgx);

  planNodes(context, nodes);
  planNamespaces(context, namespaces, systemNamespaces, ({ name }) => deviceQuota(name, models, vain), lines);
  planDaemons(context, daemons, nodes);
  planApps(context, namespaces, plain, { deployments: 165, statefulSets: 14 });
  planNotebooks(context, namespaces, dgx);
  planModels(context, [...models, failedModel(namespaces)]);
  const teams = namespaces.slice(0, 10);
  const h100 = shareQuota(lines, 'nvidia.com/gpu', teams.length);
  const mi300x = shareQuota(lines, 'amd.com/gpu', teams.length);
  const teamQueues = teams.map(({ name }, place) => {
    return { name, quota: { h100: h100[place] ?? 0, mi300x: mi300x[place] ?? 0 }, trouble: null };
  });
  const localQueues = namespaces.map((namespace) => ({ namespace, name: 'devices', clusterQueue: namespace.team }));
  const queues: QueuePlans = {
    cohort: 'hall',
    flavors,
    clusterQueues: [
      ...teamQueues,
      { name: 'on-hold', quota: {}, trouble: 'Stopped' },
      { name: 'old-racks', quota: { h100: 16 }, trouble: 'FlavorNotFound' },
    ],
    localQueues: [...localQueues, { namespace: parked, name: 'parked', clusterQueue: 'on-hold' }],
    lines,
  };
  planQueues(context, queues);
  planJobs(context, queues);
  planUnschedulable(context, vain, nodes);
  planVolumes(
    context,
    namespaces,
    [
      { name: 'ceph-block', driver: 'rook-ceph.rbd.csi.ceph.com', accessMode: 'ReadWriteOnce' },
      { name: 'ceph-filesystem', driver: 'rook-ceph.cephfs.csi.ceph.com', accessMode: 'ReadWriteMany' },
    ],
    540,
  );
  return createClusterWorld({ name: hallClusterName, gitVersion: 'v1.33.2', types: ordinaryTypes }, plan);
}

const daemons = [
  { namespace: 'kube-system', name: 'cilium', image: 'quay.io/cilium/cilium:v1.17.4', on: 'all' },
  {
    namespace: 'kube-system',
    name: 'node-local-dns',
    image: 'registry.k8s.io/dns/k8s-dns-node-cache:1.25.0',
    on: 'all',
  },
  { namespace: 'monitoring', name: 'node-exporter', image: 'quay.io/prometheus/node-exporter:v1.9.1', on: 'all' },
  { namespace: 'monitoring', name: 'log-shipper', image: 'cr.fluentbit.io/fluent/fluent-bit:4.0.3', on: 'all' },
  { namespace: 'rook-ceph', name: 'csi-rbdplugin', image: 'quay.io/cephcsi/cephcsi:v3.14.0', on: 'all' },
  { namespace: 'rook-ceph', name: 'csi-cephfsplugin', image: 'quay.io/cephcsi/cephcsi:v3.14.0', on: 'all' },
  {
    namespace: 'gpu-operator',
    name: 'nvidia-device-plugin',
    image: 'nvcr.io/nvidia/k8s-device-plugin:v0.17.2',
    on: 'nvidia',
  },
  {
    namespace: 'gpu-operator',
    name: 'gpu-feature-discovery',
    image: 'nvcr.io/nvidia/k8s-device-plugin:v0.17.2',
    on: 'nvidia',
  },
  {
    namespace: 'gpu-operator',
    name: 'nvidia-dcgm-exporter',
    image: 'nvcr.io/nvidia/k8s/dcgm-exporter:4.2.3',
    on: 'nvidia',
  },
  {
    namespace: 'gpu-operator',
    name: 'nvidia-mig-manager',
    image: 'nvcr.io/nvidia/cloud-native/k8s-mig-manager:v0.12.1',
    on: 'nvidia',
  },
  { namespace: 'kube-system', name: 'amdgpu-device-plugin', image: 'rocm/k8s-device-plugin:1.31.0.7', on: 'amd' },
] as const;

function deviceQuota(namespace: string, models: readonly ServedModel[], vain: readonly VainJob[]) {
  const resource = 'nvidia.com/gpu';
  const standing = models
    .filter((model) => model.namespace === namespace)
    .flatMap(({ places }) => places)
    .reduce((total, { claim }) => total + (claim?.count ?? 0), 0);
  return { resource, hard: 24, standing: standing + awaitedDevices(vain, namespace, resource) };
}
