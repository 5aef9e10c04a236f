import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type CommitmentBook, commitmentsQuerySchema, commitmentsSchema } from '@/lib/api/contracts/cost-commitments';
import { type Amount, formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import { toDefaultAttribution } from '@/lib/domain/cost/attribution-rules';
import { defaultTagRules } from '@/lib/domain/resource';
import { keepCommitmentTerms } from '@/lib/store/commitment-terms/commitment-terms';
import { actorWith, TestBills, type TestDelivery } from '@/lib/store/cost-rollups/test-bills';
import type { TestCostRow } from '@/lib/store/cost-rollups/test-ledger';
import { computeCostSums } from '@/lib/store/cost-sums/compute-cost-sums';
import { writeCostSums } from '@/lib/store/cost-sums/write-cost-sums';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { readCommitments } from './read-commitments';

let bills: TestBills;
beforeAll(async () => {
  bills = await TestBills.create();
});
afterAll(() => bills.close());
beforeEach(() => bills.empty());

const now = new Date('2026-11-10T12:00:00Z');
const range = { from: '2026-10-01', to: '2026-10-31' };

async function ask(query: Record<string, unknown> = {}) {
  const context = { actor: actorWith(), database: bills.database, now };
  return commitmentsSchema.parse(await readCommitments(context, commitmentsQuerySchema.parse({ ...range, ...query })));
}

async function askBook(query: Record<string, unknown> = {}): Promise<CommitmentBook> {
  const [book] = (await ask(query)).books;
  if (book === undefined) throw new Error('There is no book.');
  return book;
}

/** A bill whose sums are made, and no more of what it adds up to. */
async function deliver(rows: readonly TestCostRow[], given: Partial<TestDelivery> = {}) {
  const costs = { BilledCost: '0', EffectiveCost: '0', ListCost: '0', ContractedCost: '0' };
  const common = { BillingCurrency: 'USD', x_provider: 'aws', ChargeCategory: 'Usage', x_charge_day: '2026-10-05' };
  const whole = rows.map((row) => ({ ...common, ...costs, ...row }));
  const { id, file } = await bills.record(whole, { scope: 'bills', ...given });
  const attribution = toDefaultAttribution(defaultTagRules);
  const sums = await computeCostSums(bills.duck, [join(bills.root, file)], attribution, []);
  const baseDay = whole.map((row) => row.x_charge_day).sort()[0];
  await inTransaction(bills.database.pool, async (client) => {
    await client.query(
      `INSERT INTO cost_rollup (delivery_id, attribution, tag_keys, base_day, rolled_at)
       VALUES ($1, $2, '[]', $3, '2026-11-06T00:00:00Z')`,
      [id, attribution, baseDay],
    );
    await writeCostSums((sql, parameters) => client.query(sql, parameters), id, sums);
  });
}

const named = (id: string): TestCostRow => ({ CommitmentDiscountId: id, PricingCategory: 'Committed' });
const used = (id: string, effective: string, onDemand: string): TestCostRow => ({
  ...named(id),
  ...{ CommitmentDiscountStatus: 'Used', EffectiveCost: effective, ContractedCost: onDemand, ListCost: onDemand },
  ...{ ServiceName: 'EC2', ServiceCategory: 'Compute' },
});
const unused = (id: string, effective: string): TestCostRow => ({
  ...named(id),
  ...{ CommitmentDiscountStatus: 'Unused', EffectiveCost: effective },
});
const fee = (id: string | null, cost: string, rest: TestCostRow = {}): TestCostRow => ({
  ...{ ChargeCategory: 'Purchase', PricingCategory: 'Committed', CommitmentDiscountId: id, BilledCost: cost },
  ...rest,
});
const onDemand = (cost: string, rest: TestCostRow = {}): TestCostRow => ({
  ...{ PricingCategory: 'Standard', BilledCost: cost, EffectiveCost: cost, ContractedCost: cost, ListCost: cost },
  ...{ ServiceName: 'EC2', ServiceCategory: 'Compute' },
  ...rest,
});
const google = { x_provider: 'google-cloud', ServiceName: 'Compute Engine', ServiceCategory: 'Compute' };
/** What Google charges for use that a commitment covers: nothing, but for the part it does not cover. */
const covered = (whole: string, part: string, net: string, rest: TestCostRow = {}): TestCostRow => ({
  ...google,
  ...{ PricingCategory: 'Committed', BilledCost: net, EffectiveCost: net, ContractedCost: whole, ListCost: whole },
  x_other: `{x_CoveredCost=${part}}`,
  ...rest,
});

it('tells of Google neither waste nor use nor savings, and what having its commitments saved', async () => {
  await deliver([
    covered('100', '100', '0', { x_gpu_model: 'NVIDIA H100' }),
    { ...google, ...fee('cud', '70', { EffectiveCost: '70' }) },
    onDemand('40', { ...google, x_gpu_model: 'NVIDIA H100', PricingCategory: 'Dynamic' }),
  ]);
  const book = await askBook();
  expect(book).toMatchObject({
    unnamedProviders: ['google-cloud'],
    used: { amount: null },
    unused: { amount: null },
    utilisation: { share: null },
    savings: { amount: null },
    netSavings: { amount: '30', atLeast: false },
    billed: { amount: '70', atLeast: false },
    coverage: { part: '100', whole: '100', share: 1 },
    spot: { gpuCost: { share: null, whole: null } },
  });
  expect(book.series.spot.every((share) => share === null)).toBe(true);
  expect(book.commitments).toMatchObject([
    {
      id: 'cud',
      used: { amount: null },
      unused: { amount: null },
      netSavings: { amount: null },
      billed: { amount: '70' },
    },
    { id: null, netSavings: { amount: null } },
  ]);
});

it('leaves a provider without names out of figures that others tell, and says so', async () => {
  await deliver([used('plan', '6', '9'), unused('plan', '2'), onDemand('4', { PricingCategory: 'Dynamic' })]);
  await deliver([covered('100', '100', '0'), { ...google, ...fee(null, '70', { EffectiveCost: '70' }) }], {
    scope: 'google',
  });
  expect(await askBook()).toMatchObject({
    unnamedProviders: ['google-cloud'],
    used: { amount: '6', atLeast: true },
    unused: { amount: '2', atLeast: true },
    utilisation: { share: 0.75, isPartial: true },
    savings: { amount: null },
    netSavings: { amount: '31' },
    spot: { computeCost: { part: '4', whole: '10', share: 0.4, isPartial: true } },
  });
});

it('knows no waste of some days of a bill that tells it by the month, and that of other providers all the same', async () => {
  const azure = { x_provider: 'azure', x_charge_day: '2026-10-12' };
  const days = { x_charge_day: '2026-10-12' };
  await deliver(
    [
      { ...used('plan', '6', '9'), ...days },
      { ...unused('plan', '2'), x_charge_day: '2026-10-01' },
      onDemand('1', { x_charge_day: '2026-10-31' }),
    ],
    { source: 'aws-cur-2' },
  );
  await deliver(
    [
      { ...used('saving', '3', '5'), ...azure },
      { ...unused('saving', '1'), ...azure },
    ],
    {
      source: 'azure-focus',
      scope: 'azure',
    },
  );
  const book = await askBook({ from: '2026-10-10', to: '2026-10-16', step: 'day' });
  expect(book.unused.amount).toBeNull();
  expect(book.commitments.map(({ id, unused: waste }) => [id, waste.amount]).sort()).toEqual([
    ['plan', null],
    ['saving', '1'],
  ]);
});

it('knows no waste of some days on which nothing was used of what such a bill covers', async () => {
  await deliver(
    [
      { ...unused('plan', '2'), x_charge_day: '2026-10-01' },
      onDemand('1', { x_charge_day: '2026-10-12' }),
      onDemand('1', { x_charge_day: '2026-10-31' }),
    ],
    { source: 'aws-cur-2' },
  );
  const book = await askBook({ from: '2026-10-10', to: '2026-10-16', step: 'day' });
  expect([book.unused.amount, book.amortised.amount, book.netSavings.amount]).toEqual([null, null, null]);
});

it('covers the part of a row that its credit pays for, at either price, and nothing twice', async () => {
  await deliver([
    covered('10', '4', '6', { ListCost: '12.5', x_gpu_model: 'NVIDIA H100', x_gpu_hours: '3' }),
    covered('-1', '-0.25', '-0.75', { ListCost: '-1' }),
    { ...google, ...fee('cud', '3', { EffectiveCost: '3' }) },
  ]);
  const book = await askBook();
  expect(book.coverage).toMatchObject({ part: '3.75', whole: '9', isPartial: false });
  expect(book.spot.gpuHours).toMatchObject({ part: '0', whole: '3', isPartial: false });
  expect((await askBook({ price: 'list' })).coverage).toMatchObject({ part: '4.75', whole: '11.5' });
});

it('sets billed against what was used only where both are told', async () => {
  await deliver([used('plan', '7', '9'), unused('plan', '3')], {
    ...{ source: 'azure-amortized', scope: 'subscription', coverage: 'effective' },
  });
  expect(await askBook()).toMatchObject({
    used: { amount: '7', atLeast: false },
    billed: { amount: null, atLeast: true },
    balance: null,
    missingHalves: ['billed'],
  });
  await deliver([fee('plan', '12')], { source: 'azure-actual', scope: 'subscription', coverage: 'billed' });
  expect(await askBook()).toMatchObject({ billed: { amount: '12', atLeast: false }, balance: '2', missingHalves: [] });
});

it('knows neither use nor savings where only what was billed arrived', async () => {
  await deliver([fee('plan', '12')], { source: 'azure-actual', scope: 'subscription', coverage: 'billed' });
  expect(await askBook()).toMatchObject({
    billed: { amount: '12', atLeast: false },
    used: { amount: null },
    savings: { amount: null },
    netSavings: { amount: null },
    amortised: { amount: null },
    balance: null,
  });
});

it('takes no effective cost for whole of which only the billed half arrived', async () => {
  await deliver([used('plan', '7', '9')]);
  await deliver([fee('other', '12')], { source: 'azure-actual', scope: 'subscription', coverage: 'billed' });
  const answer = await ask();
  expect(answer.isPartial).toBe(true);
  expect(answer.books[0]).toMatchObject({
    used: { amount: '7', atLeast: true },
    balance: null,
    missingHalves: ['effective'],
  });
});

it('finds eligible what is like covered usage, also where a bill tells no category, and never data transfer', async () => {
  await deliver([
    { ...used('plan', '5', '10'), ServiceCategory: null },
    onDemand('30', { ServiceCategory: null }),
    onDemand('60', { ServiceCategory: null, x_transfer: 'internet' }),
    onDemand('90', { ServiceCategory: 'Storage' }),
  ]);
  expect((await askBook()).coverage).toMatchObject({ part: '10', whole: '40' });
});

const hours = (unit: string, rest: TestCostRow): TestCostRow =>
  onDemand('1', { ConsumedUnit: unit, ConsumedQuantity: '24', ...rest });

it('adds up hours of whole machines alone', async () => {
  const rate = { x_provider: 'on-premises', ServiceName: 'Depreciation', SkuId: 'Node/*/depreciation' };
  await deliver([
    hours('Hrs', { SkuMeter: 'USE1-BoxUsage:m6i.large' }),
    hours('Hrs', { SkuMeter: 'USE1-SpotUsage:m6i.large', PricingCategory: 'Dynamic' }),
    hours('Hours', { x_provider: 'azure', ServiceName: 'Virtual Machines', SkuMeter: 'D4s v5' }),
    hours('Instance-hours', { x_provider: 'coreweave' }),
    hours('Hours', rate),
  ]);
  expect((await askBook()).spot.computeHours).toMatchObject({ part: '24', whole: '120', isPartial: false });
  await deliver(
    [
      hours('Hrs', { SkuMeter: 'USE1-EBSOptimized:m6i.large' }),
      hours('Hrs', { SkuMeter: 'USE1-Fargate-vCPU-Hours:perCPU' }),
      hours('Hours', { x_provider: 'azure', ServiceName: 'Virtual Machines', SkuMeter: '4 vCPU VM License' }),
      hours('Hours', { ...rate, ServiceName: 'Space', SkuId: 'Node/*/space' }),
    ],
    { scope: 'beside' },
  );
  expect((await askBook()).spot.computeHours).toMatchObject({ part: '24', whole: '120', isPartial: false });
  await deliver([hours('hour', { ...google, SkuMeter: 'A3 Instance Core running in Americas' })], { scope: 'google' });
  expect((await askBook()).spot.computeHours).toMatchObject({ part: '24', whole: '120', isPartial: true });
});

it('tells when a commitment ends as its provider had said by then', async () => {
  await deliver([used('plan', '7', '9')], { arrivedAt: new Date('2026-11-01T00:00:00Z') });
  const { id } = await bills.database.prisma.connection.create({
    data: { provider: 'aws', name: 'terms', settings: {}, tagRules: { ...defaultTagRules }, intervalMs: 60_000 },
  });
  const say = (endsAt: string, at: string) =>
    inTransaction(bills.database.pool, (client) =>
      keepCommitmentTerms(
        client,
        id,
        [{ id: 'plan', startsAt: null, endsAt: new Date(endsAt), status: 'active' }],
        new Date(at),
      ),
    );
  await say('2026-12-01T00:00:00Z', '2026-11-03T00:00:00Z');
  await say('2026-12-01T00:00:00Z', '2026-11-05T00:00:00Z');
  await say('2027-12-01T00:00:00Z', '2026-11-07T00:00:00Z');
  const termAt = async (asOf?: string) => (await askBook({ asOf })).commitments[0]?.term ?? null;
  expect(await termAt('2026-11-02T00:00:00Z')).toBeNull();
  expect(await termAt('2026-11-04T00:00:00Z')).toMatchObject({ daysLeft: 27, readAt: '2026-11-03T00:00:00.000Z' });
  expect(await termAt('2026-11-06T00:00:00Z')).toMatchObject({ daysLeft: 25, readAt: '2026-11-03T00:00:00.000Z' });
  await say('2027-12-01T00:00:00Z', '2026-11-08T00:00:00Z');
  expect(await termAt()).toMatchObject({ endsAt: '2027-12-01T00:00:00.000Z', readAt: '2026-11-08T00:00:00.000Z' });
  await bills.database.prisma.connection.delete({ where: { id } });
});

it('tells the same of commitments as of an instant whenever they are read again, by whichever connection', async () => {
  await deliver([used('plan', '7', '9')], { arrivedAt: new Date('2026-11-01T00:00:00Z') });
  const connect = (name: string) =>
    bills.database.prisma.connection.create({
      data: { provider: 'aws', name, settings: {}, tagRules: { ...defaultTagRules }, intervalMs: 60_000 },
    });
  const [one, other] = [await connect('one'), await connect('other')];
  const say = ({ id }: { id: string }, endsAt: string, at: string) =>
    inTransaction(bills.database.pool, (client) =>
      keepCommitmentTerms(
        client,
        id,
        [{ id: 'plan', startsAt: null, endsAt: new Date(endsAt), status: 'active' }],
        new Date(at),
      ),
    );
  await say(one, '2026-12-01T00:00:00Z', '2026-11-03T00:00:00Z');
  await say(other, '2026-12-08T00:00:00Z', '2026-11-04T00:00:00Z');
  const termAt = async (asOf?: string) => (await askBook({ asOf })).commitments[0]?.term ?? null;
  const told = await termAt('2026-11-06T12:00:00Z');
  expect(told).toMatchObject({ connectionId: other.id, readAt: '2026-11-04T00:00:00.000Z' });
  const again = [];
  for (const day of ['05', '06', '07', '08']) {
    await say(one, '2026-12-01T00:00:00Z', `2026-11-${day}T00:00:00Z`);
    again.push(await termAt('2026-11-06T12:00:00Z'));
    await say(other, '2026-12-08T00:00:00Z', `2026-11-${day}T06:00:00Z`);
    again.push(await termAt('2026-11-06T12:00:00Z'));
  }
  expect(again).toEqual(again.map(() => told));
  await bills.database.prisma.connection.deleteMany({ where: { id: { in: [one.id, other.id] } } });
});

it('adds up to what the rows do, to the last digit, over a month and any of its days', async () => {
  const digits = 10n ** 30n;
  const cost = fc.option(fc.bigInt({ min: -digits, max: digits }).map(formatAmount), { freq: 8 });
  const row = fc.record({
    kind: fc.constantFrom('used', 'unused', 'on-demand', 'spot'),
    day: fc.integer({ min: 1, max: 28 }).map((day) => `2026-10-${String(day).padStart(2, '0')}`),
    service: fc.constantFrom('EC2', 'RDS'),
    effective: cost,
    price: cost,
  });
  const sum = (texts: readonly (string | null)[]) => {
    const told = texts.map((text) => (text === null ? null : parseAmount(text))).filter((one) => one !== null);
    return told.length === 0 ? null : formatAmount(told.reduce<Amount>((total, one) => total + one, 0n));
  };
  await fc.assert(
    // Rows that are alike are added up before they are told apart.
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), fc.constantFrom(1, 8), async (drawn, times) => {
      const rows = Array.from({ length: times }, () => drawn).flat();
      await bills.database.pool.query('TRUNCATE cost_rollup, cost_file, cost_delivery CASCADE');
      await deliver(
        rows.map(({ kind, day, service, effective, price }) => ({
          ...{ x_charge_day: day, ServiceName: service, ServiceCategory: 'Compute', BilledCost: effective },
          ...{ EffectiveCost: effective, ContractedCost: price, ListCost: effective },
          ...(kind === 'used' ? { ...named('plan'), CommitmentDiscountStatus: 'Used' } : {}),
          ...(kind === 'unused' ? { ...named('plan'), CommitmentDiscountStatus: 'Unused' } : {}),
          ...(kind === 'on-demand' ? { PricingCategory: 'Standard' } : {}),
          ...(kind === 'spot' ? { PricingCategory: 'Dynamic' } : {}),
        })),
      );
      for (const days of [range, { from: '2026-10-04', to: '2026-10-17' }]) {
        const own = rows.filter(({ day }) => days.from <= day && day <= days.to);
        const of = (...kinds: string[]) => own.filter(({ kind }) => kinds.includes(kind));
        const covering = new Set(rows.filter(({ kind }) => kind === 'used').map(({ service }) => service));
        const eligible = own.filter(
          ({ kind, service }) => kind === 'used' || (kind === 'on-demand' && covering.has(service)),
        );
        const [book] = (await ask(days)).books;
        const orNought = (of: readonly unknown[], text: string | null) => (of.length === 0 ? '0' : text);
        if (own.length === 0) {
          expect(book).toBeUndefined();
          continue;
        }
        const texts = (some: typeof own, what: 'effective' | 'price') => some.map((one) => one[what]);
        expect(book?.used.amount).toBe(orNought(of('used'), sum(texts(of('used'), 'effective'))));
        expect(book?.unused.amount).toBe(orNought(of('unused'), sum(texts(of('unused'), 'effective'))));
        expect(book?.billed.amount).toBe(orNought(of('used', 'unused'), sum(texts(of('used', 'unused'), 'effective'))));
        expect(book?.onDemand.amount).toBe(orNought(of('used'), sum(texts(of('used'), 'price'))));
        expect(book?.coverage.whole).toBe(sum(texts(eligible, 'price')));
        const compute = of('used', 'on-demand', 'spot');
        expect(book?.spot.computeCost.whole ?? null).toBe(sum(texts(compute, 'effective')));
        const lines = book?.by.service.map(({ value, spot }) => [value, spot.whole]) ?? [];
        for (const [value, whole] of lines)
          expect(whole).toBe(
            sum(
              texts(
                compute.filter(({ service }) => service === value),
                'effective',
              ),
            ),
          );
        expect(lines).toHaveLength(new Set(compute.map(({ service }) => service)).size);
        const steps = book?.series.eligible.filter((amount) => amount !== null) ?? [];
        expect(sum(steps)).toBe(sum(texts(eligible, 'price')));
      }
    }),
    { numRuns: 8 },
  );
});
