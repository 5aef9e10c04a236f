import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addAmounts, formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import type { OnPremisesPart, RateCard } from '@/lib/domain/cost/rate-card';
import { ofDayNumber, placeInMonth, toDayNumber } from './calendar';
import { findCard, toCardHistories } from './card-of-node';
import { toMeanPower } from './mean-power';
import { type ListedNode, OnPremisesPricing } from './node-day-costs';
import { toCardRates } from './node-rates';
import { toPowerCost } from './power-cost';

const amount = (text: string) => parseAmount(text) ?? -1n;
const card = (parts: Partial<RateCard> = {}): RateCard => ({
  site: 'munich',
  gpuModel: 'NVIDIA H100',
  nodes: '*',
  version: 1,
  validFrom: '2025-01-01',
  withdrawn: false,
  currency: 'EUR',
  purchase: { price: amount('365000'), residual: 0n, on: '2025-01-01', months: 12, retiredOn: null },
  powerPrice: amount('0.25'),
  pue: amount('1.5'),
  ratedWatts: amount('10000'),
  hostWatts: null,
  rackPrice: amount('1000'),
  nodesPerRack: 3,
  staffPrice: amount('7000'),
  overheadPrice: amount('310'),
  ...parts,
});
const node = (name: string, parts: Partial<ListedNode> = {}) => ({
  node: name,
  name,
  site: 'munich',
  cardModel: 'NVIDIA H100',
  cardGpus: 8,
  gpuMilliwatts: null,
  since: null,
  ...parts,
});
const pricing = (...cards: RateCard[]) => new OnPremisesPricing(toCardHistories(cards));

describe('a node on a day', () => {
  test('costs the sum of its parts', () => {
    const { costs, unpriced } = pricing(card()).price('2025-01-15', [node('a')]);
    expect(unpriced).toEqual([]);
    expect(costs[0]?.parts.map(({ part, amount: each }) => [part, each === null ? null : formatAmount(each)])).toEqual([
      ['depreciation', '1000'],
      ['power', '90'],
      ['space', '10.752688172043010752688172'],
      ['staff', '225.806451612903225806451613'],
      ['network-and-storage', '10'],
    ]);
  });

  test('is told without what is not known, and never as nought', () => {
    const unknown = card({ purchase: null, powerPrice: null, rackPrice: null, staffPrice: null, overheadPrice: 0n });
    const [cost] = pricing(unknown).price('2025-01-15', [node('a')]).costs;
    expect(cost?.parts).toEqual([
      { part: 'depreciation', amount: null },
      { part: 'power', amount: null },
      { part: 'space', amount: null },
      { part: 'staff', amount: null },
    ]);
  });

  test('is priced by the card that names it best, by the version in force', () => {
    const histories = toCardHistories([
      card({ nodes: '*' }),
      card({ nodes: 'hall-*' }),
      card({ nodes: 'hall-7' }),
      card({ nodes: 'hall-7', version: 2, validFrom: '2025-03-01', withdrawn: true }),
    ]);
    const named = (name: string, day: string) => findCard(histories, node(name), day)?.inForceOn(day)?.nodes;
    expect(named('x', '2025-02-01')).toBe('*');
    expect(named('hall-1', '2025-02-01')).toBe('hall-*');
    expect(named('hall-7', '2025-02-01')).toBe('hall-7');
    expect(named('hall-7', '2025-03-01')).toBe('hall-*');
    expect(named('x', '2024-12-31')).toBeUndefined();
    expect(findCard(histories, node('x', { site: 'oslo' }), '2025-02-01')).toBeNull();
    expect(findCard(histories, node('x', { cardModel: null }), '2025-02-01')).toBeNull();
  });

  test('that is not listed loses its value alone, where its card tells what it was', () => {
    const { costs, unpriced } = pricing(card()).price(
      '2025-01-15',
      [node('a')],
      [node('b'), node('c', { site: 'oslo' })],
    );
    expect(unpriced).toEqual([]);
    expect(costs.map(({ node: { name }, isListed }) => [name, isListed])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    expect(costs[1]?.parts).toEqual([{ part: 'depreciation', amount: amount('1000') }]);
    expect(pricing(card({ purchase: null })).price('2025-01-15', [], [node('b')]).costs).toEqual([]);
  });

  test('costs the measured power of its GPUs and that of its host, where both are known', () => {
    const measured = toPowerCost(card({ hostWatts: amount('2000') }), 4_000_000n);
    expect(measured).toMatchObject({ basis: 'measured', kilowattHours: amount('216'), cost: amount('54') });
    expect(toPowerCost(card(), 4_000_000n)).toMatchObject({ basis: 'rated', cost: amount('90') });
    expect(toPowerCost(card({ ratedWatts: null }), null)).toBeNull();
  });
});

test('staff, space and overhead of a month add up to the month, whichever nodes share them', () => {
  const months = fc.integer({ min: toDayNumber('2023-01-01'), max: toDayNumber('2028-12-31') }).map(ofDayNumber);
  const prices = fc.bigInt({ min: 1n, max: 10n ** 30n });
  fc.assert(
    fc.property(months, fc.integer({ min: 1, max: 5 }), prices, prices, prices, (day, nodes, staff, rack, overhead) => {
      const month = day.slice(0, 7);
      const priced = pricing(
        card({
          validFrom: '2020-01-01',
          staffPrice: staff,
          rackPrice: rack,
          nodesPerRack: nodes,
          overheadPrice: overhead,
        }),
      );
      const listed = Array.from({ length: nodes }, (_, index) => node(`n${index}`));
      const sums = new Map<OnPremisesPart, bigint>();
      for (let date = 0; date < placeInMonth(`${month}-01`).days; date += 1)
        for (const { parts } of priced.price(ofDayNumber(toDayNumber(`${month}-01`) + date), listed).costs)
          for (const { part, amount: each } of parts) sums.set(part, addAmounts(sums.get(part) ?? 0n, each ?? 0n));
      expect([sums.get('staff'), sums.get('space'), sums.get('network-and-storage')]).toEqual([
        staff,
        rack,
        overhead * BigInt(nodes),
      ]);
    }),
    { numRuns: 25 },
  );
});

describe('the rates of a card', () => {
  test('are the mean over its nodes, and over all their GPUs', () => {
    const { rates, unpriced } = toCardRates(toCardHistories([card({ staffPrice: null })]), '2025-01-15', {
      listed: [node('a'), node('b'), node('c', { site: 'oslo' })],
      absent: [node('d'), node('e', { site: 'oslo' })],
    });
    const [own] = rates;
    expect(own).toMatchObject({ nodes: 2, gpus: 16, measuredNodes: 0, absentNodes: 1, total: { atLeast: true } });
    const power = own?.parts.find(({ part }) => part === 'power');
    expect(power).toMatchObject({ perNodeHour: amount('3.75'), perGpuHour: amount('0.46875') });
    expect(own?.parts.find(({ part }) => part === 'staff')).toMatchObject({ perNodeHour: null });
    expect(unpriced.map(({ node: name }) => name)).toEqual(['c']);
  });

  test('are those of a single node while none is listed, and then of no GPU', () => {
    const { rates } = toCardRates(toCardHistories([card()]), '2025-01-15', { listed: [], absent: [] });
    expect(rates[0]).toMatchObject({ nodes: 0, gpus: 0, total: { perGpuHour: null, atLeast: false } });
  });
});

test('the power of a node is measured when each of its devices is, for most of the day', () => {
  const hours = (device: string, measured: number, watts: number) => ({
    device,
    sum: Float64Array.from({ length: 24 }, (_, hour) => (hour < measured ? watts * 60 : 0)),
    count: Float64Array.from({ length: 24 }, (_, hour) => (hour < measured ? 60 : 0)),
  });
  expect(toMeanPower([hours('0', 24, 400.5), hours('1', 20, 300)], 2)).toEqual({ milliwatts: 700_500n, hours: 44 });
  expect(toMeanPower([hours('0', 24, 400), hours('0', 22, 900), hours('1', 19, 300)], 2)).toBeNull();
  expect(toMeanPower([hours('0', 24, 400)], 0)).toBeNull();
});
