import { describe, expect, it } from 'vitest';
import type { MetricSource } from './metric-source';
import { metricGroups } from './read-metrics';
import { toMetricSeries } from './to-metric-series';
import type { TimeSeries } from './to-points';

const from = new Date('2026-11-21T10:00:00Z');
const to = new Date('2026-11-21T10:10:00Z');
const sources = new Map(metricGroups.flatMap((group) => group.sources).map((source) => [source.type, source]));

function sourceOf(type: string): MetricSource {
  const source = sources.get(type);
  if (source === undefined) throw new Error(`${type} is not read.`);
  return source;
}

type Value = NonNullable<NonNullable<TimeSeries['points']>[number]['value']>;

const timestampOf = (minute: number) => ({ seconds: String(from.getTime() / 1000 + minute * 60), nanos: 0 });
/** A point of the minute that ends then. */
const pointOf = (minute: number, value: Value) => ({
  interval: { startTime: timestampOf(minute - 1), endTime: timestampOf(minute) },
  value,
});

function read(type: string, series: TimeSeries) {
  return toMetricSeries(series, sourceOf(type), 'lab', { from, to });
}

function valuesOf(type: string, values: Value[], series: TimeSeries = {}): number[] {
  const found = read(type, {
    resource: { labels: tunnel },
    metric: { labels: { tunnel_name: 't' } },
    ...series,
    points: values.map((value, index) => pointOf(index + 1, value)),
  });
  if (found === null || found instanceof Error) throw new Error('There is no series.');
  return found.series.points.map(({ value }) => value);
}

const tunnel = { region: 'europe-west4', gateway_id: '1', attachment: 'a', interconnect: 'i', router_id: 'r' };

describe('a time series of Cloud Monitoring', () => {
  it('gives duty cycles as ratios: they are percent, though their unit says 1', () => {
    for (const type of ['kubernetes.io/node/accelerator/duty_cycle', 'tpu.googleapis.com/accelerator/duty_cycle'])
      expect(valuesOf(type, [{ int64Value: '87' }, { doubleValue: 12.5 }], { unit: '1' })).toEqual([0.87, 0.125]);
  });

  it('lets the unit decide where the agent reports percent or ratio, and makes nothing of another', () => {
    const type = 'agent.googleapis.com/gpu/utilization';
    expect(valuesOf(type, [{ doubleValue: 50 }], { unit: '%' })).toEqual([0.5]);
    expect(valuesOf(type, [{ doubleValue: 0.5 }], { unit: '1' })).toEqual([0.5]);
    expect(read(type, { unit: 'By', points: [pointOf(1, { doubleValue: 50 })] })).toMatchObject({
      code: 'UnitUnclear',
    });
  });

  it('gives the capacity of attachments as it comes, in bytes a second', () => {
    const type = 'interconnect.googleapis.com/network/attachment/capacity';
    expect(valuesOf(type, [{ int64Value: '1250000000' }])).toEqual([1_250_000_000]);
  });

  it('gives counted bytes as a rate over the interval they were counted in', () => {
    expect(valuesOf('vpn.googleapis.com/network/sent_bytes_count', [{ int64Value: '6000' }])).toEqual([100]);
  });

  it('reads whole numbers beyond what a double holds from their text', () => {
    const type = 'kubernetes.io/node/accelerator/memory_used';
    expect(valuesOf(type, [{ int64Value: '9007199254740993' }])).toEqual([Number(9007199254740993n)]);
    expect(valuesOf('vpn.googleapis.com/network/sent_bytes_count', [{ int64Value: '18014398509481980' }])).toEqual([
      300239975158033,
    ]);
  });

  it('takes any number above 0 of established tunnels for up, and booleans for what they say', () => {
    const type = 'vpn.googleapis.com/tunnel_established';
    expect(valuesOf(type, [{ doubleValue: 2 }, { doubleValue: 0 }])).toEqual([1, 0]);
    const operational = 'interconnect.googleapis.com/network/interconnect/operational';
    expect(valuesOf(operational, [{ boolValue: true }, { boolValue: false }])).toEqual([1, 0]);
  });

  it('names the thing as the inventory does', () => {
    const points = [pointOf(1, { int64Value: '60' })];
    expect(
      read('vpn.googleapis.com/network/dropped_sent_packets_count', {
        resource: { labels: tunnel },
        metric: { labels: { tunnel_name: 't' } },
        points,
      }),
    ).toMatchObject({
      region: 'europe-west4',
      series: {
        metric: 'link.packet.drop.rate',
        attributes: {
          resource: '//compute.googleapis.com/projects/lab/regions/europe-west4/vpnTunnels/t',
          direction: 'transmit',
        },
        points: [{ value: 1 }],
      },
    });
    expect(
      read('interconnect.googleapis.com/network/attachment/ingress_dropped_packets_count', {
        resource: { labels: tunnel },
        metric: { labels: { drop_reason: 'EXCEEDS_MTU' } },
        points,
      }),
    ).toMatchObject({
      series: {
        attributes: {
          resource: '//compute.googleapis.com/projects/lab/regions/europe-west4/interconnectAttachments/a',
          direction: 'receive',
          reason: 'EXCEEDS_MTU',
        },
      },
    });
  });

  it('has its points in order of time, each moment once, within the window, and none that is no number', () => {
    const points = [
      pointOf(9, { doubleValue: 3 }),
      pointOf(2, { doubleValue: 2 }),
      pointOf(2, { doubleValue: 4 }),
      pointOf(5, { doubleValue: Number.NaN }),
      pointOf(6, {}),
      pointOf(10, { doubleValue: 5 }),
      pointOf(-1, { doubleValue: 6 }),
      pointOf(0, { doubleValue: 1 }),
    ];
    const found = read('interconnect.googleapis.com/network/interconnect/link/rx_power', {
      resource: { labels: tunnel },
      points,
    });
    expect(found).toMatchObject({ series: { points: [{ value: 1 }, { value: 2 }, { value: 3 }] } });
  });

  it('is left out when its labels do not say what it is about', () => {
    const points = [pointOf(1, { doubleValue: 1 })];
    expect(read('vpn.googleapis.com/tunnel_established', { points })).toBeNull();
  });
});

describe('what is asked of accelerators', () => {
  it('is of nodes, whose series are there while chips are idle; of containers only who holds them', () => {
    const ofContainers = metricGroups
      .flatMap((group) => group.sources)
      .filter(({ type }) => type.startsWith('kubernetes.io/container/'));
    expect(ofContainers.map(({ metric }) => metric)).toEqual(['gpu.held']);
    expect([...sources.keys()]).toContain('kubernetes.io/node/accelerator/duty_cycle');
  });

  it('tells which pod holds a device, however little it uses it', () => {
    const found = read('kubernetes.io/container/accelerator/duty_cycle', {
      resource: {
        labels: {
          location: 'us-central1-a',
          cluster_name: 'c',
          namespace_name: 'n',
          pod_name: 'p',
          container_name: 'm',
        },
      },
      metric: { labels: { make: 'nvidia', accelerator_id: 'GPU-1', model: 'H100' } },
      points: [pointOf(1, { int64Value: '0' }), pointOf(2, { int64Value: '55' })],
    });
    expect(found).toMatchObject({
      region: 'us-central1',
      series: {
        metric: 'gpu.held',
        subject: 'accelerator',
        points: [{ value: 1 }, { value: 1 }],
      },
    });
    expect(found !== null && 'series' in found && found.series.attributes).toEqual({
      'gpu.uuid': 'GPU-1',
      'k8s.cluster.name': 'c',
      'holder.kind': 'pod',
      'holder.name': 'p',
      'k8s.namespace.name': 'n',
    });
  });

  it('tells no holder of a device that has no id', () => {
    const resource = { labels: { pod_name: 'p' } };
    const points = [pointOf(1, { int64Value: '55' })];
    expect(read('kubernetes.io/container/accelerator/duty_cycle', { resource, points })).toBeNull();
  });
});
