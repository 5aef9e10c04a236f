import { describe, expect, it } from 'vitest';
import type { GpuAllocation, GpuHolder } from '@/lib/domain/gpu/fleet';
import { finishAtOnce } from '../steps';
import { toTrend } from '../test-trends';
import { toUse } from './device-use';
import { judgeFleet, keepIdleness } from './judge-fleet';
import { assembleTestFleet, testNow, toTestPod, toTestResource, toTestSample } from './test-fleet';

const minute = 60_000;
const holder = (name: string, resourceId: string | null = null): GpuHolder => ({
  kind: 'pod',
  name,
  namespace: 'research',
  resourceId,
  team: null,
  owner: null,
});

/** How the first device of a node shows that did nothing for half an hour while `p` had it, and now has who is given. */
function useWith(allocation?: GpuAllocation) {
  const [one] = assembleTestFleet(
    [toTestResource('n'), toTestPod('p', 'n', 8)],
    [toTestSample({ 'host.name': 'n', 'gpu.index': '0' }, { value: 0 })],
  ).nodes;
  const [host] = one?.machine.hosts ?? [];
  const [device] = one?.node.devices ?? [];
  if (one === undefined || host === undefined || device === undefined) throw new RangeError('There is no device.');
  const samples = Array.from({ length: 35 }, (_, index) => [testNow.getTime() - (35 - index) * minute, 0] as const);
  const trend = { ...toTrend('gpu.sm.active', samples, 5 * minute), connectionId: 'metrics', definition: 'd' };
  const judgements = finishAtOnce(
    judgeFleet([one], { trends: new Map([[host, [[trend]]]]), gaps: [] }, new Map(), testNow),
  );
  const now = { ...device, allocation: allocation ?? device.allocation };
  const node = { ...one.node, devices: [now, ...one.node.devices.slice(1)] };
  return toUse(now, keepIdleness(judgements, [{ ...one, node }]).get(node.id)?.[0]);
}
const heldBy = (...holders: GpuHolder[]) => useWith({ state: 'held', holders });

describe('a device that was judged to be idle', () => {
  it('is so with those who had it then', () => {
    expect(useWith()).toBe('idle');
    expect(heldBy({ ...holder('p', 'pod-p'), team: 'mine' })).toBe('idle');
  });

  it('is quiet with whoever has it since', () => {
    expect(heldBy(holder('q'))).toBe('quiet');
    expect(heldBy(holder('p', 'pod-p'), holder('q'))).toBe('quiet');
    expect(heldBy(holder('p', 'another-pod-of-that-name'))).toBe('quiet');
    expect(heldBy()).toBe('quiet');
  });

  it('is free where nobody has it any more', () => {
    expect(useWith({ state: 'free' })).toBe('free');
  });
});
