import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FleetNode, GpuAllocation } from '@/lib/domain/gpu/fleet';
import type { DeviceCondition } from '../health/judge-device';
import { countJobs, type Room } from './fit-jobs';
import { countFree, type FreeOnNode } from './free-on-node';
import { placeModels } from './place-models';
import { toTestNode } from './test-nodes';

const free: GpuAllocation = { state: 'free' };
const held: GpuAllocation = { state: 'held', holders: [] };
const unclear: GpuAllocation = { state: 'unclear' };
const unknown: GpuAllocation = { state: 'unknown', reason: 'Nobody tells.' };
const count = (node: FleetNode, healths: readonly DeviceCondition[] = [], isCurrent = true) => {
  const {
    free: sure,
    withheld,
    unknown: perhaps,
  } = countFree(node, ({ slot }) => healths[slot] ?? 'healthy', isCurrent);
  return { free: sure, withheld, unknown: perhaps };
};

describe('of a node', () => {
  it('what nobody holds and what works is free', () => {
    expect(count(toTestNode([free, held, free, free]))).toEqual({ free: 3, withheld: 0, unknown: 0 });
    expect(count(toTestNode([free, free, free]), ['failed', 'degraded', 'unknown'])).toEqual({
      free: 1,
      withheld: 0,
      unknown: 1,
    });
  });

  it('devices nobody can tell apart count by their number', () => {
    expect(count(toTestNode(Array(8).fill(unclear), { held: 5 }))).toEqual({ free: 3, withheld: 0, unknown: 0 });
    expect(count(toTestNode([held, free, ...Array(6).fill(unclear)], { held: 4 }))).toEqual({
      free: 4,
      withheld: 0,
      unknown: 0,
    });
    expect(count(toTestNode(Array(8).fill(unclear), { held: 9 }))).toEqual({ free: 0, withheld: 0, unknown: 0 });
  });

  it('a device that failed may be one of those nobody can tell apart', () => {
    const failed: DeviceCondition[] = ['failed', 'failed'];
    expect(count(toTestNode(Array(8).fill(unclear), { held: 5 }), failed)).toEqual({
      free: 1,
      withheld: 0,
      unknown: 2,
    });
    expect(count(toTestNode(Array(8).fill(unclear), { held: null }), failed)).toEqual({
      free: 0,
      withheld: 0,
      unknown: 6,
    });
  });

  it('what nobody tells of is never free', () => {
    expect(count(toTestNode([unknown, unknown, free]))).toEqual({ free: 1, withheld: 0, unknown: 2 });
    expect(count(toTestNode([free, free], { isSchedulable: null }))).toEqual({ free: 0, withheld: 0, unknown: 2 });
    expect(count(toTestNode([free, free]), [], false)).toEqual({ free: 0, withheld: 0, unknown: 2 });
  });

  it('that takes no work, what is free is withheld', () => {
    expect(count(toTestNode([free, held, unknown], { isSchedulable: false }))).toEqual({
      free: 0,
      withheld: 1,
      unknown: 0,
    });
  });
});

it('never more is free than the node has and did not give out, whatever it is', () => {
  const device = fc.record({
    allocation: fc.constantFrom(free, held, unclear, unknown),
    health: fc.constantFrom<DeviceCondition>('healthy', 'degraded', 'failed', 'unknown'),
  });
  const heldBeyond = fc.option(fc.nat(8));
  fc.assert(
    fc.property(
      fc.array(device, { maxLength: 8 }),
      heldBeyond,
      fc.constantFrom(true, false, null),
      (devices, more, takes) => {
        const known = devices.filter(({ allocation }) => allocation === held).length;
        const node = toTestNode(
          devices.map(({ allocation }) => allocation),
          {
            held: more === null ? null : known + more,
            isSchedulable: takes,
          },
        );
        const told = count(
          node,
          devices.map(({ health }) => health),
        );
        const works = devices.filter(({ health, allocation }) => health !== 'failed' && allocation !== held).length;
        const sure = devices.filter(({ health }) => health === 'healthy' || health === 'degraded').length;
        expect(told.free + told.withheld).toBeLessThanOrEqual(Math.min(sure, works));
        expect(told.free + told.withheld + told.unknown).toBeLessThanOrEqual(works);
        expect(Math.min(told.free, told.withheld, told.unknown)).toBeGreaterThanOrEqual(0);
        const unclearOnes = devices.filter(({ allocation }) => allocation === unclear).length;
        if (more !== null && unclearOnes === devices.length)
          expect(told.free + told.withheld).toBeLessThanOrEqual(Math.max(0, devices.length - known - more));
      },
    ),
    { numRuns: 500 },
  );
});

/** Tries every way to give jobs whole nodes and rests; only for small fleets. */
function mostJobs(nodes: readonly Room[], size: number): number {
  const largest = Math.max(0, ...nodes.map(({ devices }) => devices));
  if (largest === 0) return 0;
  const wholes = size <= largest ? 0 : Math.floor(size / largest);
  const rest = size <= largest ? size : size % largest;
  const seen = new Map<string, number>();
  const place = (left: readonly number[]): number => {
    const key = left.toSorted((one, other) => one - other).join();
    const known = seen.get(key);
    if (known !== undefined) return known;
    let best = 0;
    for (const whole of combinations(
      left,
      wholes,
      (room, index) => room === largest && nodes[index]?.devices === largest,
    )) {
      const after = left.map((room, index) => (whole.includes(index) ? 0 : room));
      if (rest === 0) best = Math.max(best, 1 + place(after));
      else
        after.forEach((room, index) => {
          if (room >= rest) best = Math.max(best, 1 + place(after.with(index, room - rest)));
        });
    }
    seen.set(key, best);
    return best;
  };
  return place(nodes.map((node) => node.free));
}

function combinations(
  left: readonly number[],
  size: number,
  may: (room: number, index: number) => boolean,
  from = 0,
): number[][] {
  if (size === 0) return [[]];
  return left.flatMap((room, index) =>
    index >= from && may(room, index)
      ? combinations(left, size - 1, may, index + 1).map((others) => [index, ...others])
      : [],
  );
}

describe('jobs of a size', () => {
  it('take whole nodes where they are as large, and parts where they are smaller', () => {
    const nodes = [
      { devices: 8, free: 8 },
      { devices: 8, free: 8 },
      { devices: 8, free: 6 },
      { devices: 8, free: 1 },
    ];
    expect([1, 2, 4, 8, 16, 32].map((size) => countJobs(nodes, size))).toEqual([23, 11, 5, 2, 1, 0]);
  });

  it('that fill no whole number of nodes take their rest on one more', () => {
    const tray = (devicesFree: number): Room => ({ devices: 6, free: devicesFree });
    expect(countJobs([tray(6), tray(6), tray(4)], 16)).toBe(1);
    expect(countJobs([tray(6), tray(6), tray(3)], 16)).toBe(0);
    expect(countJobs([tray(6), tray(6), tray(6)], 8)).toBe(2);
  });

  it('of no whole number above 0 are an error', () => {
    expect(() => countJobs([], 0)).toThrow(RangeError);
    expect(() => countJobs([], 1.5)).toThrow(RangeError);
  });

  it('fit as often as in the best of all ways to place them', () => {
    const room = fc
      .record({ devices: fc.constantFrom(2, 3, 4), share: fc.double({ min: 0, max: 1, noNaN: true }) })
      .map(({ devices, share }): Room => ({ devices, free: Math.round(devices * share) }));
    fc.assert(
      fc.property(fc.array(room, { maxLength: 5 }), fc.integer({ min: 1, max: 11 }), (nodes, size) => {
        expect(countJobs(nodes, size)).toBe(mostJobs(nodes, size));
      }),
      { numRuns: 300 },
    );
  });
});

const onNode = (name: string, sure: number, rest: Partial<FleetNode> & { devices?: never } = {}): FreeOnNode => ({
  node: toTestNode([], { name, ...rest }),
  devices: 8,
  free: sure,
  withheld: 0,
  unknown: 0,
});

describe('the largest job', () => {
  const [placed] = placeModels([
    onNode('a-1', 8, { cluster: 'a', nvlinkDomain: 'rack-1' }),
    onNode('a-2', 5, { cluster: 'a', nvlinkDomain: 'rack-1' }),
    onNode('a-3', 7, { cluster: 'a', nvlinkDomain: 'rack-2' }),
    onNode('b-1', 8, { cluster: 'b' }),
    onNode('b-2', 8, { cluster: 'b' }),
    onNode('c-1', 8, { cluster: 'c', site: 'bergen' }),
    onNode('alone', 2, { cluster: null, site: 'bergen' }),
  ]);

  it('is told by node, NVLink domain, cluster, site and everywhere', () => {
    expect(placed?.largest).toEqual({
      node: { gpus: 8, where: 'a-1' },
      nvlinkDomain: { gpus: 13, where: 'rack-1' },
      cluster: { gpus: 20, where: 'a' },
      site: { gpus: 36, where: 'oslo' },
      everywhere: { gpus: 46, where: '2 sites' },
    });
    expect(placed?.largestOfWholeNodes).toEqual({
      cluster: { gpus: 16, where: 'b' },
      site: { gpus: 24, where: 'oslo' },
    });
  });

  it('in one cluster, held against all that is free, says how scattered it is', () => {
    expect(placed?.fragmentation).toBeCloseTo(1 - 20 / 46);
    expect(placed?.sites.map(({ site, largest, fragmentation }) => [site, largest, fragmentation])).toEqual([
      ['bergen', { gpus: 8, where: 'c' }, expect.closeTo(0.2)],
      ['oslo', { gpus: 20, where: 'a' }, expect.closeTo(1 - 20 / 36)],
    ]);
  });

  it('of a size fits as often as each cluster lets it', () => {
    expect(Object.fromEntries(placed?.slots.map(({ gpus, jobs }) => [gpus, jobs]) ?? [])).toEqual({
      1: 46,
      2: 22,
      4: 10,
      8: 4,
      16: 1,
      32: 0,
      64: 0,
      128: 0,
      256: 0,
    });
  });

  it('is none where nothing is free, and nothing is scattered', () => {
    const [full] = placeModels([onNode('a-1', 0, { nvlinkDomain: 'rack-1' })]);
    expect(full).toMatchObject({ free: { value: 0 }, fragmentation: null, largest: { node: null, everywhere: null } });
  });

  it('keeps clusters of one name in two regions apart', () => {
    const [apart] = placeModels([
      onNode('x', 8, { cluster: 'prod' }),
      onNode('y', 8, { cluster: 'prod', region: 'us' }),
    ]);
    expect([apart?.largest.cluster?.gpus, apart?.largest.site?.gpus]).toEqual([8, 16]);
  });

  it('runs over all machines of one cluster, whoever lists them', () => {
    const joined = { cluster: 'prod', clusterConnectionId: 'kubernetes', nvlinkDomain: 'rack-1' };
    const onCloud = { connectionId: 'aws', account: '111122223333', region: 'us-east-1' };
    const largest = (other: Pick<Partial<FleetNode>, 'cluster' | 'clusterConnectionId'>) => {
      const [one] = placeModels([onNode('x', 8, joined), onNode('y', 8, { ...joined, ...onCloud, ...other })]);
      return [one?.largest.cluster?.gpus, one?.largest.nvlinkDomain?.gpus];
    };
    expect(largest({})).toEqual([16, 16]);
    expect(largest({ clusterConnectionId: 'another' })).toEqual([8, 8]);
    expect(largest({ cluster: 'test' })).toEqual([8, 8]);
  });
});

it('a job that fits in less fits in more, and never more than is free', () => {
  const node = fc.record({
    sure: fc.nat(8),
    cluster: fc.constantFrom('a', 'b', null),
    site: fc.constantFrom('oslo', 'bergen'),
    nvlinkDomain: fc.constantFrom('r1', 'r2', null),
    model: fc.constantFrom('H100', 'A100'),
  });
  fc.assert(
    fc.property(fc.array(node, { maxLength: 12 }), (drawn) => {
      const nodes = drawn.map(({ sure, ...rest }, index) => onNode(`n-${index}`, sure, rest));
      const models = placeModels(nodes);
      expect(models.reduce((sum, { free: { value } }) => sum + value, 0)).toBe(
        drawn.reduce((sum, { sure }) => sum + sure, 0),
      );
      for (const { largest, largestOfWholeNodes, free: all, fragmentation, slots, sites } of models) {
        const gpus = (job: { gpus: number } | null) => job?.gpus ?? 0;
        const growing = [largest.node, largest.cluster, largest.everywhere].map(gpus);
        expect(growing).toEqual(growing.toSorted((one, other) => one - other));
        expect(gpus(largest.everywhere)).toBe(all.value);
        expect(gpus(largest.nvlinkDomain)).toBeLessThanOrEqual(gpus(largest.cluster));
        expect(gpus(largestOfWholeNodes.cluster)).toBeLessThanOrEqual(gpus(largest.cluster));
        if (all.value === 0) expect(fragmentation).toBeNull();
        else expect(fragmentation).toBeCloseTo(1 - gpus(largest.cluster) / all.value);
        for (const slot of slots) {
          expect(slot.gpus * slot.jobs).toBeLessThanOrEqual(all.value);
          if (slot.gpus > gpus(largest.cluster)) expect(slot.jobs).toBe(0);
        }
        expect(slots[0]?.jobs).toBe(all.value);
        expect(sites.reduce((sum, site) => sum + site.free.value, 0)).toBe(all.value);
      }
    }),
    { numRuns: 300 },
  );
});
