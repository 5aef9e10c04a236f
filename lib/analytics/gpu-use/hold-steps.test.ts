import { describe, expect, test } from 'vitest';
import type { GpuHolder } from '@/lib/domain/gpu/fleet';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { planFleet } from '../gpus/fleet/plan-fleet';
import { testNow, toTestResource } from '../gpus/fleet/test-fleet';
import { free } from './classify-steps';
import { type HoldFacts, type HostMeasures, holdSteps } from './hold-steps';
import { type KeptRun, RunsOnNodes } from './runs-on-nodes';
import { useStepMs } from './use-steps';

const startMs = testNow.getTime();
const steps = { startMs, count: 3 };
const size = 4;

const toRun = (id: string, rest: Partial<KeptRun> = {}): KeptRun => ({
  id,
  resourceId: `resource-${id}`,
  connectionId: 'cluster',
  system: 'kubernetes',
  name: id,
  namespace: 'research',
  madeBy: null,
  site: 'munich',
  team: 'vision',
  owner: null,
  startedAt: new Date(0),
  endedAt: null,
  outcome: 'running',
  reason: null,
  isService: false,
  checkpointAt: null,
  holdings: [{ node: 'n1', count: size, indexes: null }],
  gpuModel: null,
  gpuCount: null,
  lastSeenAt: testNow,
  ...rest,
});

interface Given {
  runs?: KeptRun[];
  shares?: (number | null)[];
  named?: GpuHolder[];
  isWhole?: boolean;
  resource?: Partial<GpuResource>;
  seenUntilMs?: number;
}

/** Who had each of four devices in each of three steps. */
function hold({ runs = [], shares = [], named = [], isWhole = true, resource, seenUntilMs = startMs * 2 }: Given) {
  const [machine] = planFleet([toTestResource('n1', { gpuCount: size, ...resource })]).machines;
  const [host] = machine?.hosts ?? [];
  if (host === undefined) throw new Error('The machine has a host.');
  const of = <T>(toValue: (place: number) => T) =>
    Array.from({ length: size }, (_, place) => Array.from({ length: steps.count }, () => toValue(place)));
  const measures: HostMeasures = {
    shares: of((place) => shares[place] ?? null),
    named: of((place) => (place === 0 ? named : [])),
    isWatched: of(() => named.length > 0),
    allocated: [],
  };
  const facts: HoldFacts = {
    runs: new RunsOnNodes(runs),
    isIndexed: () => true,
    isWhole: () => isWhole,
    seenUntilMs: () => seenUntilMs,
  };
  return holdSteps(host, measures, facts, steps);
}

const holdersAt = (held: ReturnType<typeof hold>, step: number) => held.map((ofPlace) => ofPlace[step]?.holder);

describe('who had a device in a step', () => {
  test('is who ran then, and nobody before and after', () => {
    const middle = { startedAt: new Date(startMs + useStepMs), endedAt: new Date(startMs + 2 * useStepMs) };
    const held = hold({ runs: [toRun('a', middle)] });
    expect(holdersAt(held, 0)).toEqual(Array(size).fill(free));
    expect(held[2]?.[1]).toEqual({ holder: 'a', team: 'vision', runId: 'a' });
    expect(holdersAt(held, 2)).toEqual(Array(size).fill(free));
  });

  test('is not known where the work was not listed whole, but where what is known fills the node', () => {
    expect(holdersAt(hold({ isWhole: false }), 0)).toEqual(Array(size).fill(null));
    expect(holdersAt(hold({ isWhole: false, runs: [toRun('a')] }), 0)).toEqual(Array(size).fill('a'));
  });

  test('is not known while something ran of which nobody tells what it had', () => {
    const untold = toRun('x', { holdings: null, endedAt: new Date(startMs + useStepMs) });
    const held = hold({ runs: [untold] });
    expect([holdersAt(held, 0)[0], holdersAt(held, 1)[0]]).toEqual([null, free]);
  });

  test('is whom metrics named, and nobody where they would have named somebody', () => {
    const named: GpuHolder = {
      kind: 'pod',
      namespace: 'research',
      name: 'a',
      resourceId: null,
      team: null,
      owner: null,
    };
    const held = hold({ isWhole: false, named: [named], runs: [toRun('a', { holdings: [] })] });
    expect(held[0]?.[0]).toEqual({ holder: 'a', team: 'vision', runId: 'a' });
    expect(holdersAt(held, 0).slice(1)).toEqual([free, free, free]);
  });

  test('of devices that nobody can tell apart is so many as are held: those that work, and of the others what is left', () => {
    const half = [toRun('a', { holdings: [{ node: 'n1', count: 2, indexes: null }] })];
    expect(holdersAt(hold({ runs: half, shares: [0, 0.9, 0, 0] }), 0)).toEqual(['a', 'a', free, free]);
    expect(holdersAt(hold({ runs: half, shares: [0, 0.9, 0.9, 0] }), 0)).toEqual([free, 'a', 'a', free]);
    expect(holdersAt(hold({ runs: half, shares: [0, 0.9, null, 0] }), 0)).toEqual([null, null, null, null]);
  });

  test('is the machine itself where it stands alone, as long as it was listed', () => {
    const alone = { kind: 'compute-instance', provider: 'aws', machine: 'aws i-1', team: 'speech' } as const;
    const held = hold({ resource: alone, seenUntilMs: startMs + useStepMs });
    expect(held[0]?.map(({ holder, team }) => [holder, team])).toEqual([
      ['n1', 'speech'],
      [null, null],
      [null, null],
    ]);
  });
});
