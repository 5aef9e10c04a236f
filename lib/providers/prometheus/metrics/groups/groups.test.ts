import { describe, expect, it } from 'vitest';
import type { MetricSeries } from '@/lib/domain/metric';
import { stepMs } from '../plan-windows';
import type { ServedSeries } from '../query-series';
import { amdGroup } from './amd';
import { blackboxGroup } from './blackbox';
import { dcgmGroup } from './dcgm';
import { kafkaGroup } from './kafka';
import { nodeGroup } from './node';
import { beegfsGroup, lustreGroup } from './storage';

function served(name: string, values: string[], labels: Record<string, string> = {}): ServedSeries {
  const target = { job: 'j', instance: 'i:9' };
  return {
    name,
    labels: { ...target, ...labels },
    samples: values.map((value, step) => ({ at: new Date(step * stepMs), value })),
  };
}

const brief = (series: MetricSeries[]) =>
  series.map(({ metric, definition, points }) => [metric, definition, points.map(({ value }) => value)]);

describe('AMD’s exporter', () => {
  const device = {
    gpu_id: '0',
    gpu_uuid: 'u-1',
    hostname: 'mi-1',
    gpu_compute_partition_type: 'spx',
    gpu_partition_id: '0',
  };

  it.each([
    ['gpu_gfx_activity', '76', 'gpu.engine.active', 0.76],
    ['gpu_umc_activity', '50', 'gpu.memory.bandwidth.active', 0.5],
    ['gpu_used_vram', '1024', 'hw.gpu.memory.usage', 2 ** 30],
    ['gpu_total_vram', '196592', 'hw.gpu.memory.limit', 196_592 * 2 ** 20],
    ['gpu_package_power', '700', 'hw.power', 700],
    ['gpu_energy_consumed', '2500000', 'hw.energy', 2.5],
    ['gpu_junction_temperature', '65', 'hw.temperature', 65],
    ['gpu_ecc_uncorrect_total', '3', 'hw.errors', 3],
    ['gpu_health', '1', 'hw.status', 0],
    ['gpu_health', '0', 'hw.status', 2],
    ['pcie_bandwidth', '8', 'gpu.pcie.io.rate', 1_000_000],
  ])('%s of %s is %s %d', (name, text, metric, value) => {
    expect(brief(amdGroup.toSeries([served(name, [text], device)]))).toEqual([[metric, name, [value]]]);
    expect(brief(amdGroup.toSeries([served(`amd_${name}`, [text], device)]))).toEqual([[metric, name, [value]]]);
  });

  it.each([
    ['gpu_gfx_activity', '65535'],
    ['gpu_gfx_activity', '101'],
    ['gpu_package_power', '65535'],
    ['gpu_junction_temperature', '65535'],
    ['gpu_used_vram', '4294967295'],
    ['gpu_energy_consumed', '18446744073709551615'],
    ['gpu_ecc_correct_total', '1.8446744073709552e+19'],
    ['pcie_bandwidth', '4294967295'],
    ['gpu_health', '2'],
  ])('has no point where %s is %s', (name, blank) => {
    expect(amdGroup.toSeries([served(name, [blank], device)])).toEqual([]);
  });

  it('tells partitions of a device apart, and devices without an id by host and index', () => {
    const part = { ...device, gpu_compute_partition_type: 'cpx', gpu_partition_id: '3' };
    const { gpu_uuid: _, ...nameless } = device;
    const [one, other] = amdGroup.toSeries([
      served('gpu_gfx_activity', ['1'], part),
      served('gpu_gfx_activity', ['1'], nameless),
    ]);
    expect(one?.attributes).toEqual({
      'gpu.uuid': 'u-1',
      'host.name': 'mi-1',
      'gpu.index': '0',
      'gpu.partition.id': '3',
    });
    expect(other?.attributes).toEqual({ 'host.name': 'mi-1', 'gpu.index': '0' });
  });

  it('tells who holds a device once, and nobody where its labels are empty', () => {
    const nobody = { pod: '', namespace: '', container: '', job_id: '' };
    const pod = { ...nobody, pod: 'train-0', namespace: 'research', container: 'main' };
    const identity = { 'gpu.uuid': 'u-1', 'host.name': 'mi-1', 'gpu.index': '0', 'k8s.cluster.name': 'forge' };
    const heldBy = (labels: Record<string, string>) =>
      amdGroup
        .toSeries(
          ['gpu_package_power', 'amd_gpu_gfx_activity', 'gpu_health'].map((name) =>
            served(name, ['1', '1'], { ...device, cluster_name: 'forge', ...labels }),
          ),
        )
        .filter(({ metric }) => metric === 'gpu.held');
    expect(heldBy(nobody)).toEqual([]);
    expect(heldBy(pod)).toMatchObject([
      {
        definition: 'device-metrics-exporter pod',
        subject: 'accelerator',
        attributes: {
          ...identity,
          'holder.kind': 'pod',
          'holder.name': 'train-0',
          'k8s.namespace.name': 'research',
        },
        points: [{ value: 1 }, { value: 1 }],
      },
    ]);
    expect(heldBy({ ...nobody, job_id: '4711' })).toMatchObject([
      { attributes: { ...identity, 'holder.kind': 'job', 'holder.name': '4711' } },
    ]);
    expect(heldBy({ ...nobody, pod: 'amd-gpu-metrics-exporter-x7k2p' })).toEqual([]);
  });
});

describe('the node exporter', () => {
  const [idle, processors] = nodeGroup.queries.flatMap(({ name }) => name ?? []);
  if (idle === undefined || processors === undefined) throw new Error('Nothing asks for processors.');

  it('has busy processors by what their idle time grew, and hosts by what they call themselves', () => {
    const series = nodeGroup.toSeries([
      served(idle, ['1000', '1030', '1151', '30', '500']),
      served(processors, ['2', '2', '2', '2', '2']),
      served('node_uname_info', ['1'], { nodename: 'dgx-1' }),
    ]);
    expect(brief(series)).toEqual([['host.cpu.utilization', expect.stringContaining('idle'), [0.75, 0]]]);
    expect(series[0]?.attributes).toEqual({ resource: 'j/i:9', 'host.name': 'dgx-1' });
  });

  it('tells nothing of processors that just appeared, or while their number changes', () => {
    const series = nodeGroup.toSeries([served(idle, ['10', '70', '190']), served(processors, ['1', '2', '2'])]);
    expect(brief(series)).toEqual([['host.cpu.utilization', expect.anything(), [0]]]);
    expect(nodeGroup.toSeries([served(idle, ['10']), served(processors, ['2'])])).toEqual([]);
  });

  it('has memory in use as what there is less what is available, where both are known', () => {
    const series = nodeGroup.toSeries([
      served('node_memory_MemTotal_bytes', ['100', '100']),
      served('node_memory_MemAvailable_bytes', ['30', 'NaN']),
    ]);
    expect(brief(series)).toEqual([
      ['host.memory.limit', 'node_memory_MemTotal_bytes', [100, 100]],
      ['host.memory.usage', 'node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes', [70]],
    ]);
  });

  it('has InfiniBand in bytes, as the exporter already made them', () => {
    const port = { device: 'mlx5_0', port: '1' };
    const name = 'node_infiniband_port_data_received_bytes_total';
    const [series] = nodeGroup.toSeries([served(name, ['0', '6000'], port)]);
    expect(series).toMatchObject({
      metric: 'fabric.io.rate',
      attributes: { ...port, direction: 'receive', 'host.name': 'i' },
      points: [{ value: 100 }],
    });
  });
});

describe('storage exporters', () => {
  it('have Lustre’s kilobytes in bytes, and its counters by second', () => {
    const ost = { component: 'ost', target: 'scratch-OST0000' };
    const series = lustreGroup.toSeries([
      served('lustre_capacity_kilobytes', ['10'], ost),
      served('lustre_free_kilobytes', ['4'], ost),
      served('lustre_read_bytes_total', ['0', '600', '60'], ost),
      served('lustre_stats_total', ['0', '120'], { component: 'mdt', target: 'm', operation: 'open' }),
    ]);
    expect(brief(series)).toEqual([
      ['storage.capacity.limit', 'lustre_capacity_kilobytes', [10_240]],
      ['storage.capacity.usage', 'lustre_capacity_kilobytes - lustre_free_kilobytes', [6144]],
      ['storage.io.rate', 'lustre_read_bytes_total', [10, 1]],
      ['storage.operation.rate', 'lustre_stats_total', [2]],
    ]);
    expect(series[3]?.attributes).toMatchObject({ operation: 'open', 'storage.system': 'lustre' });
  });

  it('have BeeGFS by target and by node', () => {
    const series = beegfsGroup.toSeries([
      served('beegfs_target_disk_space_total_bytes', ['10'], { node_id: '1', target_id: '101' }),
      served('beegfs_target_disk_space_free_bytes', ['4'], { node_id: '1', target_id: '101' }),
      served('beegfs_storage_disk_write_bytes_total', ['0', '60'], { node_id: '1', hostname: 'b' }),
    ]);
    expect(series.map(({ metric, points }) => [metric, points[0]?.value])).toEqual([
      ['storage.capacity.limit', 10],
      ['storage.capacity.usage', 6],
      ['storage.io.rate', 1],
    ]);
    expect(series[2]?.attributes).toMatchObject({ direction: 'write', 'storage.node': '1', 'host.name': 'b' });
  });
});

describe('Kafka’s exporters', () => {
  it('have no lag where a group has committed nothing, and replication in seconds', () => {
    const partition = { consumergroup: 'g', topic: 't', partition: '0' };
    const series = kafkaGroup.toSeries([
      served('kafka_consumergroup_lag', ['5', '-1', '7'], partition),
      served('kafka_connect_mirror_mirrorsourceconnector_replication_latency_ms', ['250', 'NaN'], {
        source: 'munich',
        target: 'frankfurt',
        topic: 't',
        partition: '0',
      }),
    ]);
    expect(series.map(({ metric, points }) => [metric, points.map(({ value }) => value)])).toEqual([
      ['messaging.consumer.lag', [5, 7]],
      ['messaging.replication.lag', [0.25]],
    ]);
    expect(series[0]?.attributes).toMatchObject({ 'messaging.consumer.group': 'g', 'messaging.partition': '0' });
  });
});

describe('the blackbox exporter', () => {
  const icmp = { module: 'icmp' };

  it('has the round trip of a link only where the probe came through', () => {
    const series = blackboxGroup.toSeries([
      served('probe_success', ['1', '0', '1'], icmp),
      served('probe_duration_seconds', ['0.1', '10', '0.1'], icmp),
      served('probe_icmp_duration_seconds', ['0.05', '0', '0'], { ...icmp, phase: 'rtt' }),
    ]);
    expect(brief(series)).toEqual([
      ['probe.success', 'probe_success', [1, 0, 1]],
      ['link.reachability', 'probe_success', [1, 0, 1]],
      ['probe.duration', 'probe_duration_seconds', [0.1, 10, 0.1]],
      ['link.latency', 'probe_icmp_duration_seconds{phase="rtt"}', [0.05]],
    ]);
    expect(series[3]).toMatchObject({ subject: 'link', attributes: { resource: 'j/i:9', 'probe.target': 'i:9' } });
  });

  it('tells nothing of links by probes of a web page', () => {
    const series = blackboxGroup.toSeries([served('probe_success', ['1'], { module: 'http_2xx' })]);
    expect(series.map(({ metric }) => metric)).toEqual(['probe.success']);
  });
});

it('merges what two exporters say of one device, and asks for DCGM under both its names', async () => {
  const labels = { UUID: 'GPU-1', gpu: '0', Hostname: 'dgx-1' };
  const series = await dcgmGroup.toSeries([
    served('DCGM_FI_DEV_GPU_UTIL', ['50', '2147483632'], labels),
    served('DCGM_FI_DEV_GPU_UTIL_RATIO', ['50'], { ...labels, pod: 'p' }),
  ]);
  expect(brief(series)).toEqual([
    ['hw.gpu.utilization', 'DCGM_FI_DEV_GPU_UTIL', [0.5]],
    ['gpu.held', 'dcgm-exporter pod', [1]],
  ]);
  const asked = dcgmGroup.queries.map(({ expression }) => expression).join(' ');
  for (const name of ['DCGM_FI_DEV_GPU_UTIL', 'DCGM_FI_DEV_GPU_UTIL_RATIO']) expect(asked).toContain(name);
});
