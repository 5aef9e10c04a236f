import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { addRateCardSchema, rateCardInputSchema } from '@/lib/api/contracts/rate-cards';
import { putRateCard } from '@/lib/commands/cost/put-rate-card';
import { formatAmount } from '@/lib/domain/cost/amount';
import { readTotals } from '@/lib/store/cost-ledger/read-totals';
import { createTestLedger, type TestLedger } from '@/lib/store/cost-ledger/test-ledger';
import { createTestConnection, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import type { SummedSeries } from '@/lib/store/metrics/metric-store';
import { previewRateCard, readRateCards } from '@/lib/views/cost/on-premises/read-rate-cards';
import { createOnPremisesUpkeep } from './keep-on-premises';

const scope = { account: 'hall', region: 'global', kind: 'cluster-node' } as const;
const card = {
  site: 'munich',
  gpuModel: 'NVIDIA H100',
  validFrom: '2026-10-01',
  currency: 'EUR',
  purchase: { price: '273900', residual: '0', on: '2026-01-01', months: 36 },
  powerPrice: '0.25',
  pue: '1.5',
  ratedWatts: '10000',
  hostWatts: '2000',
  rackPrice: '310',
  nodesPerRack: 1,
  staffPrice: null,
  overheadPrice: '0',
  basedOn: null,
};

let ledger: TestLedger;
let clock = new Date('2026-10-30T12:00:00Z');
let watts: number | null = null;
let measuredHours = 24;
let upkeep: () => Promise<number | null>;

beforeAll(async () => {
  ledger = await createTestLedger();
  await ledger.database.prisma.site.create({
    data: { name: 'munich', title: 'Munich', aliases: [], updatedAt: clock },
  });
  upkeep = createOnPremisesUpkeep({
    database: ledger.database,
    ledgerFolder: ledger.folder.root,
    metricStore: {
      readSums: async (filter) => ({ items: filter.attributes?.['host.name'] ? measure() : [], gaps: [] }),
    },
    now: () => clock,
    stopping: new AbortController().signal,
  });
  const connection = { ...(await createTestConnection(ledger.database, 'hall')), provider: 'slurm' as const };
  const node = (name: string) =>
    toTestItem(name, {
      kind: 'cluster-node',
      account: 'hall',
      region: 'global',
      tags: { site: 'munich', team: 'vision' },
      accelerators: [{ model: 'NVIDIA H100', count: 8, memoryBytes: null }],
    });
  read = (names, readAt) =>
    writeTestScope(ledger.database.pool, connection, names.map(node), {
      scope,
      readAt: new Date(readAt),
      listed: true,
    });
});
afterAll(() => ledger.close());

let read: (names: string[], readAt: string) => Promise<unknown>;

/** Power of the first node's devices, each hour of a day, where it is measured. */
function measure(): SummedSeries[] {
  if (watts === null) return [];
  const each = watts;
  return Array.from({ length: 8 }, (_, index) => ({
    series: {
      connectionId: 'x',
      metric: 'hw.power',
      unit: 'W',
      definition: 'DCGM',
      subject: 'accelerator',
      attributes: { 'host.name': 'dgx-1', 'gpu.index': String(index) },
    },
    sum: new Float64Array(24).fill(each * 60, 0, measuredHours),
    count: new Float64Array(24).fill(60, 0, measuredHours),
  }));
}

async function keepAt(at: string): Promise<number | null> {
  clock = new Date(at);
  return upkeep();
}

const context = () => ({ actor: cliActor('test'), database: ledger.database, now: clock, requestId: 'test' });
const munichReader = {
  ...cliActor('test'),
  grants: [{ role: 'finance' as const, scope: { kind: 'site' as const, site: 'munich' } }],
};
const write = (parts: object) => putRateCard(context(), addRateCardSchema.parse({ ...card, ...parts }));

/** What the ledger tells, by day and service. */
async function tell(month: string) {
  const time = { basis: 'billing-month', from: month, to: month } as const;
  const totals = await readTotals(ledger, { by: ['day', 'service'], metrics: ['effective'], time, asOf: clock });
  return Object.fromEntries(
    totals.map(({ keys, metrics: { effective } }) => [
      keys.join(' '),
      effective?.amount == null ? null : formatAmount(effective.amount),
    ]),
  );
}

test('what nodes cost is told of the days on which they were listed, once these are over', async () => {
  expect(await keepAt('2026-10-30T12:00:00Z')).toBe(0);
  await read(['dgx-1', 'dgx-2'], '2026-10-30T11:00:00Z');
  await write({});
  expect(await keepAt('2026-10-30T23:59:00Z')).toBe(0);
  expect(await keepAt('2026-10-31T00:30:00Z')).toBe(0);
  expect(await keepAt('2026-10-31T01:00:00Z')).toBe(1);
  expect(await tell('2026-10')).toEqual({
    '2026-10-30 Depreciation': expect.stringMatching(/^499\.8175182481751824817518/),
    '2026-10-30 Power': '180',
    '2026-10-30 Space': '20',
    '2026-10-30 Staff': null,
  });
  expect(await keepAt('2026-10-31T02:00:00Z')).toBe(0);
});

test('a day that nobody read is assumed of what was listed before and after, and months are deliveries of their own', async () => {
  watts = 500;
  measuredHours = 23;
  await read(['dgx-1'], '2026-11-02T08:00:00Z');
  expect(await keepAt('2026-11-02T09:00:00Z')).toBe(2);
  expect(await keepAt('2026-11-03T01:30:00Z')).toBe(1);
  const told = await tell('2026-11');
  const lost = [told['2026-11-01 Depreciation'], told['2026-11-02 Depreciation']];
  expect(lost).toEqual([1, 2].map(() => expect.stringMatching(/^499\.81751824817518248175182/)));
  // The second node was not listed by the next read: it may have been gone already, and loses its value alone.
  expect([told['2026-11-01 Power'], told['2026-11-01 Space']]).toEqual(['90', expect.stringMatching(/^10\.3333/)]);
  // 2,000 W and 8 × 500 W, times 1.5 and 24 hours, at 0.25 the kWh.
  expect(told['2026-11-02 Power']).toBe('54');
  expect(await tell('2026-10')).toMatchObject({ '2026-10-31 Power': '90', '2026-10-31 Space': '10' });
  const assumed = await ledger.engine.withConnection(async (connection) => {
    const files = await ledger.database.prisma.costFile.findMany({ where: { delivery: { supersededAt: null } } });
    const paths = files.map(({ parquetPath }) => `'${ledger.folder.root}/${parquetPath}'`);
    const rows = await connection.runAndReadAll(
      `SELECT DISTINCT x_charge_day::VARCHAR || ' ' || ResourceName AS told, ChargeDescription LIKE '%assumed%' AS says
       FROM read_parquet([${paths.join(', ')}]) WHERE x_other['x_Presence'] = 'assumed' ORDER BY 1`,
    );
    return rows.getRowObjects();
  });
  expect(assumed).toEqual(['2026-10-31', '2026-11-01'].map((day) => ({ told: `${day} dgx-1`, says: true })));
});

test('rows tell GPUs and their hours once, and whose they are', async () => {
  const time = { basis: 'billing-month', from: '2026-11', to: '2026-11' } as const;
  const by = ['gpu-model', 'tag:team', 'tag:millwright:site', 'currency'] as const;
  const totals = await readTotals(ledger, { by: [...by], metrics: ['effective'], time, asOf: clock });
  // What is lost of a node that nobody listed is the price of no GPU hour.
  expect(totals.map(({ keys }) => keys).sort()).toEqual([
    [null, 'vision', 'munich', 'EUR'],
    ['NVIDIA H100', 'vision', 'munich', 'EUR'],
  ]);
  const files = await ledger.database.prisma.costFile.findMany({
    where: { delivery: { supersededAt: null, billingMonth: new Date('2026-11-01') } },
  });
  const hours = await ledger.engine.withConnection(async (connection) => {
    const path = `${ledger.folder.root}/${files[0]?.parquetPath}`;
    const rows = await connection.runAndReadAll(
      `SELECT sum(x_gpu_hours)::VARCHAR AS hours FROM read_parquet('${path}')`,
    );
    return rows.getRowObjects()[0]?.hours;
  });
  // Of the day that nobody read, too.
  expect(Number(hours)).toBe(2 * 8 * 24);
  expect(await ledger.database.prisma.costDelivery.findFirst({ where: { supersededAt: null } })).toMatchObject({
    source: 'on-premises-rates',
    basis: 'own-estimate',
    coverage: 'effective',
    connectionId: null,
    state: 'kept',
  });
});

test('a version of a card tells its days anew, and what was known before stays known', async () => {
  const before = clock;
  clock = new Date('2026-11-03T02:00:00Z');
  await write({ basedOn: 1, validFrom: '2026-11-01', rackPrice: '600' });
  expect(await keepAt('2026-11-03T02:05:00Z')).toBe(1);
  expect((await tell('2026-11'))['2026-11-02 Space']).toBe('20');
  expect((await tell('2026-10'))['2026-10-30 Space']).toBe('20');
  const time = { basis: 'billing-month', from: '2026-11', to: '2026-11' } as const;
  const [then] = await readTotals(ledger, { by: ['service'], metrics: ['effective'], time, asOf: before });
  expect(then).toBeDefined();
  await write({ basedOn: 2, validFrom: '2026-11-01', withdrawn: true });
  expect(await keepAt('2026-11-03T02:10:00Z')).toBe(1);
  expect(await tell('2026-11')).toEqual({});
});

test('a card is refused that somebody else wrote since, in another currency, of no site, and is never changed', async () => {
  await expect(write({ basedOn: 1 })).rejects.toMatchObject({ kind: 'conflict' });
  await expect(write({ basedOn: 3, currency: 'USD' })).rejects.toMatchObject({ kind: 'invalid' });
  await expect(write({ site: 'nowhere' })).rejects.toMatchObject({ kind: 'invalid' });
  const purchase = { ...card.purchase, residual: '273901' };
  await expect(write({ basedOn: 3, purchase })).rejects.toMatchObject({ kind: 'invalid' });
  await expect(ledger.database.pool.query('UPDATE cost_rate_card SET note = $1', ['x'])).rejects.toThrow(
    /kept as it was/,
  );
  await expect(ledger.database.pool.query('DELETE FROM cost_rate_card')).rejects.toThrow(/kept as it was/);
  expect(await ledger.database.prisma.auditEntry.count({ where: { action: 'rate-card.write', outcome: 'done' } })).toBe(
    3,
  );
});

test('whoever sees a site sees its cards, with what an hour comes to and what no card prices', async () => {
  const reader = (scope: { kind: 'site'; site: string } | { kind: 'team'; team: string }) => ({
    ...context(),
    actor: { ...cliActor('test'), grants: [{ role: 'finance' as const, scope }] },
  });
  const { cards, unpriced, assumed, day } = await readRateCards(context());
  expect(day).toBe('2026-11-02');
  expect(cards).toMatchObject([
    { site: 'munich', inForce: null, rates: null, versions: [{ version: 3 }, { version: 2 }, { version: 1 }] },
  ]);
  expect(unpriced).toEqual([{ site: 'munich', gpuModel: 'NVIDIA H100', gpuCount: 8, nodes: 1 }]);
  expect(assumed).toEqual([{ site: 'munich', from: '2026-10-31', to: '2026-11-01', days: 2, nodes: 1 }]);
  expect(await readRateCards(reader({ kind: 'site', site: 'oslo' }))).toMatchObject({ cards: [], assumed: [] });
  expect((await readRateCards(reader({ kind: 'site', site: 'munich' }))).cards).toHaveLength(1);
  await expect(readRateCards(reader({ kind: 'team', team: 'vision' }))).rejects.toMatchObject({ kind: 'denied' });
  const { basedOn: _, ...said } = { ...card, validFrom: '2026-11-02', staffPrice: '0' };
  const preview = await previewRateCard(context(), rateCardInputSchema.parse(said));
  await write({ ...said, basedOn: 3 });
  const [again] = (await readRateCards(context())).cards;
  expect(again?.rates).toEqual(preview);
  expect(again?.rates).toMatchObject({
    nodes: 1,
    gpus: 8,
    measuredNodes: 1,
    absentNodes: 1,
    total: { atLeast: false },
  });
  expect(again?.rates?.parts.find(({ part }) => part === 'power')).toMatchObject({
    perNodeHour: '2.25',
    perGpuHour: '0.28125',
  });
});

test('a node that was moved to a site one does not see is not missing at its own', async () => {
  const { pool } = ledger.database;
  const absent = async () => {
    const [card] = (await readRateCards({ ...context(), actor: munichReader })).cards;
    return card?.rates?.absentNodes;
  };
  expect(await absent()).toBe(1);
  await pool.query(
    `INSERT INTO cost_node_day (day, node, site, name, native_id, provider, gpu_model, gpu_count, changed_at)
     SELECT '2026-11-02', node, 'oslo', name, native_id, provider, gpu_model, gpu_count, changed_at
     FROM cost_node_day WHERE name = 'dgx-2'`,
  );
  expect(await absent()).toBe(0);
  await pool.query(`DELETE FROM cost_node_day WHERE site = 'oslo'`);
});

test('a preview counts the cards beside it, as a bill does', async () => {
  const { basedOn: _, ...said } = { ...card, validFrom: '2026-11-02', nodes: 'dgx-*' };
  const named = await previewRateCard(context(), rateCardInputSchema.parse(said));
  expect(named).toMatchObject({ nodes: 1, absentNodes: 1 });
  const last = await previewRateCard(context(), rateCardInputSchema.parse({ ...said, nodes: 'd*' }));
  expect(last).toMatchObject({ nodes: 1 });
  await write({ ...said, basedOn: null });
  expect(await previewRateCard(context(), rateCardInputSchema.parse({ ...said, nodes: 'd*' }))).toMatchObject({
    nodes: 0,
    absentNodes: 0,
  });
  await expect(
    previewRateCard(context(), rateCardInputSchema.parse({ ...said, currency: 'USD' })),
  ).rejects.toMatchObject({ kind: 'invalid' });
});

test('a measurement that came late tells the day anew, and each day says which power it counts', async () => {
  await keepAt('2026-11-03T02:20:00Z');
  expect((await tell('2026-11'))['2026-11-02 Power']).toBe('54');
  [watts, measuredHours] = [600, 24];
  expect(await keepAt('2026-11-03T04:00:00Z')).toBe(1);
  // 2,000 W and 8 × 600 W.
  expect((await tell('2026-11'))['2026-11-02 Power']).toBe('61.2');
  [watts, measuredHours] = [100, 22];
  expect(await keepAt('2026-11-03T20:00:00Z')).toBe(0);
  expect((await tell('2026-11'))['2026-11-02 Power']).toBe('61.2');
});

test('what a node costs that no card prices is not known, and sums say so', async () => {
  await write({ basedOn: 1, nodes: 'dgx-*', validFrom: '2026-11-02', withdrawn: true });
  await write({ basedOn: 4, validFrom: '2026-11-02', withdrawn: true });
  await write({ gpuModel: null, validFrom: '2026-11-02' });
  expect(await keepAt('2026-11-03T20:10:00Z')).toBe(1);
  expect(await tell('2026-11')).toEqual({ '2026-11-02 Nodes without a rate': null });
});

test('what was told of a node is taken back once nothing of it is left, as when it turns out to be in a cloud', async () => {
  expect(Object.keys(await tell('2026-10'))).not.toEqual([]);
  await ledger.database.pool.query('DELETE FROM cost_node_day');
  expect(await keepAt('2026-11-05T20:20:00Z')).toBe(2);
  expect([await tell('2026-10'), await tell('2026-11')]).toEqual([{}, {}]);
  expect(await keepAt('2026-11-05T20:30:00Z')).toBe(0);
});
