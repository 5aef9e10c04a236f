import { describe, expect, it } from 'vitest';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import type { FleetSample } from './fleet-sample';
import type { InventoryTrust } from './inventory-trust';
import { assembleTestFleet, testNow, toTestPod, toTestResource, toTestSample, trusting } from './test-fleet';

const node = toTestResource('n');
const unlisted: InventoryTrust = {
  isExpired: () => false,
  listingOf: () => ({ isWhole: false, reason: 'The pods of this cluster were last listed too long ago.' }),
};
const measured = (index: number, minutesAgo = 1) =>
  toTestSample({ 'host.name': 'n', 'gpu.index': String(index) }, { minutesAgo });
const held = (index: number, name: string, minutesAgo = 1) =>
  toTestSample(
    {
      'host.name': 'n',
      'gpu.index': String(index),
      'holder.kind': 'pod',
      'holder.name': name,
      'k8s.namespace.name': 'research',
    },
    { metric: 'gpu.held', definition: 'dcgm-exporter pod', value: 1, minutesAgo },
  );

/** A letter a device: held, free, not clear, unknown; and how many are given out. */
function allocate(resources: GpuResource[], samples: FleetSample[] = [], trust = trusting) {
  const one = assembleTestFleet(resources, samples, trust).nodes[0]?.node;
  if (one === undefined) throw new RangeError('There is no node.');
  const letters = { held: 'h', free: 'f', unclear: '?', unknown: 'u' };
  return { letters: one.devices.map(({ allocation }) => letters[allocation.state]).join(''), node: one };
}

describe('who has a device', () => {
  it('is told by the number of devices where that leaves no doubt', () => {
    expect(allocate([node])).toMatchObject({ letters: 'ffffffff', node: { held: 0 } });
    const all = allocate([node, toTestPod('p', 'n', 8)]);
    expect(all).toMatchObject({ letters: 'hhhhhhhh', node: { held: 8 } });
    expect(all.node.devices[5]?.allocation).toMatchObject({
      holders: [{ kind: 'pod', name: 'p', resourceId: 'pod-p' }],
    });
    expect(allocate([node, toTestPod('p', 'n', 4), toTestPod('q', 'n', 4)]).node.devices[0]?.allocation).toEqual({
      state: 'held',
      holders: [],
    });
    expect(allocate([node, toTestPod('p', 'n', 3)])).toMatchObject({ letters: '????????', node: { held: 3 } });
  });

  it('is told by metrics within that number', () => {
    const pod = toTestPod('p', 'n', 3);
    expect(allocate([node, pod], [held(1, 'p'), held(2, 'p'), held(6, 'p')]).letters).toBe('fhhfffhf');
    expect(allocate([node, pod], [held(1, 'p')])).toMatchObject({ letters: '?h??????', node: { held: 3 } });
  });

  it("is told by the scheduler's own indexes first", () => {
    const slurm = toTestResource('n', { provider: 'slurm', nativeStatus: 'MIXED' });
    const job = toTestPod('7', 'n', 2, { kind: 'batch-job', provider: 'slurm', nativeId: 'hall/job/7' });
    const { workload } = job;
    if (workload === null) throw new RangeError('A job tells nothing.');
    const placed = { ...job, workload: { ...workload, holdings: [{ node: 'n', count: 2, indexes: [4, 5] }] } };
    expect(allocate([slurm, placed], [held(4, 'other'), measured(0)]).letters).toBe('ffffhhff');
  });

  it('is not by metrics of before a listing that does not have them', () => {
    const listed: InventoryTrust = { ...trusting, listingOf: () => ({ isWhole: true, readAt: testNow }) };
    expect(allocate([node], [held(1, 'gone')], listed)).toMatchObject({ letters: 'ffffffff', node: { held: 0 } });
    expect(allocate([node], [held(1, 'new')])).toMatchObject({ letters: 'fhffffff', node: { held: 1 } });
  });

  it('is told by metrics alone only of devices that they measured lately', () => {
    const samples = [held(0, 'p'), measured(0), measured(1), measured(2, 9)];
    expect(allocate([node], samples, unlisted)).toMatchObject({ letters: 'hfuuuuuu', node: { held: null } });
    expect(allocate([node], [measured(0)], unlisted).letters).toBe('uuuuuuuu');
    expect(allocate([node], [held(0, 'p', 4), measured(0), held(1, 'p'), measured(1)], unlisted).letters).toBe(
      'fhuuuuuu',
    );
  });

  it('is told by metrics alone only on nodes where they named somebody lately', () => {
    const other = { 'host.name': 'm', 'gpu.index': '0' };
    const on = (...samples: FleetSample[]) =>
      assembleTestFleet([node, toTestResource('m')], [held(0, 'p'), measured(1), ...samples], unlisted).nodes.map(
        ({ node: { devices } }) => devices.slice(0, 2).map(({ allocation }) => allocation.state),
      );
    expect(on(toTestSample(other))).toEqual([
      ['unknown', 'unknown'],
      ['held', 'free'],
    ]);
    const ended = toTestSample(
      { ...other, 'holder.kind': 'pod', 'holder.name': 'q', 'k8s.namespace.name': 'research' },
      { metric: 'gpu.held', definition: 'dcgm-exporter pod', value: 1, minutesAgo: 20 },
    );
    expect(on(toTestSample(other), ended)[0]).toEqual(['free', 'unknown']);
  });

  it('is not told by pods that share devices', () => {
    expect(allocate([node, toTestPod('p', 'n', null)])).toMatchObject({ letters: 'uuuuuuuu', node: { held: null } });
    expect(allocate([node, toTestPod('p', 'n', 0)]).letters).toBe('uuuuuuuu');
  });

  it('is a number where only that is counted', () => {
    const allocated = (value: number) =>
      toTestSample({ 'host.name': 'n' }, { metric: 'gpu.allocated', subject: 'host', value });
    expect(allocate([node], [allocated(8)], unlisted)).toMatchObject({ letters: 'hhhhhhhh', node: { held: 8 } });
    expect(allocate([node], [allocated(3)], unlisted)).toMatchObject({ letters: '????????', node: { held: 3 } });
    expect(allocate([node], [allocated(32)], unlisted).letters).toBe('uuuuuuuu');
  });

  it('is its owner where a machine stands alone, and nobody knows who in a cluster that nobody lists', () => {
    const machine = toTestResource('m', {
      kind: 'compute-instance',
      provider: 'aws',
      machine: 'aws/i-1',
      team: 'serving',
    });
    expect(allocate([machine]).node).toMatchObject({
      scheduler: 'none',
      held: 8,
      devices: expect.arrayContaining([
        expect.objectContaining({
          allocation: { state: 'held', holders: [expect.objectContaining({ kind: 'machine', team: 'serving' })] },
        }),
      ]),
    });
    const member = allocate([{ ...machine, tags: { 'eks:cluster-name': 'shop' } }]).node;
    expect(member).toMatchObject({ scheduler: 'kubernetes', cluster: 'shop', held: null });
    expect(member.devices[0]?.allocation).toEqual({
      state: 'unknown',
      reason: 'No connection lists the pods of this cluster.',
    });
  });
});
