import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { TestFactory } from '@/lib/collect/test-factory';
import { formatAmount, readAmount } from '@/lib/domain/cost/amount';
import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import { type Ledger, openLedger } from '@/lib/store/cost-ledger/ledger';
import { readTotals } from '@/lib/store/cost-ledger/read-totals';
import { type BillBook, createBillBook } from '@/sandbox/world/bills/bill-book';
import type { Bill, BillLine, BillRow } from '@/sandbox/world/bills/charge';
import { text } from '@/sandbox/world/bills/money';

/**
 * Of Google's lines one in so many, and one of each SKU: whole months have 94,000 rows, and reading them page by page takes
 * longer than a test should.
 */
const oneIn = 32;
const whole = createBillBook('millwright', 1);
const isKept = pickLines();
const drawnUp = new Map<string, Bill | null>();
const bills: BillBook = {
  ...whole,
  billAsOf(provider, month, at) {
    const writtenAt = whole.writtenAt(provider, month, at);
    if (writtenAt === null) return null;
    const key = `${provider} ${month} ${writtenAt.toISOString()}`;
    const known = drawnUp.get(key);
    if (known !== undefined) return known;
    const bill = whole.billAsOf(provider, month, at);
    const kept = bill && { ...bill, rows: bill.rows.filter(({ line }) => isKept(line)) };
    drawnUp.set(key, kept);
    return kept;
  },
};

function pickLines(): (line: BillLine) => boolean {
  const ofSku = new Map<string, string>();
  for (const month of ['2026-10', '2026-11'])
    for (const { line } of whole.billAsOf('google-cloud', month, new Date('2026-12-09T00:00:00Z'))?.rows ?? [])
      if (!ofSku.has(line.sku.id)) ofSku.set(line.sku.id, line.key);
  const examples = new Set(ofSku.values());
  const known = new Map<string, boolean>();
  return ({ key }) => {
    const kept =
      known.get(key) ?? (examples.has(key) || createHash('md5').update(key).digest().readUInt32BE() % oneIn === 0);
    known.set(key, kept);
    return kept;
  };
}

const project = 'millwright-network';
/** The dataset of an export, and when it is read, with the months that are there by then. */
const exported = [
  // A month as it grows, and what came of it once it was restated and final.
  [
    'google-cloud-detailed',
    'billing_export',
    [
      ['2026-11-16T12:00:00Z', ['2026-10', '2026-11']],
      ['2026-12-09T12:00:00Z', ['2026-10', '2026-11', '2026-12']],
    ],
  ],
  // A month that is restated and not final yet.
  [
    'google-cloud-focus',
    'gcp_billing_immutable_01A2B3_C4D5E6_F7A8B9_us',
    [['2026-12-05T12:00:00Z', ['2026-10', '2026-11', '2026-12']]],
  ],
] as const;

/** As `cost-and-world.test.ts`: it takes long on a busy machine. */
vi.setConfig({ testTimeout: 900_000, hookTimeout: 300_000 });

let factory: TestFactory | undefined;
afterEach(() => factory?.stop());

type Costs = Record<CostMetric, bigint>;
const parts = ['day', 'account', 'service'] as const;
type Part = (typeof parts)[number];

/** A row of the world as Cloud Billing documents its columns; null: Google tells no such row. */
function toldOf({ category, isCorrection, costs, commitmentStatus }: BillRow): Costs | null {
  // What a commitment left unused is no charge of its own, and no commitment is spread over what it covers.
  if (commitmentStatus === 'Unused') return null;
  const paid = { billed: costs.billed, effective: costs.billed };
  if (category === 'Usage') return { ...paid, list: costs.list, contracted: costs.contracted };
  // A promotion is a credit, and takes off no cost before credits.
  if (category === 'Credit' && !isCorrection) return { ...paid, list: 0n, contracted: 0n };
  return { ...paid, list: category === 'Purchase' ? costs.list : costs.billed, contracted: costs.billed };
}

function keyOf({ from, line }: BillRow, by: Part | null): string {
  if (by === null) return '';
  return { day: from, account: line.account.id, service: line.service.name }[by];
}

/** The costs of a month's rows, by what they have in common; what costs nothing at all is left out. */
function ofWorld(rows: readonly BillRow[], by: Part | null): Map<string, Record<string, string>> {
  const sums = new Map<string, Costs>();
  for (const row of rows) {
    const told = toldOf(row);
    if (told === null) continue;
    const key = keyOf(row, by);
    const sum = sums.get(key) ?? { billed: 0n, effective: 0n, list: 0n, contracted: 0n };
    for (const metric of costMetrics) sum[metric] += told[metric];
    sums.set(key, sum);
  }
  return new Map([...sums].map(([key, sum]) => [key, write((metric) => formatAmount(readAmount(text(sum[metric]))))]));
}

const write = (amountOf: (metric: CostMetric) => string) =>
  Object.fromEntries(costMetrics.map((metric) => [metric, amountOf(metric)]));

/** What the ledger has of a month, as `ofWorld` has it. */
async function inLedger(ledger: Ledger, month: string, by: Part | null, asOf: Date) {
  const totals = await readTotals(ledger, {
    by: by === null ? [] : [by],
    metrics: costMetrics,
    time: { basis: 'billing-month', from: month, to: month },
    asOf,
  });
  expect(new Set(totals.map(({ currency, basis }) => `${currency} ${basis}`))).toEqual(new Set(['USD billed']));
  const told = totals.map(({ keys, metrics }) => {
    const amountOf = (metric: CostMetric) => {
      const { amount, untold } = metrics[metric] ?? { amount: null, untold: null };
      return untold === 0 && amount !== null ? formatAmount(amount) : `${untold} rows do not tell`;
    };
    return [keys[0] ?? '', write(amountOf)] as const;
  });
  return new Map(told);
}

test.each(exported)('bills of %s are the world’s to the last digit', async (source, dataset, reads) => {
  const settings = { billingDatasets: [`${project}.${dataset}`] };
  const started = await TestFactory.start({ 'google-cloud': settings }, { bills });
  factory = started;
  const ledger = await openLedger({ folder: started.ledgerFolder, database: started.database });
  for (const [at, months] of reads) {
    started.pass(Date.parse(at) - started.now().getTime());
    const outcomes = await started.collect('cost', { providers: ['google-cloud'] });
    expect(outcomes.get('google-cloud')).toBe('complete');
    const deliveries = await started.database.prisma.costDelivery.findMany({ where: { supersededAt: null } });
    expect(new Set(deliveries.map((delivery) => delivery.source))).toEqual(new Set([source]));
    expect(deliveries.map(({ billingMonth }) => billingMonth.toISOString().slice(0, 7)).sort()).toEqual(months);
    for (const month of months) {
      // The export is loaded once a day, shortly after midnight.
      const bill = bills.billAsOf('google-cloud', month, new Date(`${at.slice(0, 10)}T00:00:00Z`));
      const rows = bill?.rows ?? [];
      expect(rows.length, month).toBeGreaterThan(100);
      for (const by of [null, ...parts])
        expect(await inLedger(ledger, month, by, started.now()), `${month} by ${by}`).toEqual(ofWorld(rows, by));
    }
  }
  await ledger.close();
});
