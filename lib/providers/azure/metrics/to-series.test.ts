import type { Metric, MetricsQueryResult } from '@azure/monitor-query-metrics';
import { describe, expect, it } from 'vitest';
import type { MetricGroup } from './metric-group';
import { metricGroups } from './metric-groups';
import { toGrains } from './query-metrics';
import { mostSeries, toSeries } from './to-series';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 12, minute));
const window = { from: at(0), to: at(30) };
const resource = '/subscriptions/S/resourceGroups/RG/providers/Microsoft.Network/virtualNetworkGateways/Gw';

interface Answer {
  unit?: Metric['unit'];
  name?: string;
  errorCode?: string;
  dimensions?: Record<string, string>;
  values?: (number | undefined)[];
  many?: number;
}

function groupOf(metric: string): MetricGroup {
  const group = metricGroups.find(({ metrics }) => metrics.some(({ name }) => name === metric));
  if (group === undefined) throw new Error(`No group reads ${metric}.`);
  return group;
}

function read(
  metric: string,
  { unit = 'Count', name = metric, errorCode, dimensions = {}, values = [1], many = 1 }: Answer = {},
  now = at(60),
) {
  const group = groupOf(metric);
  const data = values.map((value, index) => ({ timeStamp: at(index * 5), [group.aggregation]: value }));
  const metadatavalues = Object.entries(dimensions).map(([key, value]) => ({ name: key, value }));
  const result: MetricsQueryResult = {
    resourceId: resource,
    timespan: { startTime: window.from, endTime: window.to },
    metrics: [
      {
        id: `${resource}/providers/Microsoft.Insights/metrics/${metric}`,
        type: 'Microsoft.Insights/metrics',
        name,
        unit,
        ...(errorCode === undefined ? {} : { errorCode }),
        timeseries: Array.from({ length: many }, () => ({ metadatavalues, data })),
      },
    ],
    getMetricByName: () => undefined,
  };
  return toSeries(group, [result], window, now);
}

const firstValueOf = (metric: string, answer: Answer) => read(metric, answer).series[0]?.points[0]?.value;

describe('what Azure measures', () => {
  it.each<[string, Metric['unit'], number, string, number]>([
    ['TunnelAverageBandwidth', 'BytesPerSecond', 1000, 'link.io.rate', 1000],
    ['BitsInPerSecond', 'BitsPerSecond', 8000, 'link.io.rate', 1000],
    ['PortBitsOutPerSecond', 'BitsPerSecond', 8000, 'link.io.rate', 1000],
    ['QosDropBitsInPerSecond', 'BitsPerSecond', 80, 'link.io.drop.rate', 10],
    ['TunnelIngressBytes', 'Bytes', 300_000, 'link.io.rate', 1000],
    ['TunnelEgressPacketDropCount', 'Count', 600, 'link.packet.drop.rate', 2],
    ['ArpAvailability', 'Percent', 50, 'link.state', 0.5],
    ['BgpPeerStatus', 'Count', 1, 'link.bgp.state', 1],
    ['RxLightLevel', 'Count', -3.5, 'link.optical.power', -3.5],
    ['GpuUtilizationPercentage', 'Count', 87, 'hw.gpu.utilization', 0.87],
    ['GpuUtilizationPercentage', 'Percent', 87, 'hw.gpu.utilization', 0.87],
    ['GpuUtilizationMilliGPUs', 'Count', 870, 'hw.gpu.utilization', 0.87],
    ['GpuMemoryUtilizationMegabytes', 'Count', 1024, 'hw.gpu.memory.usage', 2 ** 30],
    ['GpuEnergyJoules', 'Count', 42_000, 'hw.power', 700],
    ['IBReceiveMegabytes', 'Count', 60, 'fabric.io.rate', 1e6],
    ['Percentage CPU', 'Percent', 12.5, 'host.cpu.utilization', 0.125],
    ['RoundTripTimeMs', 'MilliSeconds', 12.5, 'link.latency', 0.0125],
    ['ChecksFailedPercent', 'Percent', 25, 'link.loss', 0.25],
    ['TestResult', 'Count', 1, 'probe.success', 1],
    ['TestResult', 'Count', 3, 'probe.success', 0],
  ])('becomes ours: %s in %s', (metric, unit, value, canonical, expected) => {
    const { series, problems } = read(metric, { unit, values: [value] });
    expect(problems).toEqual([]);
    expect(series).toMatchObject([{ metric: canonical, definition: metric }]);
    expect(series[0]?.points[0]?.value).toBeCloseTo(expected, 9);
  });

  it('has no round trip of a minute in which every check failed', () => {
    const group = groupOf('RoundTripTimeMs');
    const measured = (metric: string, unit: Metric['unit'], values: number[]) => ({
      id: `${resource}/providers/Microsoft.Insights/metrics/${metric}`,
      type: 'Microsoft.Insights/metrics',
      name: metric,
      unit,
      timeseries: [{ data: values.map((average, index) => ({ timeStamp: at(index), average })) }],
    });
    const result: MetricsQueryResult = {
      resourceId: resource,
      timespan: { startTime: window.from, endTime: window.to },
      metrics: [
        measured('RoundTripTimeMs', 'MilliSeconds', [20, 999, 0]),
        measured('ChecksFailedPercent', 'Percent', [0, 100, 50]),
      ],
      getMetricByName: () => undefined,
    };
    const { series } = toSeries(group, [result], window, at(60));
    expect(series.find(({ metric }) => metric === 'link.latency')?.points).toEqual([{ at: at(0), value: 0.02 }]);
  });

  it('is not read in a unit it is not known in, bits for bytes above all', () => {
    for (const [metric, unit] of [
      ['TunnelAverageBandwidth', 'BitsPerSecond'],
      ['BitsInPerSecond', 'BytesPerSecond'],
    ] as const) {
      const { series, problems } = read(metric, { unit });
      expect(series).toEqual([]);
      expect(problems).toMatchObject([{ code: 'UnitUnexpected' }]);
    }
  });

  it('is known by its id, for its name comes in words of a language', () => {
    expect(firstValueOf('ArpAvailability', { unit: 'Percent', name: 'Arp-Verfügbarkeit', values: [100] })).toBe(1);
  });

  it('has no point where it has no value, none outside the window, and never a made-up nought', () => {
    const values = [undefined, 2, Number.NaN, 0, undefined, 5, 6];
    const { series } = read('BgpPeerStatus', { values });
    expect(series[0]?.points).toEqual([
      { at: at(5), value: 2 },
      { at: at(15), value: 0 },
      { at: at(25), value: 5 },
    ]);
    expect(read('BgpPeerStatus', { values: [undefined] }).series).toEqual([]);
  });

  it('has no rate of a stretch before all that it counted can be read', () => {
    const momentsOf = (metric: string, unit: Metric['unit'], now: Date) =>
      read(metric, { unit, values: [3, 3, 3] }, now).series[0]?.points.map((point) => point.at);
    expect(momentsOf('TunnelEgressBytes', 'Bytes', at(15))).toEqual([at(0), at(5)]);
    expect(momentsOf('TunnelEgressBytes', 'Bytes', at(14))).toEqual([at(0)]);
    expect(momentsOf('TunnelAverageBandwidth', 'BytesPerSecond', at(11))).toHaveLength(3);
  });

  it('names what it is about, whatever the case of its dimensions', () => {
    const dimensions = { connectionname: 'to-hall', RemoteIP: '192.0.2.1', instance: 'GatewayTenantWorker_IN_0' };
    expect(read('TunnelEgressBytes', { unit: 'Bytes', dimensions }).series[0]?.attributes).toEqual({
      resource: resource.toLowerCase(),
      connection: 'to-hall',
      'remote.address': '192.0.2.1',
      instance: 'GatewayTenantWorker_IN_0',
      direction: 'transmit',
    });
  });

  it('writes peerings and paths of circuits as the inventory does', () => {
    const attributesOf = (metric: string, dimensions: Record<string, string>) =>
      read(metric, { unit: metric.startsWith('Bits') ? 'BitsPerSecond' : 'Percent', dimensions }).series[0]?.attributes;
    const path = { resource: resource.toLowerCase(), peering: 'private', path: 'secondary' };
    expect(attributesOf('BgpAvailability', { PeeringType: 'Private', Peer: 'Secondary-IPv6' })).toEqual({
      ...path,
      'address.family': 'ipv6',
    });
    const device = { PeeringType: 'AzurePrivatePeering', DeviceRole: 'SECONDARY' };
    expect(attributesOf('BitsInPerSecond', device)).toEqual({ ...path, direction: 'receive' });
    expect(attributesOf('ArpAvailability', { PeeringType: 'Global', Peer: 'Tertiary' })).toMatchObject({
      peering: 'Global',
      path: 'Tertiary',
    });
  });

  it('is of a test where Connection Monitor measured it, by its source, its destination and its protocol', () => {
    const dimensions = { SourceName: 'hall-1', DestinationName: 'hall-2', Protocol: 'Tcp', TestGroupName: 'halls' };
    expect(read('RoundTripTimeMs', { unit: 'MilliSeconds', dimensions }).series).toMatchObject([
      {
        subject: 'probe',
        attributes: {
          resource: resource.toLowerCase(),
          'source.name': 'hall-1',
          'destination.name': 'hall-2',
          protocol: 'Tcp',
          'test.group': 'halls',
        },
      },
    ]);
  });

  it('has no latency where nothing came back, no share beyond the whole, and no success or failure by other words', () => {
    const valuesOf = (metric: string, unit: Metric['unit'], values: number[]) =>
      read(metric, { unit, values }).series[0]?.points.map(({ value }) => value);
    expect(valuesOf('RoundTripTimeMs', 'MilliSeconds', [0, -1, 4])).toEqual([0.004]);
    expect(valuesOf('ChecksFailedPercent', 'Percent', [101, -1, 0, 100])).toEqual([0, 1]);
    expect(valuesOf('TestResult', 'Count', [0, 1, 2, 3, 7, 1.5])).toEqual([1, 0]);
  });

  it('says when a metric failed by itself, or had more series than are given at once', () => {
    expect(read('BgpPeerStatus', { errorCode: 'InvalidSeries' })).toMatchObject({
      series: [],
      problems: [{ code: 'InvalidSeries' }],
    });
    expect(read('BgpPeerStatus', { many: mostSeries }).problems).toMatchObject([{ code: 'TooManySeries' }]);
  });
});

describe('the metrics that are asked for', () => {
  it('are of VPN gateways in steps of five minutes, and whole steps', () => {
    for (const group of metricGroups.filter(({ type }) => type.endsWith('virtualnetworkgateways')))
      expect(group.grainSeconds).toBe(300);
    expect(toGrains(groupOf('BgpPeerStatus'), { from: at(3), to: at(11) })).toEqual({
      startTime: at(0),
      endTime: at(15),
    });
  });

  it('are each asked for once', () => {
    const asked = metricGroups.flatMap(({ type, metrics }) => metrics.map(({ name }) => `${type} ${name}`));
    expect(new Set(asked).size).toBe(asked.length);
  });
});
