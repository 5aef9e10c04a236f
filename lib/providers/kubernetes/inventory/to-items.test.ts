import { describe, expect, it } from 'vitest';
import type { InventoryItem } from '@/lib/domain/resource';
import { nodeListing } from './cluster-nodes';
import { toClusterItem } from './kubernetes-cluster';
import { endpointListing } from './model-endpoints';
import { namespaceListing, quotaListing, toNamespaceItem } from './namespaces';
import { podListing, toPodItem } from './pods';
import { queueListing } from './queues';
import { volumeListing } from './volumes';
import { workloadListing } from './workloads';

const created = '2026-03-01T10:00:00Z';
const metadata = { name: 'n1', creationTimestamp: created, labels: { team: 'vision' } };
const condition = (type: string, status: string, reason?: string) => ({ type, status, reason });

const toNode = (node: object) => nodeListing('hall').keep({ metadata, ...node });
const statusOf = (item: Pick<InventoryItem, 'status' | 'nativeStatus'> | null | undefined) => [
  item?.status,
  item?.nativeStatus,
];

describe('a node', () => {
  it('a node is known by its own identifier where it names no machine', () => {
    const uid = '6f5d3f0e-0d7c-4f57-8a2c-3f1f6f1b9d11';
    expect(toNode({ metadata: { ...metadata, uid } })).toMatchObject({ machine: `kubernetes/${uid}` });
    const onMachine = toNode({ metadata: { ...metadata, uid }, spec: { providerID: 'aws:///eu-west-1a/i-1' } });
    expect(onMachine).toMatchObject({ machine: 'aws/i-1' });
  });

  it('says where it stands, what it is and what it carries', () => {
    const labels = {
      'topology.kubernetes.io/zone': 'row-2',
      'node.kubernetes.io/instance-type': 'dgx-h100',
      'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3',
    };
    const node = toNode({
      metadata: { ...metadata, labels },
      spec: { providerID: 'aws:///eu-west-1a/i-1', taints: [{ key: 'gpu', effect: 'NoSchedule' }] },
      status: {
        capacity: { 'nvidia.com/gpu': '8' },
        allocatable: { 'nvidia.com/gpu': '7' },
        conditions: [condition('Ready', 'True')],
        images: [{ names: ['big'] }],
      },
    });
    expect(node).toMatchObject({
      kind: 'cluster-node',
      nativeId: 'hall/nodes/n1',
      name: 'n1',
      account: 'hall',
      region: 'global',
      zone: 'row-2',
      size: 'dgx-h100',
      status: 'degraded',
      nativeStatus: 'Ready',
      accelerators: [{ model: 'NVIDIA H100', count: 8 }],
      tags: labels,
      createdAt: new Date(created),
    });
    expect(JSON.parse(node?.raw ?? '')).toMatchObject({
      spec: { providerID: 'aws:///eu-west-1a/i-1' },
      status: { allocatable: { 'nvidia.com/gpu': '7' } },
    });
    expect(node?.raw).not.toContain('big');
  });

  it.each([
    [[condition('Ready', 'True')], undefined, ['active', 'Ready']],
    [[condition('Ready', 'True')], true, ['degraded', 'Ready,SchedulingDisabled']],
    [[condition('Ready', 'True'), condition('DiskPressure', 'True')], undefined, ['degraded', 'Ready']],
    [[condition('Ready', 'True'), condition('DiskPressure', 'False')], undefined, ['active', 'Ready']],
    [[condition('Ready', 'False', 'KubeletNotReady')], undefined, ['failed', 'NotReady']],
    [[condition('Ready', 'Unknown', 'NodeStatusUnknown')], undefined, ['unknown', 'NotReady']],
    [[condition('Ready', 'Perhaps')], true, ['unknown', 'NotReady,SchedulingDisabled']],
    [[], undefined, ['unknown', 'Unknown']],
  ])('with conditions %j and cordon %s is %j', (conditions, unschedulable, expected) => {
    expect(statusOf(toNode({ spec: { unschedulable }, status: { conditions } }))).toEqual(expected);
  });

  it('given up by the control plane has failed', () => {
    const taints = [{ key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' }];
    const conditions = [condition('Ready', 'Unknown')];
    expect(statusOf(toNode({ spec: { taints }, status: { conditions } }))).toEqual(['failed', 'NotReady']);
  });

  it.each([
    ['8', 'active'],
    ['7', 'degraded'],
    ['0', 'degraded'],
  ])('of whose 8 devices %s may be used is %s', (usable, state) => {
    const node = toNode({
      status: {
        capacity: { cpu: '8', 'nvidia.com/gpu': '8' },
        allocatable: { cpu: '7', 'nvidia.com/gpu': usable },
        conditions: [condition('Ready', 'True')],
      },
    });
    expect(node?.status).toBe(state);
    expect(node?.accelerators).toMatchObject([{ count: 8 }]);
  });

  it('on its way out is being deleted', () => {
    const node = toNode({ metadata: { ...metadata, deletionTimestamp: created } });
    expect(node?.status).toBe('deleting');
  });
});

describe('a pod', () => {
  const containers = [
    { name: 'c', resources: { limits: { 'nvidia.com/gpu': '4' } }, env: [{ name: 'A', value: 'b' }] },
  ];
  const keep = (pod: object) =>
    podListing.keep({ metadata: { ...metadata, namespace: 'train' }, spec: { containers }, ...pod });
  const toItem = (pod: object) => {
    const kept = keep(pod);
    return kept === null ? null : toPodItem('hall', kept, null);
  };

  it('is listed only while it holds or wants an accelerator', () => {
    expect(keep({ spec: { containers: [{ name: 'c' }] }, status: { phase: 'Running' } })).toBeNull();
    expect(keep({ status: { phase: 'Succeeded' } })).toBeNull();
    expect(keep({ status: { phase: 'Failed' } })).toBeNull();
    expect(keep({ status: { phase: 'Running' } })).not.toBeNull();
  });

  it('names the object that answers for it, and what it was given', () => {
    const ownerReferences = [
      { kind: 'Node', name: 'x' },
      { kind: 'Job', name: 'train-7', controller: true },
    ];
    const item = toItem({
      metadata: { ...metadata, namespace: 'train', ownerReferences },
      spec: { nodeName: 'n1', containers },
      status: { phase: 'Running', conditions: [condition('Ready', 'True')] },
    });
    expect(item).toMatchObject({
      nativeId: 'hall/pods/train/n1',
      size: '4 × nvidia.com/gpu',
      status: 'active',
      nativeStatus: 'Running',
      accelerators: null,
    });
    expect(JSON.parse(item?.raw ?? '')).toMatchObject({ controller: 'Job/train-7', spec: { nodeName: 'n1' } });
    expect(item?.raw).not.toContain('"b"');
  });

  it('that waits for a node holds nothing yet', () => {
    expect(toItem({ status: { phase: 'Pending' } })).toMatchObject({ status: 'provisioning', accelerators: [] });
  });

  const waiting = (reason: string) => [{ state: { waiting: { reason } } }];
  it.each([
    [{ phase: 'Pending', containerStatuses: waiting('ContainerCreating') }, ['provisioning', 'ContainerCreating']],
    [{ phase: 'Pending', containerStatuses: waiting('ImagePullBackOff') }, ['failed', 'ImagePullBackOff']],
    [
      { phase: 'Running', conditions: [condition('Ready', 'False')], containerStatuses: waiting('CrashLoopBackOff') },
      ['degraded', 'CrashLoopBackOff'],
    ],
    [{ phase: 'Unknown', reason: 'NodeLost' }, ['unknown', 'NodeLost']],
    [{ phase: 'Hibernating' }, ['unknown', 'Hibernating']],
    [{}, ['unknown', null]],
  ])('with the status %j is %j', (status, expected) => {
    expect(statusOf(toItem({ status }))).toEqual(expected);
  });
});

describe('other objects', () => {
  it('a namespace carries its quotas, and null where they could not be read', () => {
    const namespace = namespaceListing.keep({ metadata: { ...metadata, name: 'train' }, status: { phase: 'Active' } });
    const quota = quotaListing.keep({
      metadata: { name: 'gpus', namespace: 'train' },
      status: { hard: { 'requests.nvidia.com/gpu': '16' }, used: { 'requests.nvidia.com/gpu': '12' } },
    });
    const other = quotaListing.keep({ metadata: { name: 'gpus', namespace: 'serve' } });
    if (namespace === null || quota === null || other === null) throw new Error('All are kept.');
    const item = toNamespaceItem('hall', namespace, [quota, other]);
    expect(item).toMatchObject({ nativeId: 'hall/namespaces/train', status: 'active', nativeStatus: 'Active' });
    expect(JSON.parse(item.raw)).toMatchObject({
      object: { metadata: { name: 'train' } },
      quotas: [{ name: 'gpus', used: { 'requests.nvidia.com/gpu': '12' } }],
    });
    expect(JSON.parse(toNamespaceItem('hall', namespace, null).raw)).toMatchObject({ quotas: null });
  });

  it.each([
    [{}, [condition('Active', 'True', 'Ready')], ['active', 'Active']],
    [{ stopPolicy: 'HoldAndDrain' }, [condition('Active', 'False', 'Stopped')], ['stopped', 'Stopped']],
    [{ stopPolicy: 'None' }, [condition('Active', 'False', 'FlavorNotFound')], ['failed', 'FlavorNotFound']],
    [{}, [], ['unknown', null]],
  ])('a queue with %j and %j is %j', (spec, conditions, expected) => {
    const kept = queueListing('hall', 'clusterqueues', 'v1beta1').keep({ metadata, spec, status: { conditions } });
    expect(statusOf(kept?.item)).toEqual(expected);
    expect(kept?.pending).toBeNull();
  });

  it('a queue of a namespace is named with it, and says how much waits', () => {
    const object = { metadata: { ...metadata, namespace: 'train' }, status: { pendingWorkloads: 0 } };
    const kept = queueListing('hall', 'localqueues', 'v1beta1').keep(object);
    expect(kept).toMatchObject({ item: { nativeId: 'hall/localqueues.kueue.x-k8s.io/train/n1' }, pending: 0 });
  });

  it.each([
    [[], {}, ['provisioning', 'Pending']],
    [[condition('QuotaReserved', 'False', 'Pending')], { active: false }, ['stopped', 'Pending']],
    [[condition('QuotaReserved', 'True')], {}, ['provisioning', 'QuotaReserved']],
    [[condition('QuotaReserved', 'True'), condition('Admitted', 'True')], {}, ['active', 'Admitted']],
    [[condition('Admitted', 'True'), condition('Finished', 'True', 'Succeeded')], {}, ['completed', 'Finished']],
    [[condition('Finished', 'True', 'Failed')], {}, ['failed', 'Finished']],
    [[condition('Finished', 'True', 'OutOfSync')], {}, ['failed', 'Finished']],
    [[condition('Finished', 'True', 'Vanished')], {}, ['unknown', 'Finished']],
  ])('a workload with %j and %j is %j', (conditions, spec, expected) => {
    const item = workloadListing('hall', 'v1beta1').keep({ metadata, spec, status: { conditions } });
    expect(statusOf(item)).toEqual(expected);
  });

  it.each([
    [[condition('Ready', 'True')], 'UpToDate', ['active', 'Ready']],
    [
      [condition('Ready', 'False', 'PredictorConfigurationReady')],
      'InProgress',
      ['provisioning', 'PredictorConfigurationReady'],
    ],
    [[condition('Ready', 'False')], 'BlockedByFailedLoad', ['failed', 'NotReady']],
    [[condition('Ready', 'Unknown')], undefined, ['provisioning', 'NotReady']],
    [[], undefined, ['unknown', null]],
  ])('an endpoint with %j and model %s is %j', (conditions, transitionStatus, expected) => {
    const object = { metadata, status: { conditions, modelStatus: { transitionStatus } } };
    const kept = endpointListing('hall', 'v1beta1').keep(object);
    expect(statusOf(kept)).toEqual(expected);
  });

  it.each([
    ['Bound', 'active'],
    ['Available', 'active'],
    ['Released', 'stopped'],
    ['Failed', 'failed'],
    ['Pending', 'provisioning'],
    ['Lost', 'unknown'],
  ])('a volume that is %s is %s', (phase, state) => {
    const object = { metadata, spec: { capacity: { storage: '10Ti' }, storageClassName: 'nfs' }, status: { phase } };
    const item = volumeListing('hall').keep(object);
    expect(item).toMatchObject({ nativeId: 'hall/persistentvolumes/n1', size: 'nfs 10Ti' });
    expect(statusOf(item)).toEqual([state, phase]);
  });

  it('the cluster says its version, and the uid of its first namespace', () => {
    const first = namespaceListing.keep({ metadata: { ...metadata, name: 'kube-system', uid: 'u-1' } });
    const version = { gitVersion: 'v1.33.2' };
    const cluster = { name: 'hall', siteHint: null };
    const item = toClusterItem(cluster, version, first ? [first] : []);
    expect(item).toMatchObject({ nativeId: 'hall', createdAt: null });
    expect(JSON.parse(item.raw)).toMatchObject({ version, uid: 'u-1' });
    expect(JSON.parse(toClusterItem(cluster, version, null).raw)).toMatchObject({ uid: null });
  });
});
