import { expect, test } from 'vitest';
import type { GpuCostShare } from '@/lib/analytics/gpu-use/split-bill';
import { parseAmount } from '@/lib/domain/cost/amount';
import type { GpuCostPart } from '@/lib/domain/cost/gpu-use';
import { sumWaste } from './sum-waste';

function share(part: GpuCostPart, amount: string): GpuCostShare {
  const parsed = parseAmount(amount);
  if (parsed === null) throw new RangeError('No amount.');
  return {
    day: '2026-11-08',
    provider: 'aws',
    site: 'oslo',
    team: 'vision',
    gpuModel: 'NVIDIA H100',
    basis: 'billed',
    currency: 'USD',
    part,
    amount: parsed,
  };
}

function costOf(shares: readonly GpuCostShare[]) {
  return sumWaste({ accounts: [], shares, booksOf: new Map(), priceOf: () => null }).costs[0];
}

test('tells how much of a cost waste was measured in, so that a little of it never passes for the whole', () => {
  const cost = costOf([
    share('useful', '6'),
    share('thrown-away', '1'),
    share('idle', '0.5'),
    share('not-allocated', '2.5'),
    share('not-listed', '10'),
    share('not-measured', '80'),
  ]);
  expect(cost).toMatchObject({ total: '100', measured: '10', waste: '4' });
});

test('of what nobody measured knows no waste, which is not none', () => {
  expect(costOf([share('not-measured', '80')])).toMatchObject({ total: '80', measured: '0', waste: null });
  expect(costOf([share('not-listed', '5'), share('not-measured', '3')])).toMatchObject({ measured: '0', waste: null });
  expect(costOf([share('useful', '5')])).toMatchObject({ measured: '5', waste: '0' });
});

test('knows what was measured where credits outweigh it', () => {
  const cost = costOf([share('useful', '5'), share('idle', '-5'), share('not-measured', '1')]);
  expect(cost).toMatchObject({ measured: '0', waste: '-5' });
});
