import { describe, expect, it } from 'vitest';
import { agentMetrics } from './agent-metrics';
import { containerInsightsMetrics } from './container-insights-metrics';
import { directConnectMetrics } from './direct-connect-metrics';
import { planCalls } from './plan-calls';
import { toMetricSeries } from './to-metric-series';
import { transitGatewayMetrics } from './transit-gateway-metrics';
import { vpnMetrics } from './vpn-metrics';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 12, minute));
const window = { from: at(0), to: at(10) };
const groups = [agentMetrics, containerInsightsMetrics, vpnMetrics, directConnectMetrics, transitGatewayMetrics];

function read(name: string, ...pointsOf: [minute: number, value: number][][]) {
  const group = groups.find(({ sources }) => sources.some((source) => source.name === name));
  const source = group?.sources.find((each) => each.name === name);
  if (group === undefined || source === undefined) throw new Error(`Nothing reads ${name}.`);
  return toMetricSeries(
    { source, namespace: group.namespace, attributes: { resource: 'r' }, count: 1, metrics: [] },
    pointsOf.map((points) => points.map(([minute, value]) => ({ at: at(minute), value }))),
    window,
    planCalls(window, at(15), source.countedOverSeconds),
  );
}

const valuesOf = (name: string, ...values: number[]) =>
  read(
    name,
    values.map((value, minute) => [minute, value]),
  ).series?.points.map(({ value }) => value);

describe('a value of CloudWatch', () => {
  it.each([
    ['nvidia_smi_utilization_gpu', 87, 'hw.gpu.utilization', 0.87],
    ['nvidia_smi_memory_used', 1024, 'hw.gpu.memory.usage', 2 ** 30],
    ['nvidia_smi_memory_total', 81559, 'hw.gpu.memory.limit', 81559 * 2 ** 20],
    ['nvidia_smi_power_draw', 412.5, 'hw.power', 412.5],
    ['nvidia_smi_temperature_gpu', 61, 'hw.temperature', 61],
    ['node_gpu_utilization', 87, 'hw.gpu.utilization', 0.87],
    ['node_gpu_tensor_core_utilization', 0.42, 'gpu.tensor.active', 0.42],
    ['node_gpu_memory_used', 2 ** 30, 'hw.gpu.memory.usage', 2 ** 30],
    ['pod_gpu_memory_utilization', 25, 'hw.gpu.memory.utilization', 0.25],
    ['container_gpu_power_draw', 300, 'hw.power', 300],
    ['node_efa_rx_bytes', 5e9, 'fabric.io.rate', 5e9],
    ['cpu_usage_active', 12.5, 'host.cpu.utilization', 0.125],
    ['cpu_usage_idle', 87.5, 'host.cpu.utilization', 0.125],
    ['node_cpu_utilization', 50, 'host.cpu.utilization', 0.5],
    ['mem_used', 4096, 'host.memory.usage', 4096],
    ['disk_total', 1e12, 'host.filesystem.limit', 1e12],
    ['TunnelState', 0.5, 'link.state', 0.5],
    ['TunnelDataIn', 300_000, 'link.io.rate', 1000],
    ['ConnectionState', 1, 'link.state', 1],
    ['ConnectionBpsIngress', 8e9, 'link.io.rate', 1e9],
    ['VirtualInterfaceBpsEgress', 800, 'link.io.rate', 100],
    ['ConnectionErrorCount', 600, 'link.errors', 2],
    ['ConnectionLightLevelRx', -3.5, 'link.optical.power', -3.5],
    ['ConnectionPpsEgress', 1200, 'link.packet.rate', 1200],
    ['ConnectionDiscardsPpsEgress', 3, 'link.packet.drop.rate', 3],
    ['VirtualInterfaceBgpPrefixesAccepted', 42, 'link.bgp.prefixes', 42],
    ['BytesOut', 60_000, 'link.io.rate', 1000],
    ['PacketDropCountBlackhole', 30, 'link.packet.drop.rate', 0.5],
  ])('becomes ours: %s', (name, value, metric, expected) => {
    const { series, faults } = read(name, [[0, value]]);
    expect([...faults]).toEqual([]);
    expect(series).toMatchObject({ metric, definition: expect.stringMatching(new RegExp(`^[\\w/]+ ${name}$`)) });
    expect(series?.points[0]?.value).toBeCloseTo(expected, 9);
  });

  it('is a point at its own moment, in order, each moment once, within the window, and only where it is a number', () => {
    const { series } = read('nvidia_smi_power_draw', [
      [9, 3],
      [2, 2],
      [2, 4],
      [5, Number.NaN],
      [6, Number.POSITIVE_INFINITY],
      [10, 5],
      [-1, 6],
      [0, 0],
    ]);
    expect(series?.points).toEqual([
      { at: at(0), value: 0 },
      { at: at(2), value: 2 },
      { at: at(9), value: 3 },
    ]);
  });

  it('has no time that is none', () => {
    expect(
      toMetricSeries(
        {
          source: agentMetrics.sources[0] ?? expect.fail('There is no source.'),
          namespace: 'CWAgent',
          attributes: {},
          count: 1,
          metrics: [],
        },
        [[{ at: new Date(Number.NaN), value: 1 }]],
        window,
        planCalls(window, at(15)),
      ).series,
    ).toBeNull();
  });

  it('makes no series where there is none', () => {
    expect(read('nvidia_smi_power_draw', []).series).toBeNull();
    expect(read('nvidia_smi_power_draw').series).toBeNull();
  });

  it('is left out, and said, where it is a share beyond the whole', () => {
    const { series, faults } = read('node_gpu_tensor_core_utilization', [
      [0, 42],
      [1, 0.4],
      [2, -0.1],
    ]);
    expect(series?.points).toEqual([{ at: at(1), value: 0.4 }]);
    expect([...faults]).toEqual(['OutOfRange']);
    expect(valuesOf('nvidia_smi_utilization_gpu', 100, 0)).toEqual([1, 0]);
    expect(valuesOf('nvidia_smi_power_draw', -3)).toEqual([-3]);
  });

  it('is as its metric told it first, also where another told the same', () => {
    const { series, faults } = read(
      'nvidia_smi_power_draw',
      [[1, 2]],
      [
        [1, 2],
        [1, 5],
      ],
    );
    expect(series?.points).toEqual([{ at: at(1), value: 2 }]);
    expect([...faults]).toEqual([]);
  });

  it('is left out, and said, where two metrics of one thing differ', () => {
    const { series, faults } = read(
      'nvidia_smi_power_draw',
      [
        [0, 1],
        [1, 2],
      ],
      [
        [1, 3],
        [2, 4],
      ],
    );
    expect(series?.points).toEqual([
      { at: at(0), value: 1 },
      { at: at(2), value: 4 },
    ]);
    expect([...faults]).toEqual(['AmbiguousDimensions']);
  });
});

describe('a count', () => {
  it('is no rate before all of its period can be read', () => {
    const counted = (name: string, now: number) => {
      const group = groups.find(({ sources }) => sources.some((each) => each.name === name));
      const source = group?.sources.find((each) => each.name === name) ?? expect.fail(`Nothing reads ${name}.`);
      const points = [[0, 5, 9].map((minute) => ({ at: at(minute), value: 3000 }))];
      const wanted = { source, namespace: 'AWS/X', attributes: {}, count: 1, metrics: [] };
      const { series } = toMetricSeries(wanted, points, window, planCalls(window, at(now), source.countedOverSeconds));
      return series?.points.map((point) => [point.at.getMinutes(), point.value]);
    };
    // Five minutes long, and told three minutes after that.
    expect(counted('TunnelDataIn', 12)).toEqual([[0, 10]]);
    expect(counted('TunnelDataIn', 13)).toEqual([
      [0, 10],
      [5, 10],
    ]);
    expect(counted('TunnelDataIn', 7)).toBeUndefined();
    expect(counted('BytesIn', 12)).toEqual([
      [0, 50],
      [5, 50],
    ]);
    expect(counted('TunnelState', 10)).toHaveLength(3);
  });
});

describe('the calls', () => {
  const hours = (count: number) => new Date(at(0).getTime() - count * 3_600_000);
  const planOf = (from: Date, to: Date) => planCalls({ from, to }, at(30));

  it('ask for whole minutes around the window', () => {
    const from = new Date(at(0).getTime() + 1);
    const to = new Date(at(9).getTime() + 30_000);
    expect(planOf(from, to)).toEqual({
      startTime: at(0),
      endTime: at(10),
      periodSeconds: 60,
      stat: 'Average',
      settledBy: at(27),
      queriesPerCall: 500,
      seriesPerRead: 5_000,
    });
  });

  it('ask for the sums of whole periods where something is counted', () => {
    const window = { from: at(2), to: at(11) };
    const aligned = { startTime: at(0), endTime: at(15), periodSeconds: 300, stat: 'Sum' };
    expect(planCalls(window, at(30), 300)).toMatchObject(aligned);
    expect(planCalls(window, at(30), 60)).toMatchObject({ startTime: at(2), periodSeconds: 60, stat: 'Sum' });
    expect(planCalls({ from: hours(24 * 70), to: hours(1) }, at(30), 300)).toMatchObject({ periodSeconds: 3600 });
  });

  it('ask for no more points than a second may have of them', () => {
    expect(planOf(hours(3), at(0)).queriesPerCall).toBe(55);
    expect(planOf(hours(24 * 10), at(0)).queriesPerCall).toBe(1);
  });

  it('hand on fewer series together the longer the window is', () => {
    expect([planOf(hours(3), at(0)), planOf(hours(24 * 10), at(0))].map(({ seriesPerRead }) => seriesPerRead)).toEqual([
      555, 6,
    ]);
  });

  it('ask for the periods that CloudWatch still keeps', () => {
    expect(planOf(hours(24 * 16), hours(24 * 16 - 1))).toMatchObject({ periodSeconds: 300 });
    expect(planOf(hours(24 * 70), hours(24 * 70 - 1))).toMatchObject({ periodSeconds: 3600, queriesPerCall: 500 });
  });
});
