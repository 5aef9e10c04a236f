import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CostSelector } from '@/lib/domain/cost/allocation-rules';
import { readAmount } from '@/lib/domain/cost/amount';
import type { Attribution, AttributionRule } from '@/lib/domain/cost/attribution-rules';
import { type AllocatedSum, sumAllocated } from './sum-allocated';
import { openTestDuckDb, type TestCostRow, writeTestParquet } from './test-ledger';

let duck: Awaited<ReturnType<typeof openTestDuckDb>>;
let root: string;
beforeAll(async () => {
  duck = await openTestDuckDb();
  root = await mkdtemp(join(tmpdir(), 'millwright-allocated-'));
});
afterAll(async () => {
  duck.close();
  await rm(root, { recursive: true, force: true });
});

interface Charge {
  cost: string | null;
  currency: 'USD' | 'EUR';
  day: string;
  team: string | null;
  account: string | null;
  resource: string | null;
  service: string;
  gpuHours: string | null;
}

const cost = fc.constantFrom('1', '-3.5', '0.000000000000000000000001', '123456789.123456789123456789', null);
const days = ['2026-10-01', '2026-10-02', '2026-10-03'];
const teams = ['vision', 'speech', 'platform'];
const charge: fc.Arbitrary<Charge> = fc.record({
  cost,
  currency: fc.constantFrom('USD', 'EUR'),
  day: fc.constantFrom(...days, '2026-11-01'),
  team: fc.constantFrom(...teams, null),
  account: fc.constantFrom('1234', '12', '999', null),
  resource: fc.constantFrom('train-1', 'web-1', null),
  service: fc.constantFrom('Compute', 'Support', 'Network'),
  gpuHours: fc.constantFrom('1', '0.25', null),
});
const rule: fc.Arbitrary<AttributionRule> = fc.record({
  attribute: fc.constantFrom('team' as const),
  source: fc.constantFrom(
    { from: 'tag' as const, key: 'team' },
    { from: 'account' as const },
    { from: 'resource-name' as const },
  ),
  maps: fc.option(fc.record({ pattern: fc.constantFrom('12*', '*1', '999', '*'), value: fc.constantFrom(...teams) })),
});
const pool: fc.Arbitrary<CostSelector> = fc.constantFrom<CostSelector>(
  { service: ['Support'] },
  { service: ['Network', 'Compute'], team: [''] },
  { account: ['1234', ''] },
  { provider: ['aws'], team: ['vision'] },
);
const gpuDays = fc.option(
  fc
    .array(fc.tuple(fc.constantFrom(...teams, null), fc.subarray(days)), { maxLength: 4 })
    .map((given) => new Map(given.map(([team, own]) => [team, new Set(own)] as const))),
);

const toRow = ({ cost, currency, day, team, account, resource, service, gpuHours }: Charge): TestCostRow => ({
  EffectiveCost: cost,
  BillingCurrency: currency,
  x_charge_day: day,
  Tags: team === null ? null : JSON.stringify({ team }),
  SubAccountId: account,
  ResourceName: resource,
  ServiceName: service,
  x_provider: 'aws',
  x_gpu_model: gpuHours === null ? null : 'NVIDIA H100',
  x_gpu_hours: gpuHours,
});

/** What a row is told as, rule by rule. */
function findTeam({ team, account, resource }: Charge, rules: readonly AttributionRule[]): string | null {
  for (const { source, maps } of rules) {
    const text = source.from === 'account' ? account : source.from === 'tag' ? team : resource;
    if (text === null) continue;
    if (maps === null) return text;
    if (new RegExp(`^${maps.pattern.replaceAll('*', '.*')}$`).test(text)) return maps.value;
  }
  return null;
}

function findPool(given: Charge, team: string | null, pools: readonly CostSelector[]): number | null {
  const values = { service: given.service, account: given.account, team, provider: 'aws' };
  const place = pools.findIndex((selector) =>
    (['service', 'account', 'team', 'provider'] as const).every(
      (dimension) => selector[dimension]?.includes(values[dimension] ?? '') ?? true,
    ),
  );
  return place < 0 ? null : place;
}

function addByHand(
  charges: readonly Charge[],
  rules: readonly AttributionRule[],
  pools: readonly CostSelector[],
  days: ReadonlyMap<string | null, ReadonlySet<string>> | null,
): AllocatedSum[] {
  const sums = new Map<string, AllocatedSum>();
  for (const one of charges.filter(({ day }) => day.startsWith('2026-10'))) {
    const team = findTeam(one, rules);
    const key = { basis: 'billed' as const, currency: one.currency, team, pool: findPool(one, team, pools) };
    const name = JSON.stringify(key);
    const none = { amount: 0n, rows: 0, untold: 0, gpu: 0n, accountedGpu: 0n, gpuHours: 0n };
    const sum = sums.get(name) ?? { ...key, ...none };
    sums.set(name, sum);
    const amount = one.cost === null ? 0n : readAmount(one.cost);
    sum.amount += amount;
    sum.rows += 1;
    if (one.cost === null) sum.untold += 1;
    if (one.gpuHours === null) continue;
    sum.gpuHours += readAmount(one.gpuHours);
    if ([...(days?.values() ?? [])].some((own) => own.has(one.day))) sum.gpu += amount;
    if (days?.get(team)?.has(one.day) === true) sum.accountedGpu += amount;
  }
  return [...sums.values()];
}

const inOrder = (sums: readonly AllocatedSum[]) =>
  sums.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
const nameOf = ({ currency, team, pool }: AllocatedSum) => JSON.stringify([currency, team, pool]);

test('rows of which rules are worked out once for many add up to what each adds up to by hand', async () => {
  let written = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(charge, fc.constantFrom(1, 2, 9)), { minLength: 1, maxLength: 20 }),
      fc.array(rule, { maxLength: 4 }),
      fc.array(pool, { maxLength: 3 }),
      gpuDays,
      fc.boolean(),
      async (drawn, rules, pools, days, isKnown) => {
        const charges = drawn.flatMap(([one, times]) => Array.from({ length: times }, () => one));
        const path = join(root, `${written++}.parquet`);
        await writeTestParquet(duck.connection, path, charges.map(toRow));
        const attribution: Attribution = { rules, siteAliases: {}, written: 0, version: null };
        const found = await sumAllocated(
          duck.connection,
          [{ basis: 'billed', paths: [path], attribution, tagKeys: isKnown ? ['team'] : null }],
          { metric: 'effective', range: { from: '2026-10-01', to: '2026-10-31' }, pools, gpuDays: days },
        );
        expect(inOrder(found)).toEqual(inOrder(addByHand(charges, rules, pools, days)));
      },
    ),
    { numRuns: 20 },
  );
});
