import type { Kubernetes } from './start-kubernetes';

/** What is put into the cluster. One manifest of each thing the provider reads, and some it must leave alone. */
const gpuNode = (name: string, devices: number, extra: object = {}) => ({
  path: '/api/v1/nodes',
  object: {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'node.kubernetes.io/instance-type': 'p5.48xlarge',
        'topology.kubernetes.io/zone': 'eu-central-1a',
        'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3',
        'nvidia.com/gpu.memory': '81559',
        'nvidia.com/gpu.count': String(devices),
      },
    },
    ...extra,
  },
  status: {
    capacity: { cpu: '192', memory: '2000Gi', pods: '110', 'nvidia.com/gpu': String(devices) },
    allocatable: { cpu: '190', memory: '1990Gi', pods: '110', 'nvidia.com/gpu': String(devices) },
    conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
  },
});

const pod = (name: string, nodeName: string | null, gpus: number) => ({
  path: '/api/v1/namespaces/research/pods',
  object: {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: 'train' } },
    spec: {
      ...(nodeName === null ? {} : { nodeName }),
      containers: [
        {
          name: 'main',
          image: 'registry.example/train:1',
          ...(gpus === 0 ? {} : { resources: { limits: { 'nvidia.com/gpu': String(gpus) } } }),
        },
      ],
    },
  },
  status: nodeName === null ? null : { phase: 'Running' },
});

interface Planned {
  path: string;
  object: { metadata: { name: string } };
  /** Put on afterwards, as a controller would; null leaves what the server gives. */
  status?: object | null;
}

const planned: readonly Planned[] = [
  gpuNode('gpu-1', 8),
  gpuNode('gpu-2', 8, { spec: { unschedulable: true } }),
  {
    path: '/api/v1/namespaces',
    object: { ...{ apiVersion: 'v1', kind: 'Namespace' }, metadata: { name: 'research' } },
  },
  pod('train-0', 'gpu-1', 8),
  pod('waiting', null, 4),
  pod('web', 'gpu-1', 0),
  {
    path: '/api/v1/persistentvolumes',
    object: {
      ...{ apiVersion: 'v1', kind: 'PersistentVolume' },
      metadata: { name: 'checkpoints' },
      ...{
        spec: {
          capacity: { storage: '10Ti' },
          accessModes: ['ReadWriteMany'],
          nfs: { server: '192.0.2.1', path: '/checkpoints' },
          storageClassName: 'lustre',
        },
      },
    },
  },
];

/** Beyond one page of 500, so that real continue tokens are followed. */
const idlePods = 620;

export async function putFleet(cluster: Kubernetes): Promise<void> {
  for (const { path, object, status } of planned) {
    await cluster.call('POST', path, object);
    if (status) await cluster.call('PATCH', `${path}/${object.metadata.name}/status`, { status });
  }
  const { object, path } = pod('idle', null, 1);
  for (let index = 0; index < idlePods; index += 1) {
    const name = `queued-${String(index).padStart(4, '0')}`;
    await cluster.call('POST', path, { ...object, metadata: { ...object.metadata, name } });
  }
}

/** What the inventory must say of each, by kind and name: status, devices, size. */
export function expectFleet(cluster: string): Map<string, object> {
  const h100s = (count: number) => [{ model: 'NVIDIA H100', count, memoryBytes: 81_559 * 2 ** 20 }];
  const expected = new Map<string, object>([
    [`kubernetes-cluster ${cluster}`, { status: 'active', accelerators: [] }],
    [
      `cluster-node ${cluster}/nodes/gpu-1`,
      { status: 'active', size: 'p5.48xlarge', accelerators: h100s(8), zone: 'eu-central-1a' },
    ],
    [
      `cluster-node ${cluster}/nodes/gpu-2`,
      { status: 'degraded', nativeStatus: 'Ready,SchedulingDisabled', accelerators: h100s(8) },
    ],
    [`pod ${cluster}/pods/research/train-0`, { status: 'active', nativeStatus: 'Running', accelerators: h100s(8) }],
    [`pod ${cluster}/pods/research/waiting`, { status: 'provisioning', nativeStatus: 'Pending' }],
    [`volume ${cluster}/persistentvolumes/checkpoints`, { accelerators: [] }],
  ]);
  for (const name of ['default', 'kube-node-lease', 'kube-public', 'kube-system', 'millwright', 'research'])
    expected.set(`namespace ${cluster}/namespaces/${name}`, { status: 'active', nativeStatus: 'Active' });
  for (let index = 0; index < idlePods; index += 1)
    expected.set(`pod ${cluster}/pods/research/queued-${String(index).padStart(4, '0')}`, { status: 'provisioning' });
  return expected;
}
