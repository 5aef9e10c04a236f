import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Amount, parseAmount } from '@/lib/domain/cost/amount';
import type { CommitmentClass, CommitmentSum, SumFigure, ToldSum } from '@/lib/domain/cost/commitment-sum';
import { toCoverage, toSpotShare } from './coverage';
import { judgeCommitment } from './judge-commitment';
import { findUnnamedProviders, type UnnamedProviders } from './unnamed-providers';

const money = (text: string): Amount => {
  const amount = parseAmount(text);
  if (amount === null) throw new RangeError(text);
  return amount;
};

type Costs = { [cost in 'billed' | 'effective' | 'onDemand']?: string | null };

function sum(
  kind: CommitmentClass,
  costs: Costs,
  { told, ...rest }: Partial<Omit<CommitmentSum, 'told'>> & { told?: { [figure in SumFigure]?: ToldSum } } = {},
): CommitmentSum {
  const of = (text: string | null | undefined): ToldSum => ({
    amount: text === null ? null : money(text ?? '0'),
    rows: 1,
    untold: text === null ? 1 : 0,
  });
  return {
    basis: 'billed',
    provider: 'aws',
    currency: 'USD',
    value: 'one',
    class: kind,
    capacity: 'compute',
    isEligible: ['covered', 'unnamed', 'untold', 'on-demand'].includes(kind),
    told: {
      billed: of(costs.billed),
      effective: of(costs.effective),
      onDemand: of(costs.onDemand),
      quantity: of(null),
      hours: of(null),
      gpuHours: of(null),
      ...told,
    },
    ...rest,
  };
}

const told = (text: string): ToldSum => ({ amount: money(text), rows: 1, untold: 0 });
const none: UnnamedProviders = new Set();

describe('what a commitment is worth', () => {
  const month = [
    sum('covered', { effective: '63', onDemand: '91' }, { told: { quantity: told('70') } }),
    sum('unused', { effective: '27' }, { told: { quantity: told('30') } }),
    sum('purchase', { billed: '90', onDemand: '90' }, { told: { quantity: told('100') } }),
  ];

  it('is used, unused, saved and wasted', () => {
    const { utilisation, savings, netSavings, balance, quantity, unused } = judgeCommitment(month, none);
    expect(utilisation).toMatchObject({ part: money('63'), whole: money('90'), share: 0.7, atLeast: false });
    expect(unused.amount).toBe(money('27'));
    expect(savings).toEqual({ amount: money('28'), atLeast: false });
    expect(netSavings).toEqual({ amount: money('1'), atLeast: false });
    expect(balance).toBe(0n);
    expect(quantity).toEqual({ used: money('70'), unused: money('30'), purchased: money('100') });
  });

  it('can cost more than it saves', () => {
    const poor = [sum('covered', { effective: '80', onDemand: '91' }), sum('unused', { effective: '40' })];
    expect(judgeCommitment(poor, none).netSavings.amount).toBe(money('-29'));
  });

  it('has savings that are a floor where a price is not told, and unknown where none is', () => {
    const some = [...month, sum('covered', { effective: '10', onDemand: null })];
    expect(judgeCommitment(some, none).savings).toEqual({ amount: money('18'), atLeast: true });
    const priceless = [sum('covered', { effective: '10', onDemand: null })];
    expect(judgeCommitment(priceless, none).savings).toEqual({ amount: null, atLeast: true });
    const unknown = [...month, sum('covered', { effective: null, onDemand: '10' })];
    expect(judgeCommitment(unknown, none).savings.amount).toBeNull();
  });

  it('has no utilisation where the bill does not say whether it was used', () => {
    expect(judgeCommitment([...month, sum('untold', { effective: '1' })], none).utilisation).toMatchObject({
      share: null,
      atLeast: true,
    });
  });

  it('has no waste, use or savings of nought where a bill does not name what covered usage', () => {
    const google = [
      sum('unnamed', { onDemand: '100' }, { provider: 'google-cloud', value: null }),
      sum('purchase', { billed: '70', effective: '70' }, { provider: 'google-cloud', value: 'fee' }),
    ];
    const unnamed = findUnnamedProviders(google);
    const alone = judgeCommitment(google, unnamed);
    expect([alone.used.amount, alone.unused.amount, alone.savings.amount]).toEqual([null, null, null]);
    expect(alone.utilisation).toMatchObject({ share: null });
    // What the fees bought is known, and so is what having them saved.
    expect(alone.onDemand.amount).toBe(money('100'));
    expect(alone.netSavings.amount).toBe(money('30'));

    const both = judgeCommitment([...month, ...google], unnamed);
    expect(both.used).toMatchObject({ amount: money('63'), untold: 2 });
    expect(both.utilisation).toMatchObject({ share: 0.7, atLeast: true });
    expect(both.savings.amount).toBeNull();
    expect(both.netSavings.amount).toBe(money('31'));

    const fee = judgeCommitment(google.slice(1), unnamed);
    expect([fee.used.amount, fee.unused.amount, fee.netSavings.amount]).toEqual([null, null, null]);
    expect(fee.billed).toMatchObject({ amount: money('70'), untold: 0 });
    const usage = judgeCommitment(google.slice(0, 1), unnamed);
    expect([usage.billed.amount, usage.amortised.amount, usage.balance]).toEqual([null, null, null]);
    const withoutFee = judgeCommitment([...month, ...google.slice(0, 1)], unnamed);
    expect(withoutFee.billed).toMatchObject({ amount: money('90'), untold: 1 });
    expect(withoutFee.netSavings.amount).toBeNull();
  });

  it('splits all that names it: used, unused and the rest add up, and so does billed over a whole term', () => {
    const cents = fc.integer({ min: 0, max: 10 ** 9 }).map((value) => (value / 100).toFixed(2));
    fc.assert(
      fc.property(fc.array(fc.tuple(cents, cents)), (days) => {
        const used = days.map(([effective]) => sum('covered', { effective, onDemand: effective }));
        const unused = days.map(([, effective]) => sum('unused', { effective }));
        const fees = days.map(([one, other]) =>
          sum('purchase', {
            billed: ((Math.round(Number(one) * 100) + Math.round(Number(other) * 100)) / 100).toFixed(2),
          }),
        );
        const all = judgeCommitment([...used, ...unused, ...fees], none);
        const told = (amount: Amount | null) => (amount === null ? 0n : amount);
        expect(told(all.used.amount) + told(all.unused.amount)).toBe(told(all.amortised.amount));
        if (days.length > 0) expect(all.balance).toBe(0n);
      }),
    );
  });
});

describe('coverage', () => {
  const used = [
    sum('covered', { onDemand: '30' }),
    sum('on-demand', { onDemand: '70' }),
    sum('on-demand', { onDemand: '500' }, { isEligible: false }),
    sum('spot', { onDemand: '500' }),
  ];

  it('is what covered usage would cost on demand, of that and eligible on-demand usage', () => {
    expect(toCoverage(used)).toMatchObject({ share: 0.3, atLeast: false });
  });

  it('is of what is told where a price is missing, and nothing where none is told', () => {
    expect(toCoverage([...used, sum('on-demand', { onDemand: null })])).toMatchObject({
      share: 0.3,
      atLeast: true,
    });
    expect(toCoverage([sum('covered', { onDemand: null })])).toMatchObject({ share: null, part: null });
    expect(toCoverage([])).toMatchObject({ share: null, whole: null });
  });

  it('is nought, and known, where nothing is covered', () => {
    expect(toCoverage([sum('on-demand', { onDemand: '5' })])).toMatchObject({ part: 0n, share: 0 });
  });
});

describe('the share of spot', () => {
  const hours = (text: string) => ({
    told: { hours: told(text), gpuHours: told(text) },
    capacity: 'gpu' as const,
  });
  const used = [
    sum('spot', { effective: '10' }, hours('30')),
    sum('on-demand', { effective: '20' }, hours('10')),
    sum('covered', { effective: '10' }, { capacity: 'compute', told: { hours: told('60') } }),
    sum('other', { effective: '60' }, { capacity: 'other', told: { hours: told('5') } }),
  ];

  it('is of the capacity asked for, in cost and in hours', () => {
    expect(toSpotShare(used, ['gpu'], 'effective', none).share).toBeCloseTo(1 / 3, 8);
    expect(toSpotShare(used, ['gpu', 'compute'], 'effective', none).share).toBe(0.25);
    expect(toSpotShare(used, ['gpu'], 'gpuHours', none).share).toBe(0.75);
    expect(toSpotShare(used, ['gpu', 'compute'], 'hours', none)).toMatchObject({ share: 0.3, atLeast: false });
  });

  it('is a floor where a bill does not say how usage was priced, and not known where it says so of none', () => {
    const unsaid = sum('other', { effective: '10' }, hours('10'));
    expect(toSpotShare([...used, unsaid], ['gpu'], 'effective', none)).toMatchObject({ share: 0.25, atLeast: true });
    expect(toSpotShare([unsaid], ['gpu'], 'effective', none)).toMatchObject({ part: null, share: null, atLeast: true });
  });

  it('by cost leaves out whose covered usage bears none of what it cost', () => {
    const unnamed = [...used, sum('unnamed', { effective: '0' }, { provider: 'google-cloud', ...hours('40') })];
    const providers = findUnnamedProviders(unnamed);
    expect(toSpotShare(unnamed, ['gpu'], 'effective', providers)).toMatchObject({
      share: expect.closeTo(1 / 3, 8),
      atLeast: true,
    });
    expect(toSpotShare(unnamed, ['gpu'], 'gpuHours', providers)).toMatchObject({ share: 0.375, atLeast: false });
    expect(toSpotShare(unnamed.slice(-1), ['gpu'], 'effective', providers)).toMatchObject({ share: null, whole: null });
  });

  it('says where hours are not told', () => {
    expect(toSpotShare([...used, sum('spot', {}, { capacity: 'gpu' })], ['gpu'], 'gpuHours', none)).toMatchObject({
      share: 0.75,
      atLeast: true,
    });
  });
});
