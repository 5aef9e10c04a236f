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
const attributesOf = (group: MetricGroup, name: string, dimensions: Record<string, string>) =>
  read(group, [metricOf(name, dimensions)]).wanted.map(({ attributes }) => attributes);

describe('a metric of the agent', () => {
  const name = 'nvidia_smi_utilization_gpu';
  const device = { index: '3', name: 'NVIDIA H100 80GB HBM3', arch: 'Hopper' };

  it('is about the device of an instance, as the inventory names that', () => {
    expect(attributesOf(agentMetrics, name, { ...device, InstanceId: 'i-0abc', Environment: 'lab' })).toEqual([
      { resource: instance, 'gpu.index': '3', 'gpu.model': 'NVIDIA H100 80GB HBM3' },
    ]);
  });

  it('is about the device of a host by its name, where the agent appends no instance', () => {
    expect(attributesOf(agentMetrics, name, { index: '0', host: 'ip-10-0-0-1' })).toEqual([
      { 'host.name': 'ip-10-0-0-1', 'gpu.index': '0' },
    ]);
  });

  it.each([
    ['over devices', { InstanceId: 'i-0abc' }],
    ['over hosts', { index: '0', name: 'NVIDIA H100 80GB HBM3' }],
    ['over everything', {}],
  ])('is not read where it is rolled up %s', (_, dimensions) => {
    expect(attributesOf(agentMetrics, name, dimensions)).toEqual([]);
  });

  it('is read by its most dimensions of those that name one device', () => {
    const full = metricOf(name, { ...device, InstanceId: 'i-0abc' });
    const short = metricOf(name, { index: '3', InstanceId: 'i-0abc' });
    for (const listed of [
      [full, short],
      [short, full],
    ])
      expect(read(agentMetrics, listed).wanted).toMatchObject([{ metrics: [full] }]);
  });

  it('is read from both where a dimension changed that says nothing of the device', () => {
    const listed = ['blue', 'green'].map((AutoScalingGroupName) =>
      metricOf(name, { ...device, InstanceId: 'i-0abc', AutoScalingGroupName }),
    );
    expect(read(agentMetrics, listed).wanted).toMatchObject([{ metrics: listed }]);
  });

  it('is of all processors together, and of one file system', () => {
    const host = { InstanceId: 'i-0abc' };
    expect(attributesOf(agentMetrics, 'cpu_usage_active', { ...host, cpu: 'cpu7' })).toEqual([]);
    expect(attributesOf(agentMetrics, 'cpu_usage_active', { ...host, cpu: 'cpu-total' })).toEqual([
      { resource: instance },
    ]);
    expect(attributesOf(agentMetrics, 'disk_used', host)).toEqual([]);
    expect(attributesOf(agentMetrics, 'disk_used', { ...host, path: '/', device: 'nvme0n1p1', fstype: 'xfs' })).toEqual(
      [{ resource: instance, mountpoint: '/', device: 'nvme0n1p1', fstype: 'xfs' }],
    );
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
    ['node_memory_limit', node, { resource: instance, 'host.name': node.NodeName, 'k8s.cluster.name': 'forge' }],
  ])('names what it is about: %s', (name, dimensions, attributes) => {
    expect(attributesOf(containerInsightsMetrics, name, dimensions)).toEqual([attributes]);
  });

  it.each([
    ['node_gpu_utilization', { ClusterName: 'forge' }],
    ['node_gpu_utilization', node],
    ['pod_gpu_utilization', { ClusterName: 'forge', Namespace: 'train', PodName: 'llm', GpuDevice: 'nvidia0' }],
    ['container_gpu_utilization', { ...pod, ContainerName: 'main' }],
    ['node_efa_rx_bytes', node],
    ['node_cpu_utilization', { ClusterName: 'forge' }],
  ])('is not read where it is rolled up: %s %j', (name, dimensions) => {
    expect(attributesOf(containerInsightsMetrics, name, dimensions)).toEqual([]);
  });

  it('counts devices at nodes alone, where shared ones are there once', () => {
    const ofDevices = containerInsightsMetrics.sources.filter(({ subject }) => subject === 'accelerator');
    expect(ofDevices.map(({ name }) => name.split('_')[0])).toEqual(ofDevices.map(() => 'node'));
  });
});

describe('what is read', () => {
  it('is capped, what matters most first, and says how much is left out', () => {
    const listed = ['disk_used', 'nvidia_smi_power_draw'].flatMap((name) =>
      ['0', '1', '2'].map((index) =>
        metricOf(name, { InstanceId: 'i-0abc', index, path: `/${index}`, device: 'd', fstype: 'xfs' }),
      ),
    );
    const { wanted, beyondCap, alike } = read(agentMetrics, listed, 4);
    expect(wanted.map(({ source }) => source.metric)).toEqual([
      'hw.power',
      'hw.power',
      'hw.power',
      'host.filesystem.usage',
    ]);
    expect({ beyondCap, alike }).toEqual({ beyondCap: 2, alike: 0 });
  });

  it('leaves out what is told apart by a dimension that is not known', () => {
    const listed = Array.from({ length: 1000 }, (_, pid) =>
      metricOf('mem_used', { InstanceId: 'i-0abc', pid: String(pid) }),
    );
    expect(read(agentMetrics, listed)).toEqual({ wanted: [], beyondCap: 0, alike: 1000 });
  });

  it('leaves out dimensions without a value or twice', () => {
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
    expect(read(agentMetrics, listed)).toEqual({ wanted: [], beyondCap: 0, alike: 0 });
  });
});
