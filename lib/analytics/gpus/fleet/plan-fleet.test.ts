import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { planFleet } from './plan-fleet';
import { assembleTestFleet, toTestResource } from './test-fleet';

const pool = 'azure/subscriptions/s/resourcegroups/g/providers/microsoft.compute/virtualmachinescalesets/pool';
const scaleSet = (size: number | null, rest: Partial<GpuResource> = {}) =>
  toTestResource('set', {
    kind: 'instance-group',
    provider: 'azure',
    connectionId: 'azure',
    machine: pool,
    gpuCount: size,
    ...rest,
  });
const member = (id: string, rest: Partial<GpuResource> = {}) => toTestResource(id, { machine: pool, ...rest });
const instance = (id: string, rest: Partial<GpuResource> = {}) =>
  toTestResource(id, {
    kind: 'compute-instance',
    provider: 'aws',
    connectionId: 'aws',
    nativeId: `arn:aws:ec2:us-east-1:111122223333:instance/${id}`,
    machine: 'aws/i-1',
    ...rest,
  });
const nodeOn = (id: string, rest: Partial<GpuResource> = {}) => toTestResource(id, { machine: 'aws/i-1', ...rest });

const sizesOf = (...resources: GpuResource[]) => {
  const { machines, uncounted } = planFleet(resources);
  return {
    machines: Object.fromEntries(machines.map(({ resource, size }) => [resource.id, size])),
    uncounted: uncounted.map(({ id }) => id),
  };
};

describe('every machine is there once', () => {
  it('and every node of a pool that only its cluster lists', () => {
    const nodes = Array.from({ length: 10 }, (_, index) => member(`n-${index}`));
    expect(planFleet(nodes).machines.map(({ size }) => size)).toEqual(Array(10).fill(8));
    const twice = nodes.map((node) => ({ ...node, id: `again-${node.id}`, connectionId: 'again' }));
    expect(planFleet([...nodes, ...twice]).machines).toHaveLength(10);
    expect(sizesOf(scaleSet(80), ...nodes)).toEqual({ machines: { set: 80 }, uncounted: [] });
  });

  it('as its cloud lists it where that says how many devices it has', () => {
    expect(sizesOf(instance('a'), nodeOn('n'))).toEqual({ machines: { a: 8 }, uncounted: [] });
    expect(sizesOf(instance('a'), nodeOn('n', { gpuCount: null }))).toEqual({ machines: { a: 8 }, uncounted: [] });
    expect(sizesOf(instance('a', { status: 'stopped' }), nodeOn('n'))).toEqual({ machines: {}, uncounted: [] });
  });

  it('as the connection lists it that can say how many devices it has', () => {
    const unsized = instance('a', { gpuCount: null, gpuModel: null });
    expect(sizesOf(unsized, instance('b', { connectionId: 'other' }))).toEqual({ machines: { b: 8 }, uncounted: [] });
    expect(sizesOf(unsized, { ...unsized, id: 'b' })).toEqual({ machines: {}, uncounted: ['a'] });
  });

  it.each(['a', 'z'])('as its node where its cloud cannot say, whichever has the lesser id (%s, n)', (id) => {
    const unsized = instance(id, { gpuCount: null, gpuModel: null });
    expect(sizesOf(unsized, nodeOn('n'))).toEqual({ machines: { n: 8 }, uncounted: [] });
    expect(sizesOf(unsized, nodeOn('n', { gpuCount: null }))).toEqual({ machines: {}, uncounted: ['n'] });
    expect(sizesOf(unsized, nodeOn('n', { gpuCount: 0 }))).toEqual({ machines: {}, uncounted: [id] });
  });

  it('and a scale set of unknown size stays unknown beside the nodes it is known to have', () => {
    expect(sizesOf(scaleSet(null), member('n'))).toEqual({ machines: { n: 8 }, uncounted: ['set'] });
  });

  it('as its nodes where its cloud calls it failed', () => {
    const failed = scaleSet(16, { status: 'failed' });
    expect(sizesOf(failed, member('n-1'), member('n-2'))).toEqual({ machines: { 'n-1': 8, 'n-2': 8 }, uncounted: [] });
  });
});

describe('a scale set lies node by node', () => {
  const hostsOf = (...resources: GpuResource[]) =>
    planFleet(resources).machines.flatMap(({ hosts }) =>
      hosts.map(({ node, firstSlot, size }) => [node?.id ?? null, firstSlot, size]),
    );
  const one = member('n-1', { name: 'z' });
  const two = member('n-2', { name: 'y' });

  it('with what is of no listed node apart, also where one node alone is listed', () => {
    expect(hostsOf(scaleSet(16), one)).toEqual([
      ['n-1', 0, 8],
      [null, 8, 8],
    ]);
    expect(hostsOf(scaleSet(24), member('n-0', { gpuCount: 0 }), one, two)).toEqual([
      ['n-1', 0, 8],
      ['n-2', 8, 8],
      [null, 16, 8],
    ]);
    expect(hostsOf(scaleSet(8), one)).toEqual([['n-1', 0, 8]]);
    expect(hostsOf(scaleSet(8), member('n-0', { gpuCount: null }))).toEqual([[null, 0, 8]]);
  });

  it('and a node that joins comes last, whatever it is called', () => {
    expect(hostsOf(scaleSet(24), one, two, member('n-3', { name: 'a' })).slice(0, 2)).toEqual(
      hostsOf(scaleSet(24), one, two).slice(0, 2),
    );
  });

  it('each node once, whichever connections list its cluster', () => {
    const again = [one, two].map((node) => ({ ...node, id: `again-${node.id}`, connectionId: 'again' }));
    expect(hostsOf(scaleSet(16), ...again, one, two).map(([, firstSlot, size]) => [firstSlot, size])).toEqual([
      [0, 8],
      [8, 8],
    ]);
  });

  it('but not where its nodes have more devices than it', () => {
    expect(hostsOf(scaleSet(8), one, two)).toEqual([[null, 0, 8]]);
    expect(hostsOf(scaleSet(8), one, { ...two, status: 'deleting' })).toEqual([['n-1', 0, 8]]);
  });

  it('and nothing of it is free for certain that is of no listed node', () => {
    const { nodes } = assembleTestFleet([scaleSet(16), one], []);
    const states = nodes.flatMap(({ node }) => node.devices.map(({ allocation }) => allocation.state));
    expect(states).toEqual([...Array(8).fill('free'), ...Array(8).fill('unknown')]);
    expect(nodes[0]?.node.held).toBeNull();
    const crowded = assembleTestFleet([scaleSet(8), one, two], []).nodes[0]?.node;
    expect(crowded?.devices.every(({ allocation }) => allocation.state === 'unknown')).toBe(true);
  });
});

describe('whoever lists the machines, and however often', () => {
  /** A machine as its cloud, where it has one, and clusters' connections list it; it is somebody's at least. */
  const listed = fc
    .record({
      size: fc.integer({ min: 1, max: 16 }),
      hasCloud: fc.boolean(),
      clouds: fc.subarray(['cloud-1', 'cloud-2']),
      clusters: fc.subarray(['cluster-1', 'cluster-2', 'cluster-3']),
    })
    .filter(({ hasCloud, clouds, clusters }) => clusters.length + (hasCloud ? clouds.length : 0) > 0);

  it('their devices count once', () => {
    fc.assert(
      fc.property(fc.array(listed, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (factory, noise) => {
        const ranks = noise[Symbol.iterator]();
        const rank = () => String(ranks.next().value).padStart(12, '0');
        const resources = factory.flatMap(({ size, hasCloud, clouds, clusters }, index) => {
          const machine = hasCloud ? `aws/i-${index}` : `kubernetes/${index}`;
          const nativeId = `arn:aws:ec2:us-east-1:111122223333:instance/i-${index}`;
          const rest = { machine, gpuCount: size, name: `n-${index}` };
          return [
            ...(hasCloud ? clouds : []).map((connectionId) =>
              instance(`${rank()}-${connectionId}-${index}`, { ...rest, connectionId, nativeId }),
            ),
            ...clusters.map((connectionId) => nodeOn(`${rank()}-${connectionId}-${index}`, { ...rest, connectionId })),
          ];
        });
        const { machines, uncounted } = planFleet(resources);
        const sizes = machines.map(({ size, resource }) => `${resource.name} ${size}`);
        expect(sizes.sort()).toEqual(factory.map(({ size }, index) => `n-${index} ${size}`).sort());
        expect(uncounted).toEqual([]);
      }),
    );
  });
});
