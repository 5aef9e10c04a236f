import { afterAll, beforeAll, expect, it } from 'vitest';
import { linkCostsSchema } from '@/lib/api/contracts/link-costs';
import type { RoleGrant } from '@/lib/domain/access';
import { toMeterResource } from '@/lib/domain/link/declared-link';
import { bareLink, untoldEnd } from '@/lib/domain/link/link-facts';
import { actorWith, financeEverywhere, TestBills } from '@/lib/store/cost-rollups/test-bills';
import type { TestCostRow } from '@/lib/store/cost-rollups/test-ledger';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { createTestConnection, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { toDeclaredRow } from '@/lib/store/links/declared-links';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { readLinkCosts } from './link-cost';

let bills: TestBills;
let aws: ReadingConnection;
const ids: Record<string, string> = {};
const now = new Date('2026-11-10T12:00:00Z');
const hourMs = 3_600_000;
const lastMonth = Date.UTC(2026, 9, 1);

const ask = async (name: string, grants: RoleGrant[] = financeEverywhere) =>
  linkCostsSchema.parse(
    await readLinkCosts(
      { actor: actorWith(grants), database: bills.database, now },
      ids[name] ?? name,
      bills.openLedger,
    ),
  );
const windowOf = async (name: string, window: string) => {
  const found = (await ask(name)).windows.find((each) => each.window === window);
  if (found === undefined) throw new Error(`There is no window ${window}.`);
  return found;
};

const charge = (day: string, cost: string | null, resource: string, rest: TestCostRow = {}): TestCostRow => ({
  x_charge_day: day,
  EffectiveCost: cost,
  BilledCost: cost,
  BillingCurrency: 'USD',
  x_provider: 'aws',
  ResourceId: resource,
  ...rest,
});

/** Hourly samples of both ways, 500 MB/s in all, written as they come. */
async function measure(resource: string, hours: number, connectionId: string) {
  for (let from = 0; from < hours; from += 24) {
    const points = Array.from({ length: Math.min(24, hours - from) }, (_, hour) => ({
      at: new Date(lastMonth + (from + hour) * hourMs),
      value: 250e6,
    }));
    const series = (['receive', 'transmit'] as const).map((direction) => ({
      metric: 'link.io.rate' as const,
      definition: 'rate',
      subject: 'link' as const,
      attributes: { resource, direction },
      points,
    }));
    const written = new Date(lastMonth + (from + 24) * hourMs);
    await metricStoreOf(bills.database.pool).write({ connectionId, series, now: written }, async () => undefined);
  }
}

beforeAll(async () => {
  bills = await TestBills.create();
  const { database } = bills;
  aws = await createTestConnection(database, 'clouds');
  for (const capability of ['inventory', 'metrics'])
    await database.prisma.collectionSchedule.create({
      data: { connectionId: aws.id, capability, intervalMs: 300_000, nextDueAt: new Date(0) },
    });
  const scope = { account: '1', region: 'r', kind: 'vpn-connection' } as const;
  const item = (name: string, site: string) =>
    toTestItem(name, {
      ...scope,
      nativeId: name,
      tags: { site },
      links: [
        {
          ...bareLink({ form: 'vpn-connection', name, state: 'up', nativeState: 'up' }),
          meters: [{ resource: name, attributes: {} }],
        },
      ],
    });
  const items = [item('vpn-1', 'dublin'), item('vpn-2', 'dublin'), item('vpn-3', 'london')];
  await writeTestScope(database.pool, aws, items, { scope, readAt: now });
  const other = await createTestConnection(database, 'other clouds');
  for (const [on, name, site, near, far] of [
    [aws, 'end-1', 'dublin', '203.0.113.1', '203.0.113.2'],
    [other, 'end-2', 'london', '203.0.113.2', '203.0.113.1'],
  ] as const) {
    const tunnel = bareLink({ form: 'vpn-tunnel', name, state: 'up', nativeState: 'up' });
    const ends = { near: { ...untoldEnd, address: near }, far: { ...untoldEnd, address: far } };
    const tunnelScope = { ...scope, kind: 'vpn-tunnel' } as const;
    const told = { ...tunnelScope, nativeId: name, tags: { site }, links: [{ ...tunnel, ...ends }] };
    await writeTestScope(database.pool, on, [toTestItem(name, told)], { scope: tunnelScope, readAt: now });
  }
  const circuits = { ...scope, kind: 'private-circuit' } as const;
  const circuit = { ...bareLink({ form: 'circuit', name: 'twice', state: 'up', nativeState: 'up' }), sharedIds: ['x'] };
  for (const on of [aws, other])
    await writeTestScope(
      database.pool,
      on,
      [toTestItem('twice', { ...circuits, nativeId: 'twice', tags: { site: 'dublin' }, links: [circuit] })],
      { scope: circuits, readAt: now },
    );
  for (const { id, nativeId } of await database.prisma.resource.findMany()) ids[nativeId] = id;
  for (const { month, arrivedAt } of [
    { month: '2026-10', arrivedAt: '2026-11-05T00:00:00Z' },
    { month: '2026-11', arrivedAt: '2026-11-10T06:00:00Z' },
  ])
    await bills.deliver(
      [
        charge(`${month}-01`, '1.2', 'vpn-1'),
        charge(`${month}-02`, '1.3', 'arn:aws:ec2:eu-west-1:1:vpn-connection/VPN-1'),
        charge(`${month}-02`, '4', 'vpn-1', { x_transfer: 'internet' }),
        charge(`${month}-03`, null, 'vpn-2'),
        charge(`${month}-03`, '7', 'vpn-2'),
        charge(`${month}-03`, '99', 'vpn-10'),
        charge(`${month}-04`, '11', 'end-1'),
        charge(`${month}-04`, '22', 'end-2'),
        charge(`${month}-05`, '5', 'twice'),
      ],
      { month: `${month}-01`, arrivedAt: new Date(arrivedAt) },
    );
  await measure('vpn-1', 31 * 24, aws.id);
  await measure('vpn-2', 10, aws.id);
  const said = {
    medium: 'mpls',
    near: { site: 'dublin' },
    far: { site: 'london' },
    carrier: null,
    circuitId: null,
  } as const;
  const rest = { ridesOn: [], carries: [], redundancyGroup: null, notes: '', capacityBitsPerSecond: null };
  const by = { createdBy: 'x', createdAt: now, updatedBy: 'ada@x.example', updatedAt: now };
  const cost = { amount: '1339.2', currency: 'EUR' };
  const meter = {
    by: 'prometheus' as const,
    connectionId: aws.id,
    series: 'x',
    unit: 'bytes' as const,
    isCounter: true,
  };
  const meters = [{ ...meter, measures: 'receive' as const }];
  const row = toDeclaredRow({ ...said, ...rest, name: 'fibre', cost, meters });
  const stored = await database.prisma.declaredLink.create({ data: { ...row, ...by } });
  ids.fibre = stored.id;
  await measure(toMeterResource(stored.id), 31 * 24, aws.id);
});
afterAll(() => bills.close());

it('adds up what bills charge for a link’s own resource, transfer apart, and for no other', async () => {
  const { billed } = await windowOf('vpn-1', 'last-month');
  expect(billed).toMatchObject([{ teller: 'clouds', amount: '2.5', transfer: '4', currency: 'USD', basis: 'billed' }]);
  expect((await windowOf('vpn-1', 'month-to-date')).billed).toMatchObject([{ amount: '2.5', transfer: '4' }]);
  expect((await windowOf('vpn-3', 'last-month')).billed).toEqual([]);
});

it('says what comes on each terabyte, at most so much where hours were not measured, and nothing where none was', async () => {
  // 500 MB/s over 744 hours are 1339.2 TB.
  const whole = await windowOf('vpn-1', 'last-month');
  expect(whole.volume).toEqual({ bytes: 1339.2e12, measuredHours: 744, hours: 744 });
  expect(Number(whole.perTerabyte[0]?.amount)).toBeCloseTo(6.5 / 1339.2, 9);
  const part = await windowOf('vpn-2', 'last-month');
  expect(part.volume).toMatchObject({ bytes: 18e12, measuredHours: 10 });
  // A row does not tell its cost and hours are missing: it may be more or less.
  expect(part.billed).toMatchObject([{ amount: '7', atLeast: true }]);
  expect(part.perTerabyte).toMatchObject([{ bound: null }]);
  const none = await windowOf('vpn-3', 'last-month');
  expect(none).toMatchObject({ volume: null, perTerabyte: [] });
});

it('tells what a declared link costs as stated, and what of that comes on each terabyte', async () => {
  const { stated } = await ask('fibre');
  expect(stated).toMatchObject([{ amount: '1339.2', currency: 'EUR', by: 'ada@x.example' }]);
  const { billed, perTerabyte } = await windowOf('fibre', 'last-month');
  expect(billed).toEqual([]);
  expect(perTerabyte).toEqual([{ amount: '1', currency: 'EUR', basis: 'stated', bound: 'exact' }]);
});

it('is told to whoever may see its costs, and to nobody else', async () => {
  await expect(ask('vpn-1', [{ role: 'viewer', scope: { kind: 'all' } }])).rejects.toMatchObject({ kind: 'denied' });
  const london: RoleGrant[] = [{ role: 'finance', scope: { kind: 'site', site: 'london' } }];
  await expect(ask('vpn-1', london)).rejects.toMatchObject({ kind: 'not-found' });
  expect((await ask('vpn-3', london)).windows).toHaveLength(2);
});

it('tells of a link between two reaches what the end within costs, and no more', async () => {
  const billedOf = async (grants: RoleGrant[]) =>
    (await ask('end-1', grants)).windows[1]?.billed.map(({ resource, amount }) => [resource, amount]);
  expect((await billedOf(financeEverywhere))?.toSorted()).toEqual([
    ['end-1', '11'],
    ['end-2', '22'],
  ]);
  expect(await billedOf([{ role: 'finance', scope: { kind: 'site', site: 'dublin' } }])).toEqual([['end-1', '11']]);
});

it('counts a resource once that two connections tell of', async () => {
  expect((await windowOf('twice', 'last-month')).billed).toMatchObject([{ resource: 'twice', amount: '5' }]);
});
