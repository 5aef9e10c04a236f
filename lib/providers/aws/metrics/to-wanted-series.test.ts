import type { Metric } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { agentMetrics } from './agent-metrics';
import { containerInsightsMetrics } from './container-insights-metrics';
import type { MetricGroup } from './metric-source';
import { toWantedSeries } from './to-wanted-series';

const place = { account: '111122223333', region: 'eu-west-1', partition: 'aws-us-gov' };
const instance = 'arn:aws-us-gov:ec2:eu-west-1:111122223333:instance/i-0abc';

const metricOf = (MetricName: string, dimensions: Record<string, string>): Metric => ({
  MetricName,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
});
const read = (group: MetricGroup, listed: Metric[], most = 100) => toWantedSeries(listed, group, place, most);
const attributesOf = async (group: MetricGroup, name: string, dimensions: Record<string, string>) =>
  (await read(group, [metricOf(name, dimensions)])).wanted.map(({ attributes }) => attributes);

describe('a metric of the agent', () => {
  const name = 'nvidia_smi_utilization_gpu';
  const device = { index: '3', name: 'NVIDIA H100 80GB HBM3', arch: 'Hopper' };

  it('is about the device of an instance, as the inventory names that', async () => {
    expect(await attributesOf(agentMetrics, name, { ...device, InstanceId: 'i-0abc', Environment: 'lab' })).toEqual([
      { resource: instance, 'gpu.index': '3', 'gpu.model': 'NVIDIA H100 80GB HBM3' },
    ]);
  });

  it('is about the device of a host by its name, where the agent appends no instance', async () => {
    expect(await attributesOf(agentMetrics, name, { index: '0', host: 'ip-10-0-0-1' })).toEqual([
      { 'host.name': 'ip-10-0-0-1', 'gpu.index': '0' },
    ]);
  });

  it.each([
    ['over devices', { InstanceId: 'i-0abc' }],
    ['over hosts', { index: '0', name: 'NVIDIA H100 80GB HBM3' }],
    ['over everything', {}],
  ])('is not read where it is rolled up %s', async (_, dimensions) => {
    expect(await attributesOf(agentMetrics, name, dimensions)).toEqual([]);
  });

  it('is read by its most dimensions of those that name one device', async () => {
    const full = metricOf(name, { ...device, InstanceId: 'i-0abc' });
    const short = metricOf(name, { index: '3', InstanceId: 'i-0abc' });
    for (const listed of [
      [full, short],
      [short, full],
    ])
      expect((await read(agentMetrics, listed)).wanted).toMatchObject([{ metrics: [full] }]);
  });

  it('is read from both where a dimension changed that says nothing of the device', async () => {
    const listed = ['blue', 'green'].map((AutoScalingGroupName) =>
      metricOf(name, { ...device, InstanceId: 'i-0abc', AutoScalingGroupName }),
    );
    expect((await read(agentMetrics, listed)).wanted).toMatchObject([{ metrics: listed }]);
  });

  it('is of all processors together, and of one file system', async () => {
    const host = { InstanceId: 'i-0abc' };
    expect(await attributesOf(agentMetrics, 'cpu_usage_active', { ...host, cpu: 'cpu7' })).toEqual([]);
    expect(await attributesOf(agentMetrics, 'cpu_usage_active', { ...host, cpu: 'cpu-total' })).toEqual([
      { resource: instance },
    ]);
    expect(await attributesOf(agentMetrics, 'disk_used', host)).toEqual([]);
    expect(
      await attributesOf(agentMetrics, 'disk_used', { ...host, path: '/', device: 'nvme0n1p1', fstype: 'xfs' }),
    ).toEqual([{ resource: instance, mountpoint: '/', device: 'nvme0n1p1', fstype: 'xfs' }]);
  });
});

describe('a metric of Container Insights', () => {
  const node = { ClusterName: 'forge', InstanceId: 'i-0abc', NodeName: 'ip-10-0-0-1.ec2.internal' };
  const pod = { ClusterName: 'forge', Namespace: 'train', PodName: 'llm', FullPodName: 'llm-0-x7k2p' };
  const podAttributes = {
    'k8s.cluster.name': 'forge',
    'k8s.namespace.name': 'train',
    'k8s.pod.name': 'llm-0-x7k2p',
  };

  it.each([
    [
      'node_gpu_utilization',
      { ...node, InstanceType: 'p5.48xlarge', GpuDevice: 'nvidia5' },
      { resource: instance, 'host.name': node.NodeName, 'k8s.cluster.name': 'forge', 'gpu.index': '5' },
    ],
    ['pod_gpu_memory_used', { ...pod, GpuDevice: 'nvidia0' }, { ...podAttributes, 'gpu.index': '0' }],
    [
      'container_gpu_power_draw',
      { ...pod, ContainerName: 'main', GpuDevice: 'mig-7' },
      { ...podAttributes, 'k8s.container.name': 'main', 'gpu.index': 'mig-7' },
    ],
    [
      'node_efa_tx_bytes',
      { ...node, InstanceType: 'p5.48xlarge', NetworkInterfaceId: 'eni-0a' },
      {
        resource: instance,
        'host.name': node.NodeName,
        'k8s.cluster.name': 'forge',
        'network.interface': 'eni-0a',
        direction: 'transmit',
      },
    ],
    ['node_gpu_usage_total', node, { resource: instance, 'host.name': node.NodeName, 'k8s.cluster.name': 'forge' }],
    ['node_gpu_limit', node, { resource: instance, 'host.name': node.NodeName, 'k8s.cluster.name': 'forge' }],
    ['node_memory_limit', node, { resource: instance, 'host.name': node.NodeName, 'k8s.cluster.name': 'forge' }],
  ])('names what it is about: %s', async (name, dimensions, attributes) => {
    expect(await attributesOf(containerInsightsMetrics, name, dimensions)).toEqual([attributes]);
  });

  it.each([
    ['node_gpu_utilization', { ClusterName: 'forge' }],
    ['node_gpu_utilization', node],
    ['pod_gpu_utilization', { ClusterName: 'forge', Namespace: 'train', PodName: 'llm', GpuDevice: 'nvidia0' }],
    ['container_gpu_utilization', { ...pod, ContainerName: 'main' }],
    ['node_efa_rx_bytes', node],
    ['node_cpu_utilization', { ClusterName: 'forge' }],
    ['node_gpu_usage_total', { ClusterName: 'forge' }],
    ['pod_gpu_usage_total', pod],
  ])('is not read where it is rolled up: %s %j', async (name, dimensions) => {
    expect(await attributesOf(containerInsightsMetrics, name, dimensions)).toEqual([]);
  });

  it('tells of a node, not of its devices, how many it gave out and how many it can', async () => {
    const listed = ['node_gpu_usage_total', 'node_gpu_limit'].map((name) => metricOf(name, node));
    const { wanted } = await read(containerInsightsMetrics, listed);
    expect(wanted.map(({ source: { metric, subject, toUnit } }) => [metric, subject, toUnit(3, 1)])).toEqual([
      ['gpu.allocated', 'host', 3],
      ['gpu.allocatable', 'host', 3],
    ]);
  });

  it('counts devices at nodes alone, where shared ones are there once', async () => {
    const ofDevices = containerInsightsMetrics.sources.filter(({ subject }) => subject === 'accelerator');
    expect(ofDevices.map(({ name }) => name.split('_')[0])).toEqual(ofDevices.map(() => 'node'));
  });
});

describe('what is read', () => {
  it('comes in the group’s order, each thing once, however its metrics are listed', async () => {
    const names = ['nvidia_smi_power_draw', 'nvidia_smi_utilization_gpu', 'up', 'nvidia_smi_memory_used'];
    const listed = ['1', '0'].flatMap((index) =>
      names.flatMap((name) => [
        metricOf(name, { InstanceId: 'i-0abc', index }),
        metricOf(name, { InstanceId: 'i-0abc', index, name: 'H100' }),
      ]),
    );
    const { wanted } = await read(agentMetrics, listed);
    expect(wanted.map(({ source, attributes }) => [source.name, attributes['gpu.index']])).toEqual(
      ['nvidia_smi_utilization_gpu', 'nvidia_smi_memory_used', 'nvidia_smi_power_draw'].flatMap((name) => [
        [name, '1'],
        [name, '0'],
      ]),
    );
    expect(wanted.every(({ metrics }) => metrics.length === 1)).toBe(true);
  });

  it('is capped, what matters most first, and says how much is left out', async () => {
    const listed = ['disk_used', 'nvidia_smi_power_draw'].flatMap((name) =>
      ['0', '1', '2'].map((index) =>
        metricOf(name, { InstanceId: 'i-0abc', index, path: `/${index}`, device: 'd', fstype: 'xfs' }),
      ),
    );
    const { wanted, beyondCap, alike } = await read(agentMetrics, listed, 4);
    expect(wanted.map(({ source }) => source.metric)).toEqual([
      'hw.power',
      'hw.power',
      'hw.power',
      'host.filesystem.usage',
    ]);
    expect({ beyondCap, alike }).toEqual({ beyondCap: 2, alike: 0 });
  });

  it('leaves out what is told apart by a dimension that is not known', async () => {
    const listed = Array.from({ length: 1000 }, (_, pid) =>
      metricOf('mem_used', { InstanceId: 'i-0abc', pid: String(pid) }),
    );
    expect(await read(agentMetrics, listed)).toEqual({ wanted: [], beyondCap: 0, alike: 1000 });
  });

  it('leaves out dimensions without a value or twice', async () => {
    const listed: Metric[] = [
      { MetricName: 'mem_used', Dimensions: [{ Name: 'InstanceId', Value: undefined }] },
      {
        MetricName: 'mem_used',
        Dimensions: [
          { Name: 'InstanceId', Value: 'i-1' },
          { Name: 'InstanceId', Value: 'i-2' },
        ],
      },
    ];
    expect(await read(agentMetrics, listed)).toEqual({ wanted: [], beyondCap: 0, alike: 0 });
  });
});
