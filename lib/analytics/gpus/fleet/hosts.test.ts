import { describe, expect, it } from 'vitest';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { toHealth } from './device-use';
import type { InventoryTrust } from './inventory-trust';
import type { DeviceJudgement } from './judge-fleet';
import { assembleTestFleet, toTestPod, toTestResource, toTestSample, trusting } from './test-fleet';

const pool = 'azure/subscriptions/s/resourcegroups/g/providers/microsoft.compute/virtualmachinescalesets/pool';
const set = toTestResource('set', { kind: 'instance-group', provider: 'azure', machine: pool, gpuCount: 24 });
const instance = toTestResource('i', { kind: 'compute-instance', provider: 'aws', machine: 'aws/i-1' });
const node = (id: string, rest: Partial<GpuResource> = {}) => toTestResource(id, { machine: pool, ...rest });
const wasWell: DeviceJudgement = { health: { health: 'healthy', findings: [] }, idleness: null };
const notReady = { status: 'failed', nativeStatus: 'NotReady' } as const;

function assemble(resources: GpuResource[], trust: InventoryTrust = trusting) {
  const samples = resources.flatMap(({ kind, name }) =>
    kind === 'cluster-node'
      ? Array.from({ length: 8 }, (_, index) =>
          toTestSample({ 'host.name': name, 'gpu.index': String(index) }, { metric: 'gpu.xid', value: 0 }),
        )
      : [],
  );
  const { nodes } = assembleTestFleet(resources, samples, trust);
  const [one] = nodes;
  if (one === undefined) throw new RangeError('There is no machine.');
  return { one, healths: one.node.devices.map((device) => toHealth(one, device, wasWell)) };
}

describe('a machine that its cloud lists', () => {
  it('has failed devices where its cluster calls its node not ready', () => {
    const { one, healths } = assemble([instance, node('n', { machine: 'aws/i-1', ...notReady })]);
    expect(healths).toEqual(Array(8).fill('failed'));
    expect(one.node).toMatchObject({ status: 'failed', isSchedulable: false });
    expect(assemble([instance, node('n', { machine: 'aws/i-1' })]).healths).toEqual(Array(8).fill('healthy'));
  });

  it('has not where that was last said too long ago', () => {
    const nodesExpired: InventoryTrust = { ...trusting, isExpired: ({ kind }) => kind === 'cluster-node' };
    const { one, healths } = assemble([instance, node('n', { machine: 'aws/i-1', ...notReady })], nodesExpired);
    expect(healths).toEqual(Array(8).fill('healthy'));
    expect(one.node).toMatchObject({ status: 'active', isSchedulable: null });
  });
});

describe('a scale set', () => {
  it('has failed devices on those of its nodes that are not ready', () => {
    const { one, healths } = assemble([set, node('n-1'), node('n-2', notReady)]);
    expect(healths).toEqual([...Array(8).fill('healthy'), ...Array(8).fill('failed'), ...Array(8).fill('unknown')]);
    expect(one.node.status).toBe('active');
  });

  it('takes work on those of its nodes that are not cordoned, and gives out devices on each', () => {
    const cordoned = node('n-1', { status: 'degraded', nativeStatus: 'Ready,SchedulingDisabled' });
    const { one } = assemble([set, cordoned, node('n-2'), toTestPod('p', 'n-2', 3)]);
    expect(one.hosts.map(({ isSchedulable, held }) => [isSchedulable, held])).toEqual([
      [false, 0],
      [true, 3],
      [null, null],
    ]);
    expect(one.node).toMatchObject({ isSchedulable: true, held: null });
    expect(assemble([set, cordoned]).one.node.isSchedulable).toBeNull();
    expect(assemble([{ ...set, gpuCount: 8 }, cordoned]).one.node.isSchedulable).toBe(false);
  });

  it('is in an NVLink domain as far as all its nodes are', () => {
    const inDomain = (id: string, domain: string) => node(id, { tags: { 'nvidia.com/gpu.clique': domain } });
    const domainsOf = (...nodes: GpuResource[]) => {
      const { one } = assemble([{ ...set, gpuCount: 16 }, ...nodes]);
      return [one.node.nvlinkDomain, ...one.hosts.map(({ nvlinkDomain }) => nvlinkDomain)];
    };
    expect(domainsOf(inDomain('n-1', 'a'), inDomain('n-2', 'a'))).toEqual(['a', 'a', 'a']);
    expect(domainsOf(inDomain('n-1', 'a'), inDomain('n-2', 'b'))).toEqual([null, 'a', 'b']);
  });
});
