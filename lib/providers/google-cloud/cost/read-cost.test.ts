import { describe, expect, it } from 'vitest';
import { expectHonestCost, readBytes, type WholeCost } from '../../contract/conformance/honest-cost-conformance';
import { gapsOf } from '../../contract/conformance/honest-read-conformance';
import { ProviderError } from '../../contract/provider-error';
import type { GoogleClient } from '../connect/google-client';
import { countMonths } from './count-months';
import { type TableField, toExportTable } from './export-table';
import { listRows } from './list-rows';
import { toMonthFile } from './month-file';
import { toPartitions } from './partitions';
import { readExports } from './read-cost';
import { toFlatRow } from './row-values';

const fields: TableField[] = [
  { name: 'invoice', type: 'RECORD', fields: [{ name: 'month', type: 'STRING' }] },
  { name: 'cost', type: 'FLOAT' },
  { name: 'currency', type: 'STRING' },
  {
    name: 'credits',
    type: 'RECORD',
    mode: 'REPEATED',
    fields: [
      { name: 'name', type: 'STRING' },
      { name: 'amount', type: 'FLOAT' },
    ],
  },
  { name: 'export_time', type: 'TIMESTAMP' },
];

interface Charge {
  month: string;
  cost: string;
  /** In seconds since 1970. */
  at: number;
}

const toCells = ({ month, cost, at }: Charge) => {
  const credits = [{ v: { f: [{ v: 'Promotion' }, { v: '-0.1' }] } }];
  return {
    invoice: { v: { f: [{ v: month }] } },
    cost: { v: cost },
    currency: { v: 'EUR' },
    credits: { v: credits },
    export_time: { v: `${at}000000` },
  };
};

interface Answer {
  totalRows: string;
  pageToken?: string;
  rows: object[];
}

interface Table {
  partitions: Record<string, Charge[]>;
  /** Rows a page at most. */
  pageSize?: number;
  /** Spoils the answer to a listing. */
  spoil?: (answer: Answer, page: number) => object;
}

const table = toExportTable('bill', 'costs', 'gcp_billing_export_resource_v1_01A2B3_C4D5E6_F7A8B9');
if (table === null) throw new Error('That is a billing export.');

/** BigQuery with these tables in one dataset. */
function serve(tables: Record<string, Table>): { client: GoogleClient; listed: string[] } {
  const listed: string[] = [];
  const client: GoogleClient = {
    token: async () => 'token',
    fetchGuarded: fetch,
    async call({ path, query = [] }, schema) {
      if (path.endsWith('/tables'))
        return schema.parse({ tables: Object.keys(tables).map((tableId) => ({ tableReference: { tableId } })) });
      const [, id = '', partition, data] = /\/tables\/(\w+)(?:%24(\w+))?(\/data)?$/.exec(path) ?? [];
      const { partitions, pageSize = 2, spoil = (answer: Answer) => answer } = tables[id] ?? { partitions: {} };
      if (data === undefined) return schema.parse({ schema: { fields }, timePartitioning: { type: 'DAY' } });
      const facts = new Map(query);
      const wanted = (facts.get('selectedFields') ?? '').split(',').map((name) => name.split('.')[0]);
      listed.push(`${partition} ${wanted.join()}`);
      const rows = partitions[partition ?? ''] ?? [];
      const page = Number(facts.get('pageToken') ?? 0);
      const shown = rows.slice(page * pageSize, (page + 1) * pageSize).map((charge) => ({
        f: Object.entries(toCells(charge)).flatMap(([name, cell]) => (wanted.includes(name) ? [cell] : [])),
      }));
      const more = (page + 1) * pageSize < rows.length ? { pageToken: String(page + 1) } : {};
      return schema.parse(spoil({ totalRows: String(rows.length), rows: shown, ...more }, page));
    },
  };
  return { client, listed };
}

const now = new Date('2026-11-03T10:00:00Z');
const october = { month: '202610', cost: '1.5', at: 1_790_000_000 };
const november = { month: '202611', cost: '2.25', at: 1_793_500_000 };
/** October’s rows still come in November. */
const partitions = {
  '20261030': [october, { ...october, cost: '1.6' }, { ...october, cost: '1.7' }],
  '20261102': [{ ...october, cost: '0.3', at: 1_793_600_000 }, november],
};

async function read(tables: Record<string, Table>): Promise<WholeCost> {
  const { client } = serve(tables);
  const whole: WholeCost = { deliveries: [], ends: [], endedWithEnd: false };
  for await (const step of readExports(client, ['bill.costs'], ['2026-10', '2026-11'], () => now)) {
    whole.endedWithEnd = step.type === 'end';
    if (step.type === 'end') whole.ends.push(step);
    else whole.deliveries.push(step.delivery);
  }
  expectHonestCost(whole);
  return whole;
}

async function costsOf({ deliveries }: WholeCost): Promise<[string, string[]][]> {
  return Promise.all(
    deliveries.map(async ({ billingMonth, files }): Promise<[string, string[]]> => {
      const texts = await Promise.all(files.map(async (file) => (await readBytes(file)).toString('utf8')));
      const rows = texts.join('').trimEnd().split('\n');
      return [billingMonth, rows.map((row) => String(JSON.parse(row).cost))];
    }),
  );
}

describe('the billing export of Google Cloud', () => {
  it('is told by the month that is invoiced, late rows among them', async () => {
    const whole = await read({ [table.table]: { partitions } });
    expect(gapsOf(whole.ends[0]?.completeness)).toEqual([]);
    expect(await costsOf(whole)).toEqual([
      ['2026-10', ['1.5', '1.6', '1.7', '0.3']],
      ['2026-11', ['2.25']],
    ]);
    expect(whole.deliveries.map(({ files }) => files.map(({ name }) => name.split('$')[1]))).toEqual([
      ['20261030', '20261102'],
      ['20261102'],
    ]);
    expect(whole.deliveries[0]).toMatchObject({
      source: 'google-cloud-detailed',
      scope: '01A2B3-C4D5E6-F7A8B9/usage',
      deliveredAt: new Date(1_793_600_000_000),
    });
  });

  it('has a new version where a month gained a row, and only there', async () => {
    const before = await read({ [table.table]: { partitions } });
    const added = { ...partitions, '20261103': [{ ...november, at: 1_793_700_000 }] };
    const after = await read({ [table.table]: { partitions: added } });
    expect(before.deliveries.map(({ version }) => version)).not.toContain(after.deliveries[1]?.version);
    expect(after.deliveries[0]?.version).toBe(before.deliveries[0]?.version);
  });

  it('counts the same money once where an account exports it twice', async () => {
    const standard = table.table.replace('resource_v1', 'v1');
    const whole = await read({ [standard]: { partitions }, [table.table]: { partitions } });
    expect(whole.deliveries.map(({ title }) => title)).toEqual(
      Array(2).fill('Detailed usage export of 01A2B3-C4D5E6-F7A8B9'),
    );
  });

  it('is a gap where the dataset has none', async () => {
    const whole = await read({ something_else: { partitions: {} } });
    expect(gapsOf(whole.ends[0]?.completeness).map(({ code }) => code)).toEqual(['NoBillingExport']);
  });

  it.each<[string, NonNullable<Table['spoil']>]>([
    ['TokenLoop', (answer) => ({ ...answer, totalRows: '9', pageToken: 'again', rows: answer.rows.slice(0, 1) })],
    ['RowsMissing', (answer, page) => (page === 0 ? { ...answer, pageToken: undefined } : answer)],
    ['TableChanged', (answer, page) => (page === 0 ? answer : { ...answer, totalRows: '4' })],
    ['TooManyRows', (answer) => (answer.rows.length > 0 ? { ...answer, totalRows: '1' } : answer)],
    ['RowUnreadable', (answer) => ({ ...answer, rows: answer.rows.map(() => ({ f: [] })) })],
  ])('tells %s as a gap, and no month in part', async (code, spoil) => {
    const whole = await read({ [table.table]: { partitions: { '20261030': partitions['20261030'] }, spoil } });
    expect(gapsOf(whole.ends[0]?.completeness).map((gap) => gap.code)).toEqual([code]);
    expect(whole.deliveries).toEqual([]);
  });

  it('fails to read a file whose rows are no longer those that were counted, or repeat', async () => {
    const { client } = serve({ [table.table]: { partitions } });
    const file = (rows: number) =>
      toMonthFile(client, table, '2026-10', { partition: '20261030', rows, exportedAt: null }, fields, []);
    await expect(readBytes(file(2))).rejects.toBeInstanceOf(ProviderError);
    await expect(readBytes(file(4))).rejects.toBeInstanceOf(ProviderError);
    expect((await readBytes(file(3))).length).toBeGreaterThan(0);
    const twice = serve({ [table.table]: { partitions: { '20261030': [october, october] }, pageSize: 1 } });
    const rows = listRows(twice.client, { table, partition: '20261030', fields, pageSize: 1, distinct: true });
    const readAll = async () => {
      for await (const page of rows) expect(page).toHaveLength(1);
    };
    await expect(readAll()).rejects.toMatchObject({ code: 'RepeatedPage' });
  });

  it('counts by two fields alone', async () => {
    const { client, listed } = serve({ [table.table]: { partitions } });
    await countMonths(client, table, fields, ['20261030'], ['2026-10']);
    expect(new Set(listed)).toEqual(new Set(['20261030 invoice,export_time']));
  });
});

describe('the partitions that a month can lie in', () => {
  it('are those since it began, by day or month', () => {
    const days = toPartitions({ timePartitioning: { type: 'DAY' } }, '2026-10', now);
    expect([days[0], days.at(-1), days.length]).toEqual(['20261001', '20261103', 34]);
    const byMonth = { timePartitioning: { type: 'MONTH', field: 'export_time' } };
    expect(toPartitions(byMonth, '2026-10', now)).toEqual(['202610', '202611']);
  });

  it('are the whole table where they do not tell when a row was written', () => {
    expect(toPartitions({ timePartitioning: undefined }, '2026-10', now)).toEqual([null]);
    const byUse = { timePartitioning: { type: 'DAY', field: 'usage_start_time' } };
    expect(toPartitions(byUse, '2026-10', now)).toEqual([null]);
  });
});

describe('a row of BigQuery', () => {
  it('keeps money as it stands, nulls, and lists as JSON', () => {
    const cells = toCells({ month: '202610', cost: '1.2345678901234567E-9', at: -1 });
    const row = { f: Object.values({ ...cells, currency: { v: null } }) };
    expect(toFlatRow(row, fields)).toEqual({
      'invoice.month': '202610',
      cost: '1.2345678901234567E-9',
      currency: null,
      credits: '[{"name":"Promotion","amount":"-0.1"}]',
      export_time: '1969-12-31T23:59:59.000000Z',
    });
  });

  it('has tags as one object', () => {
    const pairs = { name: 'labels', type: 'RECORD', mode: 'REPEATED' };
    const nested = [
      { name: 'key', type: 'STRING' },
      { name: 'value', type: 'STRING' },
    ];
    const row = { f: [{ v: [{ v: { f: [{ v: 'team' }, { v: 'vision' }] } }] }] };
    expect(toFlatRow(row, [{ ...pairs, fields: nested }])).toEqual({ labels: '{"team":"vision"}' });
  });
});
