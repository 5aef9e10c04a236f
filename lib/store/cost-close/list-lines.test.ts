import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toDefaultAttribution } from '@/lib/domain/cost/attribution-rules';
import { defaultTagRules } from '@/lib/domain/resource';
import { openTestDuckDb, type TestCostRow, writeTestParquet } from '@/lib/store/cost-rollups/test-ledger';
import type { CloseDelivery } from './close-delivery';
import type { CloseLedger } from './close-ledger';
import { listLines } from './list-lines';

let duck: Awaited<ReturnType<typeof openTestDuckDb>>;
let ledger: CloseLedger;
beforeAll(async () => {
  duck = await openTestDuckDb();
  ledger = {
    root: await mkdtemp(join(tmpdir(), 'millwright-lines-')),
    engine: {
      query: async (sql) => (await duck.connection.runAndReadAll(sql)).getRowObjects(),
      withConnection: (work) => work(duck.connection),
      close: async () => undefined,
    },
  };
});
afterAll(async () => {
  duck.close();
  await rm(ledger.root, { recursive: true, force: true });
});

let written = 0;
async function deliver(costs: Record<string, string>, given: Partial<CloseDelivery> = {}): Promise<CloseDelivery> {
  const path = join(ledger.root, `${written++}.parquet`);
  const rows = Object.entries(costs).map(
    ([resource, cost]): TestCostRow => ({
      BillingCurrency: 'USD',
      x_provider: 'aws',
      ChargeCategory: 'Usage',
      ResourceId: resource,
      PricingQuantity: '1',
      x_charge_day: '2026-10-05',
      BilledCost: cost,
      EffectiveCost: cost,
      Tags: JSON.stringify({ team: resource }),
    }),
  );
  await writeTestParquet(duck.connection, path, rows);
  return {
    id: path,
    source: 'aws-focus',
    scope: 'payer',
    basis: 'billed',
    coverage: 'all',
    contentHash: path,
    attribution: toDefaultAttribution(defaultTagRules),
    tagKeys: ['team', 'site'],
    files: [path],
    ...given,
  };
}

const list = async (closed: CloseDelivery, now: CloseDelivery, given: Partial<Parameters<typeof listLines>[3]> = {}) =>
  (
    await listLines(ledger, [closed], [now], {
      metric: 'billed',
      cause: 'price',
      basis: 'billed',
      currency: 'USD',
      reach: null,
      offset: 0,
      limit: 1,
      ...given,
    })
  ).map(({ resource, closed: then, now: later, change, source }) => [resource, then, later, change, source]);
const keptLines = async () =>
  (await readdir(join(ledger.root, 'spill'))).filter((name) => name.startsWith('close-lines-'));

test('every page, cost and reach is read of one comparison, which is made anew where it was swept', async () => {
  const closed = await deliver({ a: '10', b: '20', c: '30' });
  const now = await deliver({ a: '11', b: '22', c: '33' });
  const all = [
    ['c', '30', '33', '3', 'aws-focus'],
    ['b', '20', '22', '2', 'aws-focus'],
    ['a', '10', '11', '1', 'aws-focus'],
  ];
  // One more than asked for tells that there are more.
  expect(await list(closed, now)).toEqual(all.slice(0, 2));
  for (const path of [...closed.files, ...now.files]) await rm(path);
  expect(await list(closed, now, { offset: 1, limit: 50 })).toEqual(all.slice(1));
  expect(await list(closed, now, { metric: 'effective', limit: 50 })).toEqual(all);
  expect(await list(closed, now, { limit: 50, reach: { sites: [], teams: ['b'] } })).toEqual([all[1]]);
  expect(await list(closed, now, { limit: 50, basis: 'own-estimate' })).toEqual([]);
  expect(await list(closed, now, { limit: 50, currency: null })).toEqual([]);
  expect(await keptLines()).toHaveLength(1);
  for (const name of await keptLines()) await rm(join(ledger.root, 'spill', name));
  await expect(list(closed, now)).rejects.toThrow(/parquet/);
});

test('another state of the bills, or of the rules they are attributed by, is another comparison', async () => {
  const closed = await deliver({ a: '10' });
  const now = await deliver({ a: '11' });
  expect(await list(closed, now)).toEqual([['a', '10', '11', '1', 'aws-focus']]);
  const later = await deliver({ a: '12' });
  expect(await list(closed, later)).toEqual([['a', '10', '12', '2', 'aws-focus']]);
  const rules = { ...now.attribution, rules: [] };
  await list(closed, { ...now, attribution: rules });
  expect(await keptLines()).toHaveLength(3);
});

test('only the comparisons that were looked at last are kept', async () => {
  const closed = await deliver({ a: '10' });
  for (let cost = 20; cost < 30; cost += 1) await list(closed, await deliver({ a: String(cost) }));
  expect(await keptLines()).toHaveLength(8);
});
