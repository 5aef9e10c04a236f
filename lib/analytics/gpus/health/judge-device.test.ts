import { describe, expect, it } from 'vitest';
import type { GpuReading } from '@/lib/domain/gpu/fleet';
import type { MetricName } from '@/lib/domain/metric';
import type { LifecycleState } from '@/lib/domain/resource';
import type { DeviceTrend } from '../rolled-columns';
import { toTrend } from '../test-trends';
import { healthStepMs } from './health-rule';
import { judgeDevice } from './judge-device';

const minute = 60_000;
const now = new Date('2026-11-22T12:03:20Z');
const reading = (metric: MetricName, value: number, attributes: Record<string, string> = {}): GpuReading => ({
  metric,
  value,
  definition: 'd',
  at: now,
  connectionId: 'c',
  attributes,
});
/** One sample a minute over the last hour. */
const trend = (metric: MetricName, valueAt: (minutesAgo: number) => number, attributes: Record<string, string> = {}) =>
  toTrend(
    metric,
    Array.from({ length: 62 }, (_, index) => 62 - index).map((ago) => [now.getTime() - ago * minute, valueAt(ago)]),
    healthStepMs,
    attributes,
  );

interface Given {
  readings?: GpuReading[];
  trends?: DeviceTrend[];
  isFrozen?: boolean;
  isTorn?: boolean;
  status?: LifecycleState;
}
const well = reading('gpu.xid', 0);
const judge = ({ readings = [well], trends = [], isFrozen = false, isTorn = false, status = 'active' }: Given = {}) =>
  judgeDevice({ device: { readings, isFrozen }, node: { status }, trends, isTorn }, now);

describe('a device', () => {
  it('of which something that would show trouble is measured, and shows none, is healthy', () => {
    expect(judge()).toEqual({ health: 'healthy', findings: [] });
    for (const metric of ['hw.status', 'hw.errors'] as const)
      expect(judge({ readings: [reading(metric, 0)] }).health).toBe('healthy');
  });

  it('of which the last hour could not all be read is never healthy', () => {
    expect(judge({ isTorn: true })).toEqual({
      health: 'unknown',
      findings: ['Not all that was measured in the last hour could be read.'],
    });
    expect(judge({ isTorn: true, status: 'failed' }).health).toBe('failed');
  });

  it('of which nothing that would show trouble is measured is unknown', () => {
    const { health, findings } = judge({ readings: [reading('hw.gpu.utilization', 0.4), reading('hw.power', 300)] });
    expect([health, findings.length]).toEqual(['unknown', 1]);
  });

  it('on a node that has failed has failed, though other nodes of its machine have not', () => {
    const device = { readings: [well], isFrozen: false, isOnFailedNode: true };
    expect(judgeDevice({ device, node: { status: 'active' }, trends: [], isTorn: false }, now)).toEqual({
      health: 'failed',
      findings: ['Its node is not ready or has failed.'],
    });
  });

  it('that nobody measures is unknown, never healthy', () => {
    expect(judge({ readings: [] }).health).toBe('unknown');
  });

  it('whose source is frozen is unknown, however well it looks or looked', () => {
    expect(judge({ isFrozen: true }).health).toBe('unknown');
    expect(judge({ isFrozen: true, readings: [reading('hw.status', 1)] }).health).toBe('unknown');
  });

  it.each([
    [1, 'degraded'],
    [2, 'failed'],
  ])('that its source gives state %i is %s', (state, expected) => {
    const judged = judge({ readings: [well, reading('hw.status', state, { component: 'PCIE' })] });
    expect(judged).toMatchObject({ health: expected, findings: [expect.stringContaining('PCIE')] });
  });

  it('of a node that failed is failed; a cordoned node says nothing of its devices', () => {
    expect(judge({ status: 'failed' }).health).toBe('failed');
    expect(judge({ status: 'degraded' }).health).toBe('healthy');
  });
});

describe('an XID', () => {
  it.each([
    [48, 'failed'],
    [94, 'degraded'],
    [9999, 'degraded'],
    [31, 'healthy'],
  ])('%i in the last hour makes it %s', (xid, expected) => {
    const trends = [trend('gpu.xid', (ago) => (ago > 20 ? 0 : xid))];
    const { health, findings } = judge({ readings: [reading('gpu.xid', xid)], trends });
    expect([health, findings.length]).toEqual([expected, expected === 'healthy' ? 0 : 1]);
  });

  it('that has stood for longer than an hour is no trouble any more', () => {
    expect(judge({ readings: [reading('gpu.xid', 48)], trends: [trend('gpu.xid', () => 48)] }).health).toBe('healthy');
  });

  it('is not healthy where a code stood there when its series began within the hour', () => {
    const late = (xid: number) =>
      toTrend(
        'gpu.xid',
        Array.from({ length: 20 }, (_, index) => [now.getTime() - (20 - index) * minute, xid] as const),
        healthStepMs,
      );
    expect(judge({ readings: [reading('gpu.xid', 48)], trends: [late(48)] })).toMatchObject({
      health: 'unknown',
      findings: [expect.stringMatching(/^XID 48, maybe in the last hour: /)],
    });
    expect(judge({ readings: [reading('gpu.xid', 48)], trends: [late(48), trend('gpu.xid', () => 48)] }).health).toBe(
      'healthy',
    );
  });

  it('that another covers counts too', () => {
    const trends = [trend('gpu.xid', (ago) => (ago > 30 ? 0 : ago > 20 ? 48 : 31))];
    expect(judge({ readings: [reading('gpu.xid', 31)], trends }).health).toBe('failed');
  });

  it('79 makes it failed for as long as its driver was not started anew', () => {
    expect(judge({ readings: [reading('gpu.xid', 79)] }).health).toBe('failed');
    expect(judge({ readings: [], trends: [trend('gpu.xid', () => 79)] }).health).toBe('failed');
    const anew = trend('gpu.xid', (ago) => (ago > 20 ? 79 : 0));
    expect(judge({ trends: [anew] }).health).toBe('healthy');
  });

  it('79 beside values that are blank makes it failed, not unknown', () => {
    const { health, findings } = judge({ readings: [reading('gpu.xid', 79)] });
    expect([health, findings[0]]).toEqual(['failed', expect.stringContaining('fell off the bus')]);
  });
});

describe('memory errors', () => {
  const errors = (type: string, valueAt: (ago: number) => number) =>
    trend('hw.errors', valueAt, { 'error.type': type });

  it('that could not be corrected degrade it, those that were do not', () => {
    const grown = (ago: number) => (ago > 30 ? 4 : 6);
    expect(judge({ trends: [errors('uncorrected', grown)] })).toEqual({
      health: 'degraded',
      findings: ['2 memory errors in the last hour could not be corrected.'],
    });
    expect(judge({ trends: [errors('corrected', grown)] }).health).toBe('healthy');
  });

  it('of long ago, or counted from 0 anew, do not', () => {
    expect(judge({ trends: [errors('uncorrected', () => 12)] }).health).toBe('healthy');
    expect(judge({ trends: [errors('uncorrected', (ago) => (ago > 30 ? 12 : 0))] }).health).toBe('healthy');
  });
});

describe('heat', () => {
  const throttled = (share: number) =>
    trend('gpu.throttle.time', (ago) => 5000 - ago * 60 * share, { reason: 'thermal' });

  it('that throttles it for a tenth of a quarter of an hour degrades it', () => {
    expect(judge({ trends: [throttled(0.3)] })).toEqual({
      health: 'degraded',
      findings: ['It was throttled for heat for 30 % of the last quarter of an hour.'],
    });
    expect(judge({ trends: [throttled(0.05)] }).health).toBe('healthy');
  });

  it('is judged by degrees only where throttling is not counted', () => {
    const hot = [well, reading('hw.temperature', 93)];
    expect(judge({ readings: hot }).health).toBe('degraded');
    expect(judge({ readings: hot, trends: [throttled(0)] }).health).toBe('healthy');
    expect(judge({ readings: [well, reading('hw.temperature', 84)] }).health).toBe('healthy');
  });

  it('of the memory’s own sensor is judged by nobody', () => {
    const memory = reading('hw.temperature', 95, { 'hw.sensor_location': 'memory' });
    expect(judge({ readings: [well, memory] }).health).toBe('healthy');
  });

  it('throttling for power does not count as heat', () => {
    const power = trend('gpu.throttle.time', (ago) => 5000 - ago * 30, { reason: 'power' });
    expect(judge({ trends: [power] }).health).toBe('healthy');
  });
});

it('the worst is told first', () => {
  const { health, findings } = judge({
    readings: [reading('gpu.xid', 79), reading('hw.temperature', 97)],
    status: 'failed',
  });
  expect(health).toBe('failed');
  expect(findings).toHaveLength(3);
  expect(findings.at(-1)).toContain('97 °C');
});
