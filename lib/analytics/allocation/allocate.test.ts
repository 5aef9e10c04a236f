import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PoolSplit } from '@/lib/domain/cost/allocation-rules';
import { addAmounts, readAmount } from '@/lib/domain/cost/amount';
import { type Allocation, type AllocationRecipe, allocate, type CostPart } from './allocate';

const team = fc.constantFrom('vision', 'speech', 'robots', 'search', 'ops');
const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const hours = fc.bigInt({ min: 0n, max: 10n ** 9n });
const teams = fc.uniqueArray(team, { minLength: 1 });
const split: fc.Arbitrary<PoolSplit> = fc.oneof(
  teams.map((names): PoolSplit => ({ by: 'even', teams: names })),
  fc.record({
    by: fc.constantFrom('proportional' as const, 'usage' as const),
    teams: fc.option(teams),
  }),
  teams.map((names): PoolSplit => ({ by: 'fixed', shares: toFixedShares(names) })),
);

/** Shares that add up to 100, of which the first takes what is left. */
function toFixedShares(names: readonly string[]) {
  const rest = names.slice(1).map((name) => ({ team: name, percent: '7.125' }));
  const first = (100_000 - 7_125 * rest.length) / 1000;
  return names
    .slice(0, 1)
    .map((name) => ({ team: name, percent: String(first) }))
    .concat(rest);
}

const part: fc.Arbitrary<CostPart> = fc.record({
  team: fc.option(team),
  pool: fc.option(fc.integer({ min: 0, max: 2 })),
  amount,
  gpu: amount,
  accountedGpu: amount,
});
const recipe: fc.Arbitrary<AllocationRecipe> = fc.record({
  pools: fc.tuple(split, split, split),
  idle: fc.constantFrom('separate' as const, 'spread' as const),
  gpuHours: fc.array(fc.tuple(team, fc.bigInt({ min: -1000n, max: 10n ** 9n }))).map((pairs) => new Map(pairs)),
  idleHours: fc.option(
    fc
      .array(fc.tuple(fc.option(team), hours, hours))
      .map((pairs) => new Map(pairs.map(([name, idle, more]) => [name, { idle, accounted: idle + more }]))),
  ),
});

/** Everything that stands in a row of its own. */
const addUp = ({ teams: borne, unallocated, idle, unsplit }: Allocation) =>
  addAmounts(
    ...borne.map(({ total }) => total),
    unallocated.total,
    ...(idle === null ? [] : [idle.amount]),
    ...unsplit.map((one) => one.amount),
  );
const wholeOf = (parts: readonly CostPart[]) => addAmounts(...parts.map((one) => one.amount));

describe('for any costs, credits among them, and any rules', () => {
  const parts = fc.array(part, { maxLength: 30 });

  it('the parts add up to the whole to the last digit', () => {
    fc.assert(
      fc.property(parts, recipe, (given, rules) => {
        const told = allocate(given, rules);
        expect(told.whole).toBe(wholeOf(given));
        expect(addUp(told)).toBe(told.whole);
      }),
    );
  });

  it('a team’s columns add up to its total', () => {
    fc.assert(
      fc.property(parts, recipe, (given, rules) => {
        for (const { direct, idleOut, fromPools, idleIn, total } of allocate(given, rules).teams) {
          const added = [direct, ...fromPools, idleIn].filter((one) => one !== null);
          expect(addAmounts(...added) - addAmounts(...[idleOut].filter((one) => one !== null))).toBe(total);
        }
      }),
    );
  });

  it('putting idle elsewhere changes no total, and neither does calling teams otherwise', () => {
    const regrouped = { vision: 'lab', speech: 'lab', robots: 'factory', search: 'factory', ops: 'ops' };
    const rename = (name: string | null) => (name === null ? null : regrouped[name as keyof typeof regrouped]);
    fc.assert(
      fc.property(parts, recipe, (given, rules) => {
        const whole = addUp(allocate(given, rules));
        expect(addUp(allocate(given, { ...rules, idle: 'spread' }))).toBe(whole);
        expect(addUp(allocate(given, { ...rules, idle: 'separate' }))).toBe(whole);
        expect(addUp(allocate(given, { ...rules, idleHours: null }))).toBe(whole);
        const moved = given.map((one) => ({ ...one, team: rename(one.team) }));
        expect(addUp(allocate(moved, rules))).toBe(whole);
      }),
    );
  });

  it('the order of pools and of rows changes nobody’s share', () => {
    fc.assert(
      fc.property(parts, recipe, (given, rules) => {
        const turned = given.map((one) => ({ ...one, pool: one.pool === null ? null : 2 - one.pool })).toReversed();
        const there = allocate(given, rules);
        const back = allocate(turned, { ...rules, pools: rules.pools.toReversed() });
        const byTeam = ({ teams: borne }: Allocation) => new Map(borne.map(({ team: name, total }) => [name, total]));
        expect(byTeam(back)).toEqual(byTeam(there));
        expect(back.unallocated).toEqual(there.unallocated);
        expect(back.idle).toEqual(there.idle);
      }),
    );
  });
});

const none: AllocationRecipe = { pools: [], idle: 'separate', gpuHours: new Map(), idleHours: null };
const own = (name: string | null, cost: string, gpu = '0', accounted = gpu): CostPart => ({
  team: name,
  pool: null,
  amount: readAmount(cost),
  gpu: readAmount(gpu),
  accountedGpu: readAmount(accounted),
});
const shared = (cost: string, pool = 0, name: string | null = null): CostPart => ({
  team: name,
  pool,
  amount: readAmount(cost),
  gpu: 0n,
  accountedGpu: 0n,
});
const sharesOf = (told: Allocation) =>
  Object.fromEntries(told.teams.map(({ team: name, fromPools }) => [name, fromPools[0]]));

describe('a pool', () => {
  const costs = [own('vision', '30'), own('speech', '10'), own('robots', '-5'), own(null, '7'), shared('8')];

  it('is split evenly among the teams named, whether they have costs or not', () => {
    const told = allocate(costs, { ...none, pools: [{ by: 'even', teams: ['speech', 'nobody-yet'] }] });
    expect(sharesOf(told)).toEqual({
      vision: null,
      speech: readAmount('4'),
      robots: null,
      'nobody-yet': readAmount('4'),
    });
    expect(told.teams.find(({ team: name }) => name === 'nobody-yet')?.direct).toBeNull();
    expect(told.unallocated.total).toBe(readAmount('7'));
  });

  it('is split by the teams’ own costs, of which a credit bears nothing', () => {
    const told = allocate(costs, { ...none, pools: [{ by: 'proportional', teams: null }] });
    expect(sharesOf(told)).toEqual({ vision: readAmount('6'), speech: readAmount('2'), robots: null });
    const two = allocate(costs, { ...none, pools: [{ by: 'proportional', teams: ['speech', 'robots'] }] });
    expect(sharesOf(two)).toEqual({ vision: null, speech: readAmount('8'), robots: null });
  });

  it('is split by GPU-hours and by fixed shares', () => {
    const gpuHours = new Map([
      ['vision', 1n],
      ['robots', 3n],
    ]);
    const usage = allocate(costs, { ...none, gpuHours, pools: [{ by: 'usage', teams: null }] });
    expect(sharesOf(usage)).toEqual({ vision: readAmount('2'), speech: null, robots: readAmount('6') });
    const shares = [
      { team: 'vision', percent: '12.5' },
      { team: 'speech', percent: '87.5' },
    ];
    const fixed = allocate(costs, { ...none, pools: [{ by: 'fixed', shares }] });
    expect(sharesOf(fixed)).toEqual({ vision: readAmount('1'), speech: readAmount('7'), robots: null });
  });

  it('stands alone with the reason where nobody can bear it', () => {
    const pools: PoolSplit[] = [
      { by: 'usage', teams: null },
      { by: 'proportional', teams: ['robots', 'nobody'] },
    ];
    const told = allocate([...costs, shared('-3', 1)], { ...none, pools });
    expect(told.unsplit).toEqual([
      { pool: 0, amount: readAmount('8'), reason: 'no-gpu-hours' },
      { pool: 1, amount: readAmount('-3'), reason: 'no-direct-cost' },
    ]);
    expect(addUp(told)).toBe(readAmount('47'));
  });

  it('takes costs of a team too, which then are no direct costs of it', () => {
    const told = allocate([own('vision', '1'), shared('9', 0, 'speech')], {
      ...none,
      pools: [{ by: 'proportional', teams: null }],
    });
    expect(told.teams.map(({ team: name, total }) => [name, total])).toEqual([['vision', readAmount('10')]]);
  });
});

describe('idle cost', () => {
  const costs = [own('vision', '100', '80'), own('speech', '50', '20'), own(null, '10', '10')];
  const idleHours = new Map([
    ['vision', { idle: 1n, accounted: 4n }],
    [null, { idle: 1n, accounted: 1n }],
  ]);

  it('stands in a row of its own: GPU cost times idle hours over hours accounted', () => {
    const told = allocate(costs, { ...none, idleHours });
    expect(told.idle).toEqual({ amount: readAmount('30'), reason: 'separate' });
    expect(told.teams).toMatchObject([
      { team: 'vision', direct: readAmount('100'), idleOut: readAmount('20'), total: readAmount('80') },
      { team: 'speech', direct: readAmount('50'), idleOut: null, total: readAmount('50') },
    ]);
    expect(told.unallocated).toEqual({ direct: readAmount('10'), idleOut: readAmount('10'), total: 0n });
  });

  it('is spread by GPU cost where the rules say so', () => {
    const told = allocate(costs, { ...none, idleHours, idle: 'spread' });
    expect(told.idle).toBeNull();
    expect(told.teams.map(({ team: name, idleIn, total }) => [name, idleIn, total])).toEqual([
      ['vision', readAmount('24'), readAmount('104')],
      ['speech', readAmount('6'), readAmount('56')],
    ]);
  });

  it('is of the GPU cost that hours were accounted for, and is spread by all of it', () => {
    const partly = [own('vision', '100', '80', '40'), own('speech', '50', '20', '0')];
    const told = allocate(partly, { ...none, idleHours, idle: 'spread' });
    expect(told.teams.map(({ team: name, idleOut, idleIn }) => [name, idleOut, idleIn])).toEqual([
      ['vision', readAmount('10'), readAmount('8')],
      ['speech', null, readAmount('2')],
    ]);
  });

  it('stays where no team has GPUs, and is not known where nobody measured it', () => {
    const nobody = allocate([own(null, '10', '10')], { ...none, idleHours, idle: 'spread' });
    expect(nobody.idle).toEqual({ amount: readAmount('10'), reason: 'no-gpu-cost' });
    const told = allocate(costs, none);
    expect(told.idle).toBeNull();
    expect(told.teams.map(({ idleOut }) => idleOut)).toEqual([null, null]);
  });
});
