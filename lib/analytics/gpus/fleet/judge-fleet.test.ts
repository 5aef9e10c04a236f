import { describe, expect, it } from 'vitest';
import type { GpuAllocation, GpuHolder } from '@/lib/domain/gpu/fleet';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { finishAtOnce } from '../steps';
import { toTrend } from '../test-trends';
import { toHealth, toUse } from './device-use';
import { judgeFleet, toJudgements } from './judge-fleet';
import { assembleTestFleet, testNow, toTestPod, toTestResource, toTestSample } from './test-fleet';

const minute = 60_000;
const machine = 'azure:/subscriptions/s/resourcegroups/g/providers/microsoft.compute/virtualmachinescalesets/set';
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
  return toUse(now, toJudgements(judgements, [{ ...one, node }]).get(node.id)?.[0]);
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

describe('the judgements of a scale set', () => {
  const set = toTestResource('set', { kind: 'instance-group', provider: 'azure', machine, gpuCount: 16 });
  const member = (id: string) => toTestResource(id, { machine });
  /** Who is failed, of the devices that are measured, after other nodes are listed than when they were judged. */
  function failedWith(then: readonly GpuResource[], now: readonly GpuResource[]) {
    const measured = (name: string, xid: number) =>
      toTestSample({ 'host.name': name, 'gpu.index': '0' }, { metric: 'gpu.xid', value: xid });
    const samples = [measured('a', 0), measured('b', 79), measured('c', 0)];
    const judged = finishAtOnce(
      judgeFleet(assembleTestFleet(then, samples).nodes, { trends: new Map(), gaps: [] }, new Map(), testNow),
    );
    const { nodes } = assembleTestFleet(now, samples);
    const judgements = toJudgements(judged, nodes);
    return nodes.map((one) =>
      one.node.devices
        .filter(({ slot }) => slot % 8 === 0)
        .map((device) => toHealth(one, device, judgements.get(one.node.id)?.[device.slot])),
    );
  }

  it('stay with their hosts when one before them left', () => {
    const [a, b, c] = [member('a'), member('b'), member('c')];
    expect(failedWith([set, a, b], [set, a, b])).toEqual([['healthy', 'failed']]);
    expect(failedWith([set, a, b], [set, b])).toEqual([['failed', 'unknown']]);
    expect(failedWith([set, a, b], [set, b, c])).toEqual([['failed', 'unknown']]);
  });
});
