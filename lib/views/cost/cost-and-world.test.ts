import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestFactory } from '@/lib/collect/test-factory';
import { formatAmount, readAmount } from '@/lib/domain/cost/amount';
import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import { type Ledger, openLedger } from '@/lib/store/cost-ledger/ledger';
import { readTotals } from '@/lib/store/cost-ledger/read-totals';
import type { BillTruth, CostTotals } from '@/sandbox/world/bills/bill-truth';
import type { BillingProvider } from '@/sandbox/world/bills/charge';

const minuteMs = 60_000;
const writtenWithinMs = 60 * minuteMs;

/** Google Cloud's months of 94,000 rows take longer than a test should: see google-cost-and-world.test.ts. */
const billingProviders: readonly BillingProvider[] = ['aws', 'azure'];

let factory: TestFactory;
let ledger: Ledger | undefined;
let months: string[];
let outcomes: Map<string, string>;
beforeAll(async () => {
  factory = await TestFactory.start();
  months = [0, 1, 2].map((back) => {
    const now = factory.now();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back)).toISOString().slice(0, 7);
  });
  for (const provider of billingProviders) await readBefore(provider);
  outcomes = await factory.collect('cost', { providers: billingProviders });
  ledger = await openLedger({ folder: factory.ledgerFolder, database: factory.database });
}, 900_000);
afterAll(async () => {
  await ledger?.close();
  await factory.stop();
});

/** Whether a month's files are on their way: they are written one after the other, and are no whole until all are there. */
function isBeingWritten(provider: BillingProvider, month: string): boolean {
  const now = factory.now();
  const at = factory.sandbox.bills.writtenAt(provider, month, now);
  return at !== null && now.getTime() - at.getTime() < writtenWithinMs;
}

/** Something refused long ago, so that only months that may still change are read. */
async function readBefore(provider: BillingProvider): Promise<void> {
  const at = new Date('2020-02-01T00:00:00Z');
  await factory.database.prisma.costDelivery.create({
    data: {
      connectionId: factory.idOf(provider),
      source: `${provider}-focus`,
      scope: 'long ago',
      title: 'long ago',
      billingMonth: new Date('2020-01-01T00:00:00Z'),
      version: '1',
      contentHash: new Uint8Array(32),
      basis: 'billed',
      coverage: 'all',
      state: 'quarantined',
      deliveredAt: at,
      arrivedAt: at,
      rows: 0,
      rejectedRows: 0,
      rejections: [],
      billingAccounts: [],
      missing: [],
      unknown: [],
    },
  });
}

const told: Record<CostMetric, keyof CostTotals> = {
  billed: 'billedCost',
  effective: 'effectiveCost',
  list: 'listCost',
  contracted: 'contractedCost',
};

const canonical = (text: string) => formatAmount(readAmount(text));

/** What the ledger has of a bill: its four costs, in all or by a dimension, under its currency. */
async function inLedger({ provider }: BillTruth, month: string, by: 'day' | 'account' | null) {
  if (ledger === undefined) throw new Error('the ledger is not open');
  const totals = await readTotals(ledger, {
    by: by === null ? [] : [by],
    metrics: costMetrics,
    time: { basis: 'billing-month', from: month, to: month },
    asOf: factory.now(),
    filters: [{ dimension: 'provider', values: [provider] }],
  });
  return totals.map(({ keys, currency, metrics }) => ({
    key: keys[0] ?? null,
    currency,
    ...Object.fromEntries(
      costMetrics.map((metric) => {
        const { amount, untold } = metrics[metric] ?? { amount: null, untold: null };
        return [told[metric], untold === 0 && amount !== null ? formatAmount(amount) : `${untold} rows do not tell`];
      }),
    ),
  }));
}

/** An account as the provider's bills name it. */
const toAccount = (provider: BillingProvider, id: string | null) =>
  provider === 'azure' && id !== null ? `/subscriptions/${id}` : id;

function ofWorld({ currency }: BillTruth, key: string | null, totals: CostTotals) {
  const costs = costMetrics.map((metric) => [told[metric], canonical(totals[told[metric]])]);
  return { key, currency, ...Object.fromEntries(costs) };
}

describe.each(billingProviders)('the bills of %s, held against the world', (provider) => {
  test('add up to what the provider billed, to the last digit, in all, by account and by day', async () => {
    const whole = months.filter((month) => !isBeingWritten(provider, month));
    if (whole.length === months.length) expect(outcomes.get(provider)).toBe('complete');
    const bills = whole.flatMap((month) =>
      factory.sandbox.costs(month, factory.now(), [provider]).bills.map((bill) => ({ month, bill })),
    );
    expect(bills.length).toBeGreaterThan(0);
    for (const { month, bill } of bills) {
      expect(await inLedger(bill, month, null), month).toEqual([ofWorld(bill, null, bill.total)]);
      for (const [by, parts] of [
        ['account', bill.byAccount.map((part) => ({ ...part, key: toAccount(provider, part.key) }))],
        ['day', bill.byDay],
      ] as const)
        expect(await inLedger(bill, month, by), `${month} by ${by}`).toEqual(
          parts.map((part) => ofWorld(bill, part.key, part)),
        );
    }
  });
});
