import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMonths, ofDayNumber, placeInMonth, toDayNumber } from '@/lib/analytics/on-premises/calendar';
import type { OnPremisesRow } from '@/lib/analytics/on-premises/to-focus-rows';
import { addAmounts, parseAmount } from '@/lib/domain/cost/amount';
import type { Day, Purchase, RateCard } from '@/lib/domain/cost/rate-card';
import type { NodeDay } from '@/lib/store/on-premises/node-days';
import { toMonthRows } from './month-rows';

const amount = (text: string) => parseAmount(text) ?? -1n;
const card = (parts: Partial<RateCard> = {}): RateCard => ({
  site: 'munich',
  gpuModel: 'NVIDIA H100',
  nodes: '*',
  version: 1,
  validFrom: '2025-01-01',
  withdrawn: false,
  currency: 'EUR',
  purchase: { price: amount('365'), residual: 0n, on: '2025-01-01', months: 12, retiredOn: null },
  powerPrice: 0n,
  pue: amount('1'),
  ratedWatts: 0n,
  hostWatts: null,
  rackPrice: 0n,
  nodesPerRack: 1,
  staffPrice: 0n,
  overheadPrice: 0n,
  ...parts,
});
const nodeDay = (day: Day, name: string, parts: Partial<NodeDay> = {}): NodeDay => ({
  day,
  node: `kubernetes/${name}`,
  site: 'munich',
  name,
  nativeId: `hall/${name}`,
  provider: 'kubernetes',
  team: null,
  owner: null,
  machineType: null,
  gpuModel: 'NVIDIA H100',
  gpuCount: 8,
  gpuMilliwatts: null,
  ...parts,
});

/** The rows of each month from one to another, each made of what is stored before it and in it. */
function* tell(
  cards: readonly RateCard[],
  nodeDays: readonly NodeDay[],
  first: Day,
  last: Day,
): Generator<OnPremisesRow> {
  for (let from = `${first.slice(0, 7)}-01`; from <= last; from = addMonths(from, 1)) {
    const to = ofDayNumber(toDayNumber(from) + placeInMonth(from).days - 1);
    const before = new Map(nodeDays.filter(({ day }) => day < from).map((each) => [each.node, each]));
    const earlier = [...before.values()].sort((one, other) => (one.day < other.day ? -1 : 1));
    const own = nodeDays.filter(({ day }) => day >= from && day <= to);
    const munich = nodeDays
      .filter(({ site }) => site === 'munich')
      .toSorted((one, other) => (one.day < other.day ? 1 : -1));
    const firstDays = new Map(munich.map(({ node, day }) => [node, day]));
    yield* toMonthRows({ site: 'munich', from, to, cards, earlier, firstDays, nodeDays: own, assumed: [] });
  }
}

function sumOf(rows: Iterable<OnPremisesRow>): bigint {
  return addAmounts(
    ...[...rows].flatMap(({ ServiceName, EffectiveCost }) =>
      ServiceName === 'Depreciation' && EffectiveCost !== null ? [amount(EffectiveCost)] : [],
    ),
  );
}

const start = toDayNumber('2024-01-15');
const prices = fc.bigInt({ min: 0n, max: 10n ** 31n });
const bought = fc.record({
  price: prices,
  share: fc.integer({ min: 0, max: 100 }),
  months: fc.integer({ min: 1, max: 14 }),
});
const toPurchase = ({ price, share, months }: { price: bigint; share: number; months: number }): Purchase => ({
  price,
  residual: (price * BigInt(share)) / 100n,
  on: ofDayNumber(start),
  months,
  retiredOn: null,
});

describe('what is lost of a node’s value', () => {
  test('adds up to the purchase less the residual value, on whichever days it is listed and whenever it is given up', () => {
    const offsets = fc.uniqueArray(fc.integer({ min: 1, max: 450 }), { maxLength: 40 });
    const retirements = fc.record({
      after: fc.integer({ min: 0, max: 400 }),
      toldAfter: fc.integer({ min: 1, max: 430 }),
      /** Told on the card of all nodes, or on one that names this node. */
      nodes: fc.constantFrom('*', 'dgx-1'),
    });
    fc.assert(
      fc.property(bought, offsets, fc.option(retirements), (terms, listed, retirement) => {
        const purchase = toPurchase(terms);
        const cards = [card({ validFrom: purchase.on, purchase })];
        if (retirement !== null)
          cards.push(
            card({
              nodes: retirement.nodes,
              version: retirement.nodes === '*' ? 2 : 1,
              validFrom: ofDayNumber(start + retirement.toldAfter),
              purchase: { ...purchase, retiredOn: ofDayNumber(start + retirement.after) },
            }),
          );
        const days = [0, ...listed.toSorted((one, other) => one - other)];
        const nodeDays = days.map((offset) => nodeDay(ofDayNumber(start + offset), 'dgx-1'));
        const rows = tell(cards, nodeDays, purchase.on, ofDayNumber(start + 470));
        expect(sumOf(rows)).toBe(purchase.price - purchase.residual);
      }),
      { numRuns: 30 },
    );
  });

  test('begins with the day on which it was listed first, and is told without GPU hours while it is not listed', () => {
    const rows = [...tell([card()], [nodeDay('2025-01-03', 'dgx-1')], '2025-01-01', '2025-01-31')];
    expect(rows.map(({ ChargePeriodStart }) => ChargePeriodStart)).toHaveLength(29);
    expect(rows[0]).toMatchObject({ EffectiveCost: '1', x_GpuHours: '192', x_GpuModel: 'NVIDIA H100' });
    expect(rows[1]).toMatchObject({
      ChargePeriodStart: '2025-01-04T00:00:00Z',
      EffectiveCost: '1',
      ChargeDescription: 'Depreciation of dgx-1, 8 × NVIDIA H100, which was not listed',
    });
    expect(rows[1]).not.toHaveProperty('x_GpuHours');
    expect(rows[1]).not.toHaveProperty('x_GpuModel');
  });

  test('ends where the node stands at another site, and is borne once under another name', () => {
    const days = [
      nodeDay('2025-01-01', 'dgx-1'),
      nodeDay('2025-01-01', 'dgx-2'),
      nodeDay('2025-01-02', 'dgx-1', { site: 'oslo' }),
      nodeDay('2025-01-02', 'new-2', { node: 'kubernetes/dgx-2' }),
    ];
    expect(sumOf(tell([card()], days, '2025-01-01', '2025-01-03'))).toBe(amount('32'));
  });

  test('is told in another currency from the day on which the card changed it, and not written off', () => {
    const purchase = { price: amount('730'), residual: 0n, on: '2025-01-01', months: 12, retiredOn: null };
    const cards = [
      card(),
      card({ version: 2, validFrom: '2025-01-11', withdrawn: true }),
      card({ version: 3, validFrom: '2025-01-11', currency: 'USD', purchase }),
    ];
    const rows = [...tell(cards, [nodeDay('2025-01-01', 'dgx-1')], '2025-01-01', '2025-12-31')];
    const byCurrency = Map.groupBy(rows, ({ BillingCurrency }) => BillingCurrency);
    expect(sumOf(byCurrency.get('EUR') ?? [])).toBe(amount('10'));
    expect(sumOf(byCurrency.get('USD') ?? [])).toBe(amount('710'));
  });
});

describe('of two purchases', () => {
  const bought2022 = (price: string) => ({
    price: amount(price),
    residual: 0n,
    on: '2022-01-01',
    months: 60,
    retiredOn: null,
  });
  const hall = card({
    nodes: 'hall-7-*',
    validFrom: '2026-06-01',
    purchase: { price: amount('300000'), residual: 0n, on: '2026-06-01', months: 12, retiredOn: null },
  });

  test.each(['36000', '400000'])('one of %s told by a wider card takes nothing off another', (price) => {
    const cards = [card({ validFrom: '2022-01-01', purchase: bought2022(price) }), hall];
    for (const since of ['2026-06-01', '2022-01-01']) {
      const rows = [...tell(cards, [nodeDay(since, 'hall-7-1')], since, '2027-06-30')];
      const own = rows.filter(({ ChargePeriodStart }) => (ChargePeriodStart ?? '') >= '2026-06-01');
      expect(sumOf(own)).toBe(amount('300000'));
      expect(own.map(({ ChargeCategory }) => ChargeCategory)).not.toContain('Adjustment');
    }
  });

  test('on one card is lost whole, once the former was given up', () => {
    const former = { price: amount('365'), residual: 0n, on: '2025-01-01', months: 12, retiredOn: '2025-02-01' };
    const next = { price: amount('730'), residual: 0n, on: '2025-03-01', months: 12, retiredOn: null };
    const told = (validFrom: Day) => [
      card(),
      card({ version: 2, validFrom: '2025-01-10', purchase: former }),
      card({ version: 3, validFrom, purchase: next }),
    ];
    // Also where the new one is told before the former is gone.
    for (const validFrom of ['2025-03-01', '2025-01-20']) {
      const rows = [...tell(told(validFrom), [nodeDay('2025-01-01', 'dgx-1')], '2025-01-01', '2026-03-31')];
      expect(sumOf(rows)).toBe(amount('1095'));
      expect(sumOf(rows.filter(({ ChargePeriodStart }) => (ChargePeriodStart ?? '') >= '2025-03-01'))).toBe(
        amount('730'),
      );
    }
  });

  test('before a node was first listed its card’s former price says nothing of it', () => {
    const dearer = { price: amount('730'), residual: 0n, on: '2025-01-01', months: 12, retiredOn: null };
    const cards = [card(), card({ version: 2, validFrom: '2025-03-01', purchase: dearer })];
    const rows = [...tell(cards, [nodeDay('2025-04-01', 'dgx-1')], '2025-04-01', '2025-04-30')];
    expect(sumOf(rows)).toBe(amount('60'));
  });

  test('each is lost to the last digit, and nothing is ever given back', () => {
    const offset = fc.integer({ min: 1, max: 400 });
    const scenario = fc.record({
      first: bought,
      second: bought,
      goneAfter: offset,
      boughtAfter: fc.integer({ min: 0, max: 60 }),
    });
    const listed = fc.uniqueArray(fc.integer({ min: 1, max: 450 }), { maxLength: 20 });
    fc.assert(
      fc.property(
        scenario,
        listed,
        fc.constantFrom('*', 'dgx-*'),
        ({ first, second, goneAfter, boughtAfter }, days, nodes) => {
          const old = { ...toPurchase(first), retiredOn: ofDayNumber(start + goneAfter) };
          const on = ofDayNumber(start + goneAfter + boughtAfter);
          const cards = [
            card({ validFrom: old.on, purchase: old }),
            card({ nodes, version: 2, validFrom: on, purchase: { ...toPurchase(second), on } }),
          ];
          const nodeDays = [0, ...days.toSorted((one, other) => one - other)].map((day) =>
            nodeDay(ofDayNumber(start + day), 'dgx-1'),
          );
          const rows = [...tell(cards, nodeDays, old.on, ofDayNumber(start + 920))];
          const { price, residual } = toPurchase(second);
          expect(sumOf(rows)).toBe(old.price - old.residual + price - residual);
          expect(rows.filter(({ EffectiveCost }) => EffectiveCost?.startsWith('-'))).toEqual([]);
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('a node that was given up', () => {
  const gone = (retiredOn: Day) => ({
    price: amount('365'),
    residual: 0n,
    on: '2025-01-01',
    months: 12,
    retiredOn,
  });
  const lostOf = (cards: readonly RateCard[]) =>
    [...tell(cards, [nodeDay('2025-01-01', 'dgx-1')], '2025-01-01', '2025-12-31')].map((row) => [
      row.ChargePeriodStart?.slice(0, 10),
      row.ChargeCategory,
      row.EffectiveCost,
    ]);

  test('before its first card held is written off on the first day of that', () => {
    const cards = [card({ validFrom: '2025-03-01', purchase: gone('2025-02-01') })];
    expect(lostOf(cards)).toEqual([['2025-03-01', 'Adjustment', '306']]);
  });

  test('is written off once, though its card changes the currency', () => {
    const cards = [
      card({ purchase: gone('2025-01-02') }),
      card({ version: 2, validFrom: '2025-01-03', withdrawn: true }),
      card({ version: 3, validFrom: '2025-01-03', currency: 'USD', purchase: gone('2025-01-02') }),
      card({
        version: 4,
        validFrom: '2025-01-04',
        currency: 'USD',
        purchase: gone('2025-01-02'),
        rackPrice: amount('9'),
      }),
    ];
    expect(lostOf(cards)).toEqual([
      ['2025-01-01', 'Usage', '1'],
      ['2025-01-02', 'Adjustment', '364'],
    ]);
  });
});

describe('a node that no card prices', () => {
  const cpu = { gpuModel: null, gpuCount: 0 };

  test('is a row without a cost on days on which a card of its site holds', () => {
    const days = [nodeDay('2024-12-31', 'login', cpu), nodeDay('2025-01-01', 'login', cpu)];
    const unknown = nodeDay('2025-01-01', 'new', { gpuModel: null, gpuCount: null });
    const rows = [...tell([card()], [...days, unknown], '2024-12-01', '2025-01-31')];
    expect(
      rows.map(({ ResourceName, EffectiveCost, BillingCurrency }) => [ResourceName, EffectiveCost, BillingCurrency]),
    ).toEqual([
      ['login', null, 'EUR'],
      ['new', null, 'EUR'],
    ]);
    const withdrawn = card({ version: 2, validFrom: '2025-01-01', withdrawn: true });
    expect([...tell([card(), withdrawn], days, '2024-12-01', '2025-01-31')]).toEqual([]);
  });

  test('keeps its card while its devices are not counted', () => {
    const days = [nodeDay('2025-01-01', 'dgx-1'), nodeDay('2025-01-02', 'dgx-1', cpu)];
    const cards = [card(), card({ gpuModel: '', purchase: null, overheadPrice: amount('3100') })];
    const rows = [...tell(cards, days, '2025-01-01', '2025-01-02')].slice(0, 2);
    expect(rows.map(({ EffectiveCost, x_GpuHours }) => [EffectiveCost, x_GpuHours])).toEqual([
      ['1', '192'],
      ['1', undefined],
    ]);
  });
});

describe('a day that nobody could read', () => {
  const rowsOf = (nodeDays: readonly NodeDay[], assumed: readonly NodeDay[]) => [
    ...toMonthRows({
      site: 'munich',
      from: '2025-01-01',
      to: '2025-01-02',
      cards: [card({ overheadPrice: amount('3100') })],
      earlier: [],
      firstDays: new Map([...nodeDays, ...assumed].map(({ node }) => [node, '2025-01-01'])),
      nodeDays,
      assumed: assumed.map((each) => ({ ...each, isAssumed: true })),
    }),
  ];
  const told = (rows: readonly OnPremisesRow[]) =>
    rows.map(({ ChargePeriodStart, ResourceName, ServiceName, x_GpuHours, x_Presence }) =>
      [ChargePeriodStart?.slice(8, 10), ResourceName, ServiceName, x_GpuHours, x_Presence].join(' '),
    );

  test('costs what a listed one does, and its rows say so', () => {
    const rows = rowsOf([nodeDay('2025-01-01', 'dgx-1')], [nodeDay('2025-01-02', 'dgx-1')]);
    expect(told(rows)).toEqual([
      '01 dgx-1 Depreciation 192 ',
      '01 dgx-1 Network and storage  ',
      '02 dgx-1 Depreciation 192 assumed',
      '02 dgx-1 Network and storage  assumed',
    ]);
    expect(rows.map(({ EffectiveCost }) => EffectiveCost)).toEqual(['1', '100', '1', '100']);
  });

  test('is no such day where another scheduler saw the machine, or where it stands elsewhere', () => {
    const slurm = nodeDay('2025-01-02', 'dgx-1.hall', { node: 'slurm/dgx-1', provider: 'slurm', nativeId: 'dgx-1' });
    const assumed = [nodeDay('2025-01-02', 'dgx-1'), nodeDay('2025-01-02', 'dgx-2')];
    const moved = nodeDay('2025-01-02', 'dgx-2', { site: 'oslo' });
    expect(told(rowsOf([slurm, moved], assumed))).toEqual([
      '02 dgx-1.hall Depreciation 192 ',
      '02 dgx-1.hall Network and storage  ',
    ]);
  });
});
