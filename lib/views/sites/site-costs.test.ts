import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteCostsSchema, sitePageCostsSchema } from '@/lib/api/contracts/site-pages';
import type { RoleGrant } from '@/lib/domain/access';
import { actorWith, financeEverywhere, TestBills } from '@/lib/store/cost-rollups/test-bills';
import type { TestCostRow } from '@/lib/store/cost-rollups/test-ledger';
import { toMonthToDate } from './month-to-date';
import { readSiteCosts } from './read-site-costs';
import { readSitePageCosts } from './read-site-page-costs';

let bills: TestBills;
const now = new Date('2026-10-11T12:00:00Z');

const charge = (day: string, cost: string | null, site: string | null, rest: TestCostRow = {}): TestCostRow => ({
  BillingCurrency: 'USD',
  x_provider: 'aws',
  x_charge_day: day,
  EffectiveCost: cost,
  BilledCost: cost,
  Tags: JSON.stringify(site === null ? {} : { site }),
  ...rest,
});

beforeAll(async () => {
  bills = await TestBills.create();
  const rows = [
    charge('2026-10-01', '10.5', 'oslo', { ServiceName: 'compute' }),
    charge('2026-10-10', '1', 'oslo', { ServiceName: 'storage', x_provider: 'azure' }),
    // Today is not over, and compares with nothing.
    charge('2026-10-11', '100', 'oslo', { ServiceName: 'compute' }),
    charge('2026-10-02', '7', 'rome', { ServiceName: 'compute' }),
    charge('2026-10-02', null, 'bonn', { ServiceName: 'compute' }),
    charge('2026-10-02', '3', null, { ServiceName: 'compute' }),
  ];
  await bills.deliver(rows, { arrivedAt: new Date('2026-10-11T06:00:00Z') });
});
afterAll(() => bills.close());

const context = (grants: RoleGrant[]) => ({ actor: actorWith(grants), database: bills.database, now });
const ofSite = (site: string): RoleGrant[] => [{ role: 'finance', scope: { kind: 'site', site } }];
const all = async (grants = financeEverywhere) =>
  siteCostsSchema.parse(await readSiteCosts(context(grants), bills.openLedger));
const one = async (site: string, grants = financeEverywhere) =>
  sitePageCostsSchema.parse(await readSitePageCosts(context(grants), site, bills.openLedger));

describe('what sites cost in this month so far', () => {
  it('is told by site, exactly, up to yesterday; of one that nobody tells it is not nought', async () => {
    const { from, to, sites } = await all();
    expect([from, to]).toEqual(['2026-10-01', '2026-10-10']);
    expect(Object.fromEntries(Object.entries(sites).map(([site, books]) => [site, books[0]?.amount]))).toEqual({
      oslo: '11.5',
      rome: '7',
      bonn: null,
    });
    expect(sites.bonn?.[0]?.atLeast).toBe(true);
    expect(sites.nowhere).toBeUndefined();
  });

  it('is told of the sites within reach alone', async () => {
    expect(Object.keys((await all(ofSite('rome'))).sites)).toEqual(['rome']);
    await expect(one('oslo', ofSite('rome'))).rejects.toThrow('There is no such site');
    await expect(all([{ role: 'viewer', scope: { kind: 'all' } }])).rejects.toThrow('cost:read');
  });

  it('is told on the page of a site by provider and by service, against as many days before', async () => {
    const { books, previousFrom, previousTo } = await one('oslo');
    expect([previousFrom, previousTo]).toEqual(['2026-09-21', '2026-09-30']);
    expect(books).toMatchObject([
      {
        currency: 'USD',
        amount: '11.5',
        providers: [
          { value: 'aws', amount: '10.5' },
          { value: 'azure', amount: '1' },
        ],
        services: [
          { value: 'compute', amount: '10.5' },
          { value: 'storage', amount: '1' },
        ],
        otherServices: null,
      },
    ]);
    expect((await one('nowhere')).books).toEqual([]);
    expect((await one('oslo', ofSite('oslo'))).books[0]?.amount).toBe('11.5');
  });
});

it('a month to date is of whole days, and on its first day of that day', () => {
  const of = (instant: string) => toMonthToDate(new Date(instant));
  expect(of('2026-03-31T23:59:59Z')).toEqual({
    range: { from: '2026-03-01', to: '2026-03-30' },
    previous: { from: '2026-01-30', to: '2026-02-28' },
  });
  expect(of('2026-03-01T00:00:00Z')).toEqual({
    range: { from: '2026-03-01', to: '2026-03-01' },
    previous: { from: '2026-02-28', to: '2026-02-28' },
  });
});
