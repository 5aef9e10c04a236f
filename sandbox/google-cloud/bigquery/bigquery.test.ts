import { Agent } from 'node:https';
import { gaxios, JWT } from 'google-auth-library';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type RunningSandbox, startSandbox } from '../../start-sandbox';
import { type Exact, exact, text } from '../../world/bills/money';
import { datasetProject, usageDataset } from './tables';

const connectionSchema = z.object({
  settings: z.object({ endpoint: z.string(), caCertificate: z.string(), billingDatasets: z.array(z.string()) }),
  secret: z.object({ serviceAccountKey: z.string() }),
});
const keySchema = z.object({ client_email: z.string(), private_key: z.string(), private_key_id: z.string() });
const scalar = z.object({ v: z.string().nullable() });
const listSchema = z.object({
  totalRows: z.string(),
  pageToken: z.string().optional(),
  rows: z.array(z.object({ f: z.array(z.object({ v: z.unknown() })) })).default([]),
});
const creditsSchema = z.array(z.object({ v: z.object({ f: z.tuple([scalar]) }) }));
const tableSchema = z.object({
  numRows: z.string().optional(),
  timePartitioning: z.object({ type: z.string() }),
  schema: z.object({ fields: z.array(z.object({ name: z.string(), type: z.string(), mode: z.string() }).loose()) }),
});

let sandbox: RunningSandbox;
let endpoint: string;
let billingDatasets: string[];
let reader: JWT;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: ['google-cloud'] });
  const connection = connectionSchema.parse(sandbox.connections.find(({ provider }) => provider === 'google-cloud'));
  ({ endpoint, billingDatasets } = connection.settings);
  const key = keySchema.parse(JSON.parse(connection.secret.serviceAccountKey));
  const agent = new Agent({ ca: connection.settings.caCertificate, keepAlive: true });
  const transporter = new gaxios.Gaxios();
  // Google's client knows its addresses by heart: what it sends there goes to the face instead.
  transporter.interceptors.request.add({
    resolved: async (options) => {
      const { pathname, search } = new URL(options.url);
      return { ...options, url: new URL(pathname + search, endpoint), agent, retry: false };
    },
  });
  reader = new JWT({
    email: key.client_email,
    key: key.private_key,
    keyId: key.private_key_id,
    scopes: ['https://www.googleapis.com/auth/bigquery.readonly'],
    transporter,
  });
  sandbox.clock.hold(new Date('2026-11-08T12:00:00Z'));
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.stop());

const root = `https://bigquery.googleapis.com/bigquery/v2/projects/${datasetProject.id}`;
const [detailed, standard] = usageDataset.tables.map(({ id }) => `${usageDataset.id}/tables/${id}`);
const focusName = 'gcp_billing_immutable_01A2B3_C4D5E6_F7A8B9_us';
const focus = `${focusName}/tables/gcp_billing_export_focus_01A2B3_C4D5E6_F7A8B9`;

async function ask(path: string, query: Record<string, string> = {}): Promise<unknown> {
  const { data } = await reader.request<unknown>({ url: `${root}/${path}?${new URLSearchParams(query)}` });
  return data;
}

async function rowsOf(table: string, selectedFields: string, query: Record<string, string> = {}) {
  const rows: { v?: unknown }[][] = [];
  let pageToken = '';
  let total = '';
  do {
    const data = await ask(`datasets/${table}/data`, { selectedFields, pageToken, ...query });
    const page = listSchema.parse(data);
    rows.push(...page.rows.map(({ f }) => f));
    pageToken = page.pageToken ?? '';
    total = page.totalRows;
  } while (pageToken !== '');
  expect(rows).toHaveLength(Number(total));
  return rows;
}

/** A double's text as an exact decimal. */
function decimal(written: unknown): Exact {
  const [digits = '0', exponent = '0'] = String(written).split('E');
  const value = exact(digits);
  const power = Number(exponent);
  return power < 0 ? value / 10n ** BigInt(-power) : value * 10n ** BigInt(power);
}

const refusal = (code: number, reason: string) => ({
  response: { status: code, data: { error: { code, errors: [expect.objectContaining({ reason })] } } },
});

describe('datasets and tables', () => {
  test('are listed as far as the reader may see them', async () => {
    expect(billingDatasets).toEqual([`${datasetProject.id}.${usageDataset.id}`]);
    expect(await ask('datasets', { maxResults: '1' })).toMatchObject({
      datasets: [{ datasetReference: { datasetId: usageDataset.id }, location: 'US' }],
      nextPageToken: expect.any(String),
    });
    expect(await ask(`datasets/${focusName}/tables`)).toMatchObject({ totalItems: 1, tables: [{ type: 'TABLE' }] });
    expect(await ask(`datasets/${usageDataset.id}`)).toMatchObject({ kind: 'bigquery#dataset' });
  });

  test('tell of their fields and partitions, and how much they hold unless that is not wanted', async () => {
    const table = tableSchema.parse(await ask(`datasets/${detailed}$20261108`));
    expect(table.timePartitioning).toEqual({ type: 'DAY' });
    const fields = new Map(table.schema.fields.map((field) => [field.name, field]));
    expect(fields.get('cost')).toEqual({ name: 'cost', type: 'FLOAT', mode: 'NULLABLE' });
    expect(fields.get('credits')).toMatchObject({ type: 'RECORD', mode: 'REPEATED' });
    expect(fields.has('resource')).toBe(true);
    expect(Number(table.numRows)).toBeGreaterThan(15_000);
    const short = tableSchema.parse(await ask(`datasets/${standard}`, { view: 'BASIC' }));
    expect(short.numRows).toBeUndefined();
    expect(short.schema.fields.map(({ name }) => name)).not.toContain('resource');
  });

  test.each([
    ['a dataset of another team', 'datasets/flow_logs', 403, 'accessDenied'],
    ['a dataset that is not there', 'datasets/none', 404, 'notFound'],
    ['a table that is not there', `datasets/${usageDataset.id}/tables/none`, 404, 'notFound'],
    ['a partition that is none', `datasets/${detailed}$2026/data`, 400, 'invalid'],
  ])('refuse %s', async (_, path, code, reason) => {
    await expect(ask(path)).rejects.toMatchObject(refusal(code, reason));
  });

  test('leave queries to whoever may run jobs', async () => {
    const query = reader.request({ url: `${root}/queries`, method: 'POST', data: { query: 'SELECT 1' } });
    await expect(query).rejects.toMatchObject(refusal(403, 'accessDenied'));
  });

  test.each([
    ['missing-permission', 403, 'accessDenied'],
    ['throttle', 403, 'rateLimitExceeded'],
    ['server-error', 500, 'internalError'],
    ['expired-credentials', 401, 'authError'],
  ] as const)('act out the fault %s', async (kind, code, reason) => {
    sandbox.faults.set('google-cloud', [
      {
        fault: { kind },
        where: { service: 'bigquery', operation: 'tabledata.list', account: datasetProject.id },
      },
    ]);
    await expect(ask(`datasets/${standard}$20261108/data`)).rejects.toMatchObject(refusal(code, reason));
  });
});

describe('rows', () => {
  test('come by pages and partitions, with times as they are asked for', async () => {
    const first = listSchema.parse(
      await ask(`datasets/${detailed}$20261108/data`, {
        maxResults: '3',
        selectedFields: 'usage_start_time,project.id',
      }),
    );
    expect(first.rows).toHaveLength(3);
    expect(first.rows[0]?.f).toEqual([
      { v: expect.stringMatching(/^1\.79\d+E9$/) },
      { v: { f: [{ v: expect.any(String) }] } },
    ]);
    const next = listSchema.parse(
      await ask(`datasets/${detailed}$20261108/data`, {
        maxResults: '1',
        startIndex: '3',
        selectedFields: 'export_time',
        'formatOptions.useInt64Timestamp': 'true',
      }),
    );
    expect(next.rows[0]?.f).toEqual([{ v: `${Date.parse('2026-11-08T00:20:00Z')}000` }]);
    const none = listSchema.parse(await ask(`datasets/${detailed}$20260101/data`));
    expect(none).toEqual({ totalRows: '0', rows: [] });
  });

  test('are never taken back: a partition stays as it was loaded', async () => {
    const before = await rowsOf(`${standard}$20261108`, 'cost,export_time');
    sandbox.clock.hold(new Date('2026-11-09T12:00:00Z'));
    expect(await rowsOf(`${standard}$20261108`, 'cost,export_time')).toEqual(before);
    sandbox.clock.hold(new Date('2026-11-08T12:00:00Z'));
  });

  test('of the detailed export and of FOCUS sum up to exactly what had been billed of a month', async () => {
    const truth = sandbox.costs('2026-11', new Date('2026-11-08T00:00:00Z'), ['google-cloud']).bills[0];
    let billed: Exact = 0n;
    for (const [cost, credits, month] of await rowsOf(`${detailed}$20261108`, 'invoice.month,cost,credits.amount')) {
      expect(month?.v).toEqual({ f: [{ v: '202611' }] });
      for (const credit of creditsSchema.parse(credits?.v)) billed += decimal(credit.v.f[0].v);
      billed += decimal(cost?.v);
    }
    expect(text(billed)).toBe(truth?.total.billedCost);
    const focused = await rowsOf(`${focus}$20261108`, 'BillingPeriodStart,BilledCost,EffectiveCost');
    expect(new Set(focused.map(([, start]) => Number(start?.v) * 1000))).toEqual(
      new Set([Date.parse('2026-11-01T07:00:00Z')]),
    );
    const sums = [0, 2].map((index) => text(focused.reduce((sum, row) => sum + exact(String(row[index]?.v)), 0n)));
    expect(sums).toEqual([truth?.total.billedCost, truth?.total.billedCost]);
  });
});
