import { describe, expect, it } from 'vitest';
import type { MetricName, MetricSeries } from '@/lib/domain/metric';
import { opsAgentDcgm, opsAgentDcgmFirst } from './dcgm-metrics';
import { toMetricSeries } from './to-metric-series';
import type { TimeSeries } from './to-points';

const from = new Date('2026-11-21T10:00:00Z');
const to = new Date('2026-11-21T10:10:00Z');
const began = -1_000;
const device = { uuid: 'GPU-1', gpu_number: '2', model: 'NVIDIA H100' };
const identity = {
  'gpu.uuid': 'GPU-1',
  'gpu.index': '2',
  'gpu.model': 'NVIDIA H100',
  'gce.instance.id': '42',
  'gce.project': 'lab',
};

const timestampOf = (minute: number) => ({ seconds: String(from.getTime() / 1000 + minute * 60), nanos: 0 });
/** `start`: the minute since which it was counted; absent, that before. */
const pointOf = (minute: number, value: number, start = minute - 1) => ({
  interval: { startTime: timestampOf(start), endTime: timestampOf(minute) },
  value: { doubleValue: value },
});

function read(
  type: string,
  metric: MetricName,
  points: TimeSeries['points'],
  labels: Record<string, string> = {},
  unit?: string,
): MetricSeries | null {
  const source = [...opsAgentDcgm.sources, ...opsAgentDcgmFirst.sources].find(
    (each) => each.type === `workload.googleapis.com/${type}` && each.metric === metric,
  );
  if (source === undefined) throw new Error(`${type} is not read as ${metric}.`);
  const series = {
    metric: { labels: { ...device, ...labels } },
    resource: { labels: { instance_id: '42', zone: 'europe-west4-a' } },
    points,
    ...(unit === undefined ? {} : { unit }),
  };
  const found = toMetricSeries(series, source, 'lab', { from, to });
  if (found instanceof Error) throw found;
  return found?.series ?? null;
}

const valuesOf = (series: MetricSeries | null) =>
  series?.points.map(({ at, value }) => [(at.getTime() - from.getTime()) / 60_000, value]);

describe('what the Ops Agent reads through DCGM', () => {
  it.each([
    ['gpu.dcgm.utilization', 'gpu.engine.active', {}],
    ['gpu.dcgm.sm.utilization', 'gpu.sm.active', {}],
    ['gpu.dcgm.pipe.utilization', 'gpu.tensor.active', { pipe: 'tensor' }],
    ['gpu.dcgm.memory.bandwidth_utilization', 'gpu.memory.bandwidth.active', {}],
    ['dcgm.gpu.profiling.sm_utilization', 'gpu.sm.active', {}],
    ['dcgm.gpu.profiling.pipe_utilization', 'gpu.tensor.active', { pipe: 'tensor' }],
    ['dcgm.gpu.profiling.dram_utilization', 'gpu.memory.bandwidth.active', {}],
  ] as const)('has %s as the ratio %s, and in percent only where the unit says so', (type, metric, labels) => {
    const points = [pointOf(1, 0.5)];
    expect(read(type, metric, points, labels)).toMatchObject({
      definition: `workload.googleapis.com/${type}`,
      subject: 'accelerator',
      attributes: identity,
      points: [{ value: 0.5 }],
    });
    expect(valuesOf(read(type, metric, points, labels, '1'))).toEqual([[1, 0.5]]);
    expect(valuesOf(read(type, metric, [pointOf(1, 50)], labels, '%'))).toEqual([[1, 0.5]]);
    expect(() => read(type, metric, points, labels, 'furlong')).toThrow('unit');
  });

  it('takes no other pipe for the tensor pipe', () => {
    expect(read('gpu.dcgm.pipe.utilization', 'gpu.tensor.active', [pointOf(1, 0.5)], { pipe: 'fp64' })).toBeNull();
  });

  it('has energy as the counter stands, and as power what it grew by a second', () => {
    const points = [pointOf(2, 16_000, began), pointOf(1, 10_000, began), pointOf(0, 7_000, began)];
    expect(valuesOf(read('gpu.dcgm.energy_consumption', 'hw.energy', points, {}, 'J'))).toEqual([
      [0, 7_000],
      [1, 10_000],
      [2, 16_000],
    ]);
    const before = pointOf(-1, 1_000, began);
    expect(valuesOf(read('gpu.dcgm.energy_consumption', 'hw.power', [...points, before], {}, 'J'))).toEqual([
      [0, 100],
      [1, 50],
      [2, 100],
    ]);
    expect(valuesOf(read('gpu.dcgm.energy_consumption', 'hw.power', points, {}, 'mJ'))).toEqual([
      [1, 0.05],
      [2, 0.1],
    ]);
  });

  it('tells no growth of a counter that began anew, or was not seen for long', () => {
    const power = (...points: ReturnType<typeof pointOf>[]) =>
      valuesOf(read('gpu.dcgm.energy_consumption', 'hw.power', points, {}, 'J'));
    expect(power(pointOf(1, 600, began), pointOf(2, 700, 1), pointOf(3, 1_300, 1))).toEqual([[3, 10]]);
    expect(power(pointOf(1, 600, began), pointOf(2, 0, began))).toBeUndefined();
    expect(power(pointOf(1, 600, began), pointOf(9, 6_000, began))).toBeUndefined();
  });

  it('has what went over links by direction, as a counter or as the rate that its first version tells', () => {
    const io = [pointOf(0, 0, began), pointOf(1, 6_000, began)];
    for (const [name, metric] of [
      ['nvlink', 'gpu.nvlink.io.rate'],
      ['pcie', 'gpu.pcie.io.rate'],
    ] as const) {
      const sent = read(`gpu.dcgm.${name}.io`, metric, io, { direction: 'transmit' }, 'By');
      expect(sent).toMatchObject({ attributes: { direction: 'transmit' }, points: [{ value: 100 }] });
      const received = read(`dcgm.gpu.profiling.${name}_traffic_rate`, metric, [pointOf(1, 100)], { direction: 'rx' });
      expect(received).toMatchObject({ attributes: { direction: 'receive' }, points: [{ value: 100 }] });
    }
    expect(read('gpu.dcgm.pcie.io', 'gpu.pcie.io.rate', io, { direction: 'sideways' })).toBeNull();
  });

  it('has throttling by reason, memory errors by type, and temperature', () => {
    const throttle = 'gpu.dcgm.clock.throttle_duration.time';
    const reasonOf = (violation: string) =>
      read(throttle, 'gpu.throttle.time', [pointOf(1, 3, began)], { violation }, 's')?.attributes.reason;
    expect(['power', 'low_util', 'app_clock'].map(reasonOf)).toEqual(['power', 'low-utilization', 'app-clock']);
    const errors = (type: string) =>
      read('gpu.dcgm.ecc_errors', 'hw.errors', [pointOf(1, 3, began)], { error_type: type }, '{errors}');
    expect(errors('sbe')).toMatchObject({ attributes: { 'error.type': 'corrected' }, points: [{ value: 3 }] });
    expect(errors('dbe')).toMatchObject({ attributes: { 'error.type': 'uncorrected' } });
    expect(errors('other')).toBeNull();
    expect(valuesOf(read('gpu.dcgm.temperature', 'hw.temperature', [pointOf(1, 64)], {}, 'Cel'))).toEqual([[1, 64]]);
  });

  describe('of XIDs', () => {
    const xids = (...points: ReturnType<typeof pointOf>[]) =>
      read('gpu.dcgm.xid_errors', 'gpu.xid', points, { xid: '79' }, '1');

    it('tells the code when its count grew, never how often it came', () => {
      const found = xids(...[-1, 1, 2, 3, 4].map((minute) => pointOf(minute, minute === 4 ? 5 : 2, began)));
      expect(found?.attributes).toEqual({ ...identity, code: '79' });
      expect(valuesOf(found)).toEqual([[4, 79]]);
      expect(xids(pointOf(-1, 2, began), pointOf(1, 2, began))).toBeNull();
      const without = [pointOf(1, 1, 0), pointOf(2, 2, 0)];
      expect(read('gpu.dcgm.xid_errors', 'gpu.xid', without, { xid: '0' }, '1')).toBeNull();
    });

    it('takes the count itself where the counter is new', () => {
      expect(valuesOf(xids(pointOf(3, 2, -2), pointOf(4, 2, -2)))).toEqual([[3, 79]]);
      expect(valuesOf(xids(pointOf(1, 5, began), pointOf(2, 1, 1)))).toEqual([[2, 79]]);
      expect(valuesOf(xids(pointOf(1, 5, began), pointOf(9, 5, 8)))).toEqual([[9, 79]]);
      expect(xids(pointOf(1, 0, 0))).toBeNull();
      expect(xids(pointOf(1, 5, began), pointOf(2, 0, 1))).toBeNull();
    });

    it('tells the code after a hole where its count grew in it, however long that was', () => {
      expect(valuesOf(xids(pointOf(1, 2, began), pointOf(9, 5, began)))).toEqual([[9, 79]]);
      expect(valuesOf(xids(pointOf(0, 2, began), pointOf(8, 3, began), pointOf(9, 3, began)))).toEqual([[8, 79]]);
    });

    it('tells nothing after a hole in which it did not grow, of an old counter first seen, or of one that fell', () => {
      expect(xids(pointOf(1, 2, began), pointOf(9, 2, began))).toBeNull();
      expect(xids(pointOf(1, 2, began))).toBeNull();
      expect(xids(pointOf(3, 2, -3), pointOf(4, 2, -3))).toBeNull();
      expect(xids(pointOf(1, 5, began), pointOf(2, 2, began))).toBeNull();
      const { interval, value } = pointOf(1, 2);
      expect(xids({ interval: { endTime: interval.endTime }, value } as ReturnType<typeof pointOf>)).toBeNull();
    });
  });
});
