import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commitmentsQuerySchema, commitmentsSchema } from '@/lib/api/contracts/cost-commitments';
import type { RoleGrant } from '@/lib/domain/access';
import { defaultTagRules } from '@/lib/domain/resource';
import { keepCommitmentTerms } from '@/lib/store/commitment-terms/commitment-terms';
import { actorWith, financeEverywhere, TestBills, type TestDelivery } from '@/lib/store/cost-rollups/test-bills';
import type { TestCostRow } from '@/lib/store/cost-rollups/test-ledger';
import { findWithoutSums, makeCostSums } from '@/lib/store/cost-sums/keep-cost-sums';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { readCommitments } from './read-commitments';

let bills: TestBills;
beforeAll(async () => {
  bills = await TestBills.create();
});
afterAll(() => bills.close());
beforeEach(() => bills.empty());

const now = new Date('2026-11-10T12:00:00Z');
const context = (grants: RoleGrant[]) => ({ actor: actorWith(grants), database: bills.database, now });
const range = { from: '2026-10-01', to: '2026-10-31' };

async function askCommitments(query: Record<string, unknown> = {}, grants = financeEverywhere) {
  const parsed = commitmentsQuerySchema.parse({ ...range, ...query });
  return commitmentsSchema.parse(await readCommitments(context(grants), parsed));
}

const deliver = (rows: readonly TestCostRow[], given: Partial<TestDelivery> = {}) =>
  bills.deliver(
    rows.map((row) => ({ BillingCurrency: 'USD', x_provider: 'aws', ChargeCategory: 'Usage', ...row })),
    given,
  );

const plan = { CommitmentDiscountId: 'plan', CommitmentDiscountName: 'The plan', CommitmentDiscountUnit: 'Hrs' };
const machine = { ServiceName: 'EC2', ServiceCategory: 'Compute', RegionId: 'us-east-1' };
const used = (day: string, effective: string | null, onDemand: string | null): TestCostRow => ({
  ...{ x_charge_day: day, EffectiveCost: effective, ContractedCost: onDemand, ListCost: onDemand, BilledCost: '0' },
  ...plan,
  ...machine,
  ...{ CommitmentDiscountStatus: 'Used', PricingCategory: 'Committed', CommitmentDiscountQuantity: '1' },
  ...{ ConsumedUnit: 'Hrs', ConsumedQuantity: '1' },
});
const unused = (day: string, effective: string): TestCostRow => ({
  ...{ x_charge_day: day, EffectiveCost: effective, ContractedCost: '0', ListCost: '0', BilledCost: '0', ...plan },
  ...{ ServiceName: 'Savings', CommitmentDiscountStatus: 'Unused', PricingCategory: 'Committed' },
});
const fee = (day: string, billed: string): TestCostRow => ({
  ...{ x_charge_day: day, EffectiveCost: '0', BilledCost: billed, ContractedCost: billed, ListCost: billed, ...plan },
  ...{ ChargeCategory: 'Purchase', CommitmentDiscountQuantity: '2', ServiceName: 'Savings' },
});
const onDemand = (day: string, cost: string | null, rest: TestCostRow = {}): TestCostRow => ({
  ...{ x_charge_day: day, EffectiveCost: cost, ContractedCost: cost, ListCost: cost, BilledCost: cost },
  ...machine,
  ...{ PricingCategory: 'Standard', ConsumedUnit: 'Hrs', ConsumedQuantity: '3' },
  ...rest,
});

describe('commitments', () => {
  const bill = [
    fee('2026-10-01', '10'),
    used('2026-10-02', '6', '9'),
    used('2026-10-20', '1', '1.5'),
    unused('2026-10-20', '3'),
    onDemand('2026-10-20', '31.5'),
    onDemand('2026-10-20', '100', { ServiceName: 'S3', ServiceCategory: 'Storage' }),
    onDemand('2026-10-21', '4', { PricingCategory: 'Dynamic', x_gpu_model: 'NVIDIA H100', x_gpu_hours: '8' }),
    onDemand('2026-10-22', '12', {
      ServiceName: 'AI',
      ServiceCategory: 'AI',
      x_gpu_model: 'NVIDIA H100',
      x_gpu_hours: '2',
    }),
  ];

  it('tells use, waste, savings and coverage, and that what was billed is what was used and unused', async () => {
    await deliver(bill);
    const { books, isPartial } = await askCommitments();
    expect(isPartial).toBe(false);
    expect(books).toMatchObject([
      {
        currency: 'USD',
        coverage: { part: '10.5', whole: '42', share: 0.25, isPartial: false },
        utilisation: { part: '7', whole: '10', share: 0.7 },
        unused: { amount: '3', atLeast: false },
        savings: { amount: '3.5' },
        netSavings: { amount: '0.5' },
        balance: '0',
        spot: { gpuCost: { part: '4', whole: '16', share: 0.25 }, gpuHours: { part: '8', whole: '10', share: 0.8 } },
        commitments: [
          {
            id: 'plan',
            name: 'The plan',
            unit: 'Hrs',
            quantity: { used: '2', unused: null, purchased: '2' },
            billed: { amount: '10' },
          },
        ],
      },
    ]);
    const [book] = books;
    expect(book?.by.service.map(({ value, coverage }) => [value, coverage.share])).toEqual([
      ['EC2', 0.25],
      ['AI', null],
    ]);
    expect(book?.by['gpu-model']).toMatchObject([{ value: 'NVIDIA H100', spot: { share: 0.25 } }]);
  });

  it('tells days of a month as exactly as the month, and each step', async () => {
    await deliver(bill);
    const [book] = (await askCommitments({ from: '2026-10-02', to: '2026-10-20' })).books;
    expect(book).toMatchObject({ utilisation: { part: '7', whole: '10' }, balance: '-10', billed: { amount: '0' } });
    expect(book?.series.coverage[0]).toBe(1);
    expect(book?.series.coverage[1]).toBeNull();
    expect(book?.series.coverage.at(-1)).toBeCloseTo(1.5 / 33, 8);
    expect(book?.by.service[0]).toMatchObject({ value: 'EC2', coverage: { part: '10.5', whole: '42' } });
  });

  it('says what is a floor and what is not known, and never nought', async () => {
    await deliver([used('2026-10-02', '6', null), { ...used('2026-10-03', '1', '2'), CommitmentDiscountStatus: null }]);
    const [book] = (await askCommitments()).books;
    expect(book).toMatchObject({
      coverage: { share: null, isPartial: true },
      utilisation: { share: null, isPartial: true },
      savings: { amount: null, atLeast: true },
    });
  });

  it('takes what is unused from the row of the fee, where a report tells it there', async () => {
    await deliver([
      used('2026-10-02', '7', '9'),
      { ...fee('2026-10-01', '10'), EffectiveCost: '3', CommitmentDiscountStatus: 'Unused' },
    ]);
    const [book] = (await askCommitments()).books;
    expect(book).toMatchObject({
      unused: { amount: '3' },
      utilisation: { share: 0.7 },
      billed: { amount: '10' },
      balance: '0',
    });
  });

  it('says when a commitment ends, where its provider told it', async () => {
    await deliver([used('2026-10-02', '7', '9')]);
    const { id } = await bills.database.prisma.connection.create({
      data: { provider: 'aws', name: 'factory', settings: {}, tagRules: { ...defaultTagRules }, intervalMs: 60_000 },
    });
    expect((await askCommitments()).books[0]?.commitments[0]?.term).toBeNull();
    const terms = [{ id: 'plan', startsAt: null, endsAt: new Date('2026-12-25T00:00:00Z'), status: 'active' }];
    await inTransaction(bills.database.pool, (client) => keepCommitmentTerms(client, id, terms, now));
    expect((await askCommitments()).books[0]?.commitments[0]?.term).toEqual({
      startsAt: null,
      endsAt: '2026-12-25T00:00:00.000Z',
      daysLeft: 44,
      status: 'active',
      connectionId: id,
      readAt: now.toISOString(),
    });
    await bills.database.prisma.connection.delete({ where: { id } });
  });

  it('keeps currencies apart, and takes each cost from the delivery that tells it', async () => {
    await deliver([fee('2026-10-01', '10'), used('2026-10-02', '7', '9')], {
      source: 'azure-actual',
      coverage: 'billed',
      scope: 'subscription',
    });
    await deliver([used('2026-10-02', '7', '9'), unused('2026-10-02', '3')], {
      source: 'azure-amortized',
      coverage: 'effective',
      scope: 'subscription',
    });
    await deliver([{ ...used('2026-10-02', '5', '6'), BillingCurrency: 'EUR', CommitmentDiscountId: 'other' }], {
      scope: 'euro',
    });
    const { books } = await askCommitments();
    expect(
      books.map(({ currency, used: of, billed, unused: waste }) => [currency, of.amount, billed.amount, waste.amount]),
    ).toEqual([
      ['USD', '7', '10', '3'],
      ['EUR', '5', '0', '0'],
    ]);
    expect(books[0]?.balance).toBe('0');
  });

  it('tells what was known at an instant', async () => {
    const first = new Date('2026-11-02T00:00:00Z');
    const second = new Date('2026-11-06T00:00:00Z');
    await deliver([used('2026-10-02', '1', '2')], { arrivedAt: first, supersededAt: second });
    await deliver([used('2026-10-02', '5', '6')], { arrivedAt: second });
    const amounts = async (asOf?: string) => (await askCommitments({ asOf })).books.map((book) => book.used.amount);
    expect(await amounts('2026-11-03T00:00:00Z')).toEqual(['1']);
    expect(await amounts()).toEqual(['5']);
  });

  it('refuses whoever sees a part, for a commitment is shared by all', async () => {
    await expect(
      askCommitments({}, [{ role: 'finance', scope: { kind: 'team', team: 'vision' } }]),
    ).rejects.toMatchObject({
      kind: 'denied',
    });
  });

  it('is partial until the sums of a delivery are made, and the upkeep makes them', async () => {
    const id = await deliver(bill);
    const whole = await askCommitments();
    await bills.database.pool.query('UPDATE cost_rollup SET derivation = 0');
    for (const table of ['cost_commitment', 'cost_commitment_cut'])
      await bills.database.pool.query(`DELETE FROM ${table}`);
    expect(await askCommitments()).toMatchObject({ isPartial: true, books: [] });
    const waiting = await findWithoutSums(bills.database.pool);
    expect(waiting.map((delivery) => delivery.id)).toEqual([id]);
    const ledger = { database: bills.database, ...(await bills.openLedger()) };
    for (const delivery of waiting) await makeCostSums(ledger, delivery);
    expect(await askCommitments()).toEqual(whole);
    expect(await findWithoutSums(bills.database.pool)).toEqual([]);
  });
});
