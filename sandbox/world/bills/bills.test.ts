import { beforeAll, describe, expect, test } from 'vitest';
import { focusColumns, nearestNumber } from '../../aws/exports/focus-columns';
import { createBillBook } from './bill-book';
import { readCostTruth } from './bill-truth';
import { addMonths, monthOf } from './calendar';
import type { Bill, BillingProvider, BillRow } from './charge';
import { type Exact, exact, text, times } from './money';
import { termsOf } from './terms';

const book = createBillBook('test', 1);
const month = '2026-02';

function billAt(at: string, provider: BillingProvider = 'aws', of = month): Bill {
  const bill = book.billAsOf(provider, of, new Date(at));
  if (!bill) throw new Error(`${provider} told nothing of ${of} at ${at}.`);
  return bill;
}

const sum = (rows: readonly BillRow[], of: (row: BillRow) => Exact) => rows.reduce((total, row) => total + of(row), 0n);
const billed = (rows: readonly BillRow[]) => sum(rows, ({ costs }) => costs.billed);
const effective = (rows: readonly BillRow[]) => sum(rows, ({ costs }) => costs.effective);

let final: Bill;
beforeAll(() => {
  final = billAt('2026-05-01T00:00:00Z');
});

describe('a month', () => {
  test('is the same for the same seed and instant, and another for another seed', () => {
    const at = new Date('2026-03-03T09:00:00Z');
    const rowsOf = (seed: string) =>
      createBillBook(seed, 1)
        .billAsOf('aws', '2026-03', at)
        ?.rows.map(({ line, costs }) => [line.key, costs]);
    expect(rowsOf('test')).toEqual(rowsOf('test'));
    expect(rowsOf('test')).not.toEqual(rowsOf('other'));
  });

  test('stands still between two writings and is not there before the first', () => {
    expect(billAt('2026-03-02T08:00:00Z', 'aws', '2026-03').writtenAt.toISOString()).toBe('2026-03-02T08:00:00.000Z');
    expect(book.writtenAt('aws', '2026-03', new Date('2026-03-02T15:59:59Z'))?.getUTCHours()).toBe(8);
    expect(book.billAsOf('aws', '2026-03', new Date('2026-03-01T07:59:59Z'))).toBeNull();
  });

  test('tells a day late: it grows for three days', () => {
    const day = (at: string) =>
      billed(
        billAt(at, 'aws', '2026-03').rows.filter(({ from, category }) => from === '2026-03-01' && category === 'Usage'),
      );
    const told = ['2026-03-01T16:00:00Z', '2026-03-02T08:00:00Z', '2026-03-03T08:00:00Z', '2026-03-04T00:00:00Z'].map(
      day,
    );
    expect(told).toEqual([...told].sort((left, right) => (left < right ? -1 : 1)));
    expect(new Set(told).size).toBe(4);
    expect(day('2026-03-05T00:00:00Z')).toBe(told[3]);
  });

  test('is restated on the fourth, gets its support on the sixth, and is final on the seventh', () => {
    const [before, restated, supported] = ['2026-03-03T16:00:00Z', '2026-03-04T00:00:00Z', '2026-03-06T00:00:00Z'].map(
      (at) => billAt(at),
    );
    const ofModels = (bill: Bill | undefined) =>
      billed((bill?.rows ?? []).filter(({ line }) => line.service === termsOf.aws.restated.service));
    expect(ofModels(restated) < ofModels(before)).toBe(true);
    const support = (bill: Bill | undefined) => bill?.rows.filter(({ line }) => line.key === 'support').length;
    expect([support(before), support(restated), support(supported)]).toEqual([0, 0, 1]);
    expect([supported?.isFinal, supported?.invoiceId]).toEqual([false, null]);
    expect([final.isFinal, final.writtenAt.toISOString()]).toEqual([true, '2026-03-07T00:00:00.000Z']);
    expect(final.invoiceId).toMatch(/^\d{10}$/);
  });

  test('gives money back a month late', () => {
    const refund = final.rows.find(({ isCorrection }) => isCorrection);
    expect(monthOf(refund?.from ?? '')).toBe(addMonths(month, -1));
    expect(refund && refund.costs.billed < 0n).toBe(true);
  });

  test('has at most 60,000 rows', () => {
    expect(final.rows.length / 28).toBeLessThan(60_000 / 31);
    expect(final.rows.length).toBeGreaterThan(28_000);
  });
});

describe('money', () => {
  test('adds up: every way of taking a bill apart has the sum of the whole', () => {
    const [truth] = readCostTruth(book, month, new Date('2026-05-01T00:00:00Z'), ['aws']).bills;
    for (const parts of [
      truth?.byAccount,
      truth?.byService,
      truth?.byTeam,
      truth?.byDay,
      truth?.byCategory,
      truth?.byTransfer,
    ]) {
      for (const cost of ['listCost', 'contractedCost', 'effectiveCost', 'billedCost'] as const) {
        const whole = (parts ?? []).reduce((total, part) => total + exact(part[cost]), 0n);
        expect(text(whole)).toBe(truth?.total[cost]);
      }
      expect((parts ?? []).reduce((count, { rows }) => count + rows, 0)).toBe(final.rows.length);
    }
  });

  test('is price times quantity', () => {
    const priced = final.rows.filter(({ category, quantity }) => category === 'Usage' && quantity !== null);
    expect(priced.length).toBeGreaterThan(28_000);
    const wrong = priced.filter(
      ({ line, quantity, contractedPrice, costs }) =>
        quantity === null ||
        contractedPrice === null ||
        costs.list !== times(line.listPrice, quantity, 10) ||
        costs.contracted !== times(contractedPrice, quantity, 10),
    );
    expect(wrong).toEqual([]);
  });

  test('paid for a commitment is what its use and what was left of it cost', () => {
    const commitments = new Set(final.rows.flatMap(({ commitment }) => (commitment ? [commitment] : [])));
    expect([...commitments].map(({ category }) => category).sort()).toEqual(['Spend', 'Usage']);
    for (const commitment of commitments) {
      const own = final.rows.filter((row) => row.commitment === commitment);
      const unused = own.filter(({ commitmentStatus }) => commitmentStatus === 'Unused');
      expect(effective(own)).toBe(billed(own));
      expect(effective(unused) > 0n).toBe(true);
      expect(effective(unused) * 4n < billed(own)).toBe(true);
    }
  });

  test('of AWS survives the floating-point numbers of its Parquet', () => {
    const amounts = new Set<Exact>(final.rows.flatMap(({ costs }) => Object.values(costs)));
    expect([...amounts].filter((amount) => exact(plain(nearestNumber(amount))) !== amount)).toEqual([]);
  });

  test('of Azure is in euros, and has more than fifteen digits', () => {
    const bill = billAt('2026-02-04T12:00:00Z', 'azure');
    expect(bill.currency).toBe('EUR');
    const [truth] = readCostTruth(book, month, new Date('2026-02-04T12:00:00Z'), ['azure']).bills;
    expect(truth?.total.billedCost).toMatch(/^\d+\.\d{11,24}$/);
  });
});

describe('what is charged', () => {
  test('has everything that bills have', () => {
    const usage = final.rows.filter(({ category }) => category === 'Usage');
    expect(new Set(final.rows.map(({ category }) => category))).toEqual(
      new Set(['Usage', 'Purchase', 'Tax', 'Credit']),
    );
    expect(usage.some(({ line }) => line.spotPrice !== null)).toBe(true);
    expect(usage.some(({ line }) => line.capacityReservation !== null)).toBe(true);
    expect(new Set(usage.map(({ line }) => line.transfer?.kind))).toEqual(
      new Set([undefined, 'internet', 'between-regions', 'between-zones', 'between-providers']),
    );
    const teamKeys = new Set(usage.flatMap(({ line }) => Object.keys(line.tags).filter((key) => /^team$/i.test(key))));
    expect(teamKeys).toEqual(new Set(['team', 'Team', 'TEAM']));
    expect(usage.some(({ line }) => line.resource !== null && Object.keys(line.tags).length <= 1)).toBe(true);
  });

  test('meters what AWS sends between regions and zones at both of its ends, once for money between regions', () => {
    const crossing = final.rows.filter(({ line: { transfer } }) =>
      ['between-regions', 'between-zones'].includes(transfer?.kind ?? ''),
    );
    const [received = [], sent = []] = [true, false].map((end) =>
      crossing.filter(({ line }) => (line.transfer?.isReceived === true) === end),
    );
    const quantities = (rows: readonly BillRow[]) => sum(rows, ({ quantity }) => quantity ?? exact('0'));
    expect(received.length).toBe(sent.length);
    expect(quantities(received)).toBe(quantities(sent));
    const ofKind = (rows: readonly BillRow[], kind: string) => rows.filter(({ line }) => line.transfer?.kind === kind);
    expect(billed(ofKind(received, 'between-regions'))).toBe(exact('0'));
    expect(billed(ofKind(received, 'between-zones'))).toBe(billed(ofKind(sent, 'between-zones')));
    expect(new Set(ofKind(crossing, 'between-zones').map(({ line }) => line.sku.operation))).toEqual(
      new Set(['InterZone-In', 'InterZone-Out']),
    );
    expect(
      new Set(ofKind(received, 'between-regions').map(({ line }) => /-AWS-In-Bytes$/.test(line.sku.meter))),
    ).toEqual(new Set([true]));
  });

  test('keeps accelerators of every provider', () => {
    const hours = (provider: BillingProvider) =>
      readCostTruth(book, month, new Date('2026-02-03T00:00:00Z'), [provider]).bills[0]?.acceleratorHours.map(
        ({ model }) => model,
      );
    expect(hours('aws')).toContain('NVIDIA H100');
    expect(hours('google-cloud')).toEqual(expect.arrayContaining(['NVIDIA H100', 'Google TPU v5e']));
    expect(hours('azure')).toContain('NVIDIA H100');
  });

  test('is valid FOCUS 1.2: mandatory columns are there, and closed lists hold', () => {
    const column = (name: string) => {
      const found = focusColumns.find((each) => each.name === name);
      if (!found) throw new Error(`There is no column ${name}.`);
      return (row: BillRow) =>
        found.type === 'text' && found.of === 'line'
          ? found.value(row.line, final)
          : found.type === 'map'
            ? null
            : found.type === 'text'
              ? found.value(row, final)
              : found.value(row, final);
    };
    const valuesOf = (name: string) => new Set(final.rows.map(column(name)));
    for (const name of never) expect([name, valuesOf(name).has(null)]).toEqual([name, false]);
    for (const [name, allowed] of Object.entries(closed)) {
      expect([...valuesOf(name)].filter((value) => !allowed.includes(String(value)))).toEqual([]);
    }
    const [quantityOf, unitOf] = [column('PricingQuantity'), column('PricingUnit')];
    const counted = final.rows.filter(({ category }) => category === 'Usage' || category === 'Purchase');
    expect(counted.filter((row) => quantityOf(row) === null || unitOf(row) === null)).toEqual([]);
  });
});

/** Never null in FOCUS 1.2. */
const never = [
  'BilledCost',
  'BillingAccountId',
  'BillingCurrency',
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'ChargeCategory',
  'ChargeFrequency',
  'ChargePeriodEnd',
  'ChargePeriodStart',
  'ContractedCost',
  'EffectiveCost',
  'InvoiceIssuerName',
  'ListCost',
  'ProviderName',
  'PublisherName',
  'ServiceCategory',
  'ServiceName',
];

const closed: Record<string, string[]> = {
  ChargeCategory: ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'],
  ChargeClass: ['null', 'Correction'],
  ChargeFrequency: ['One-Time', 'Recurring', 'Usage-Based'],
  CommitmentDiscountCategory: ['null', 'Spend', 'Usage'],
  CommitmentDiscountStatus: ['null', 'Used', 'Unused'],
  PricingCategory: ['null', 'Standard', 'Dynamic', 'Committed', 'Other'],
  CapacityReservationStatus: ['null', 'Used', 'Unused'],
  ServiceCategory: [
    'AI and Machine Learning',
    'Analytics',
    'Business Applications',
    'Compute',
    'Databases',
    'Developer Tools',
    'Identity',
    'Integration',
    'Internet of Things',
    'Management and Governance',
    'Media',
    'Migration',
    'Mobile',
    'Multicloud',
    'Networking',
    'Other',
    'Security',
    'Storage',
    'Web',
  ],
};

/** A number as a decimal without exponent. */
function plain(value: number): string {
  const written = String(value);
  return written.includes('e') ? value.toFixed(10) : written;
}
