import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAmount, readAmount } from '@/lib/domain/cost/amount';
import { type GpuUseAccount, noGpuTime } from '@/lib/domain/cost/gpu-use';
import { type GpuBill, type GpuGround, priceTimeByBills, splitGpuBills } from './split-bill';

const dayMs = 86_400_000;
const bill = (amount: string, rest: Partial<GpuBill> = {}): GpuBill => ({
  day: '2026-11-01',
  provider: 'aws',
  site: 'oslo',
  gpuModel: 'NVIDIA H100',
  basis: 'billed',
  currency: 'USD',
  amount: readAmount(amount),
  ...rest,
});
const account = (time: Partial<GpuUseAccount['time']>, rest: Partial<GpuUseAccount> = {}): GpuUseAccount => ({
  day: '2026-11-01',
  provider: 'aws',
  site: 'oslo',
  team: 'vision',
  gpuModel: 'NVIDIA H100',
  connectionId: 'c',
  time: { ...noGpuTime, ...time },
  ...rest,
});
/** Bills that tell no hours, or this much time. */
const ground = (
  accounts: readonly GpuUseAccount[],
  covered: number,
  billed: number | null = null,
  unused: ReturnType<GpuGround['unused']> = null,
): GpuGround => ({
  accounts,
  coveredMs: () => covered,
  billedMs: () => (billed === null ? null : BigInt(billed)),
  unused: () => unused,
});
const told = (shares: ReturnType<typeof splitGpuBills>) => shares.map(({ part, team, amount }) => [part, team, amount]);

describe('a bill for GPUs', () => {
  test('is split over what became of them, in proportion to their time', () => {
    const accounts = [
      account({ useful: 3_600_000, idle: 3_600_000 }),
      account({ 'not-allocated': 7_200_000 }, { team: null }),
    ];
    expect(told(splitGpuBills([bill('100')], ground(accounts, dayMs)))).toEqual([
      ['idle', 'vision', parseAmount('25')],
      ['useful', 'vision', parseAmount('25')],
      ['not-allocated', null, parseAmount('50')],
    ]);
  });

  test('is not measured where nobody accounted for them, for the part of a day that was not, and where nobody measured', () => {
    expect(told(splitGpuBills([bill('7')], ground([account({ useful: 1 }, { site: 'rome' })], dayMs)))).toEqual([
      ['not-measured', null, parseAmount('7')],
    ]);
    const half = splitGpuBills([bill('8')], ground([account({ useful: 1, unknown: 1 })], dayMs / 2));
    expect(told(half)).toEqual([
      ['useful', 'vision', parseAmount('2')],
      ['not-measured', 'vision', parseAmount('2')],
      ['not-measured', null, parseAmount('4')],
    ]);
  });

  test('by rate cards is for the machines of schedulers that no cloud lists', () => {
    const accounts = [account({ useful: 1 }, { provider: 'slurm' }), account({ idle: 3 }, { provider: 'kubernetes' })];
    expect(told(splitGpuBills([bill('8', { provider: 'On-premises' })], ground(accounts, dayMs)))).toEqual([
      ['useful', 'vision', parseAmount('2')],
      ['idle', 'vision', parseAmount('6')],
    ]);
  });

  test('prices time as it is split, and does not price what it is not split over', () => {
    const accounts = [account({ useful: 3_600_000, idle: 3_600_000 })];
    const priceOf = (covered: number) => priceTimeByBills([bill('100')], ground(accounts, covered));
    expect(priceOf(dayMs)(bill('0'), 3_600_000)).toEqual([
      { basis: 'billed', currency: 'USD', amount: parseAmount('50') },
    ]);
    expect(priceOf(dayMs / 4)(bill('0'), 3_600_000).map(({ amount }) => amount)).toEqual([parseAmount('12.5')]);
    expect(priceOf(0)(bill('0'), 3_600_000)).toEqual([]);
    expect(priceOf(dayMs)(bill('0', { site: 'rome' }), 3_600_000)).toEqual([]);
  });

  test('that tells more time than was listed has a part that was not listed, and none where it tells less', () => {
    const accounts = [account({ useful: 3_600_000, idle: 3_600_000 })];
    const split = (covered: number, billed: number) =>
      told(splitGpuBills([bill('100')], ground(accounts, covered, billed)));
    expect(split(dayMs, 4 * 3_600_000)).toEqual([
      ['idle', 'vision', parseAmount('25')],
      ['useful', 'vision', parseAmount('25')],
      ['not-listed', null, parseAmount('50')],
    ]);
    const whole = [
      ['idle', 'vision', parseAmount('50')],
      ['useful', 'vision', parseAmount('50')],
    ];
    expect([split(dayMs, 2 * 3_600_000), split(dayMs, 3_600_000)]).toEqual([whole, whole]);
    // Of half a day nothing is known: half of what was billed is of it.
    expect(split(dayMs / 2, 8 * 3_600_000)).toEqual([
      ['idle', 'vision', parseAmount('12.5')],
      ['useful', 'vision', parseAmount('12.5')],
      ['not-listed', null, parseAmount('25')],
      ['not-measured', null, parseAmount('50')],
    ]);
    expect(told(splitGpuBills([bill('7')], ground([], dayMs, 1)))).toEqual([['not-listed', null, parseAmount('7')]]);
    expect(told(splitGpuBills([bill('7')], ground(accounts, 0, 1)))).toEqual([
      ['not-measured', null, parseAmount('7')],
    ]);
    const [price] = priceTimeByBills([bill('100')], ground(accounts, dayMs, 4 * 3_600_000))(bill('0'), 3_600_000);
    expect(price?.amount).toBe(parseAmount('25'));
  });

  test('that pays for what was bought and not used is split less that, and is no price where it is nothing else', () => {
    const accounts = [account({ useful: 3_600_000, idle: 3_600_000 })];
    const unused = readAmount('60');
    const whole = ground(accounts, dayMs, 7_200_000, { amount: unused, isAll: false });
    expect(told(splitGpuBills([bill('100')], whole))).toEqual([
      ['idle', 'vision', parseAmount('20')],
      ['useful', 'vision', parseAmount('20')],
      ['not-listed', null, unused],
    ]);
    expect(priceTimeByBills([bill('100')], whole)(bill('0'), 3_600_000).map(({ amount }) => amount)).toEqual([
      parseAmount('20'),
    ]);
    const alone = ground(accounts, dayMs, 7_200_000, { amount: unused, isAll: true });
    expect(told(splitGpuBills([bill('60')], alone))).toEqual([['not-listed', null, unused]]);
    expect(priceTimeByBills([bill('60')], alone)(bill('0'), 3_600_000)).toEqual([]);
    expect(told(splitGpuBills([bill('100')], ground([], 0, null, { amount: unused, isAll: false })))).toEqual([
      ['not-listed', null, unused],
      ['not-measured', null, parseAmount('40')],
    ]);
  });

  const places = { provider: fc.constantFrom('aws', 'azure'), site: fc.constantFrom('oslo', 'rome', null) };
  const anyAmount = fc.bigInt(-(10n ** 30n), 10n ** 30n);
  const unusedArb = fc.option(fc.record({ amount: anyAmount, isAll: fc.boolean() }));
  const billArb = fc.record({
    ...places,
    provider: fc.constantFrom('aws', 'azure', null),
    day: fc.constantFrom('2026-11-01', '2026-11-02'),
    amount: anyAmount,
  });
  const ms = fc.integer({ min: 0, max: 288 }).map((steps) => steps * 300_000);
  const accountArb = fc.record({
    ...places,
    day: fc.constantFrom('2026-11-01', '2026-11-02'),
    team: fc.constantFrom('vision', 'speech', null),
    time: fc.record({ 'not-allocated': ms, idle: ms, 'thrown-away': ms, useful: ms, unknown: ms }),
  });

  test('is its parts to the last digit, of each day and in all', () => {
    fc.assert(
      fc.property(
        fc.array(billArb),
        fc.array(accountArb),
        ms,
        fc.option(ms),
        unusedArb,
        (bills, accounts, covered, billed, unused) => {
          const all = bills.map((one) => bill('0', one));
          const listed = accounts.map((one) =>
            account({}, { ...one, provider: one.provider === 'aws' ? 'aws' : 'azure' }),
          );
          const shares = splitGpuBills(all, ground(listed, covered, billed, unused));
          for (const day of ['2026-11-01', '2026-11-02']) {
            const sumOf = (some: readonly GpuBill[]) =>
              some.filter((one) => one.day === day).reduce((sum, { amount }) => sum + amount, 0n);
            expect(sumOf(shares)).toBe(sumOf(all));
          }
        },
      ),
    );
  });
});
