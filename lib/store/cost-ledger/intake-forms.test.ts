import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { IncomingFile } from './incoming-delivery';
import { toLiteral } from './sql-text';
import {
  createTestLedger,
  readTestRows,
  type TestLedger,
  type TestLedgerRow,
  toCsv,
  toDelivery,
  toFile,
} from './test-ledger';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await createTestLedger();
});
beforeEach(() => ledger.empty());
afterAll(() => ledger.close());

async function read(file: IncomingFile): Promise<TestLedgerRow['columns'][]> {
  const { months } = await ledger.keepDelivery(toDelivery([file]), new Date(0));
  expect(months).toMatchObject([{ state: 'kept', rejections: [] }]);
  const rows = await readTestRows(ledger, new Date());
  return rows.map(({ columns }) => columns);
}

/** What DuckDB makes of a query, as a Parquet file. */
async function toParquet(sql: string): Promise<Buffer> {
  const path = join(ledger.folder.incoming, 'given.parquet');
  await ledger.engine.query(`COPY (${sql}) TO ${toLiteral(path)} (FORMAT parquet)`);
  return readFile(path);
}

const bill = `'payer' AS BillingAccountId, 'USD' AS BillingCurrency, TIMESTAMP '2026-10-01' AS BillingPeriodStart`;

test('CSV is read with a byte order mark, CRLF, quotes, lines within quotes and spaces around names', async () => {
  const text = toCsv([{ ChargeDescription: 'two\r\nlines, and a “"quote"”', BilledCost: '2' }], '\r\n');
  const [row] = await read(
    toFile(`\uFEFF${text.replace('BilledCost', ' BilledCost ').replace('ServiceName', '"ServiceName"')}`),
  );
  expect(row).toMatchObject({
    ChargeDescription: 'two\r\nlines, and a “"quote"”',
    BilledCost: '2',
    ServiceName: 'EC2',
  });
});

test('gzip of several members is read to its end', async () => {
  const [header = '', ...lines] = toCsv([{ BilledCost: '1' }, { BilledCost: '2' }]).split('\n');
  const packed = Buffer.concat([gzipSync(`${header}\n`), gzipSync(lines.join('\n'))]);
  const rows = await read(toFile(packed, { encoding: 'csv.gz' }));
  expect(rows.map(({ BilledCost }) => BilledCost)).toEqual(['1', '2']);
});

test('the words NULL and null and the empty text tell nothing, in quotes or without', async () => {
  const [row] = await read(
    toFile(
      toCsv([{ RegionId: 'NULL', SkuId: '', ListCost: 'NULL', ConsumedQuantity: 'null' }]).replace('NULL', '"NULL"'),
    ),
  );
  expect(row).toMatchObject({ RegionId: null, SkuId: null, ListCost: null, ConsumedQuantity: null });
});

test('numbers of JSON lines keep all their digits, and objects stay objects', async () => {
  const line =
    `{"BilledCost":0.123456789012345678901234,"BillingCurrency":"USD","BillingAccountId":123456789012345678901,
    "BillingPeriodStart":"2026-10-01T00:00:00Z","ChargePeriodStart":"2026-10-02","Tags":{" team":"red"},"x_Level":2,
    "SkuPriceDetails":{"Size":1.50},"RegionId":"NULL","SkuId":null}`.replaceAll('\n', '');
  const [row, ...more] = await read(toFile(`${line}\n\n`, { encoding: 'json-lines' }));
  expect([row, more]).toMatchObject([
    {
      BilledCost: '0.123456789012345678901234',
      BillingAccountId: '123456789012345678901',
      RegionId: null,
      SkuId: null,
    },
    [],
  ]);
  expect([row?.Tags, row?.SkuPriceDetails]).toEqual(['{"team":"red"}', '{"Size":1.5}']);
});

test('a line that is no JSON object is told', async () => {
  const { months } = await ledger.keepDelivery(
    toDelivery([toFile('{"BilledCost":1}\n[1]\n', { encoding: 'json-lines' })]),
    new Date(0),
  );
  expect(months).toMatchObject([
    { state: 'quarantined', rejections: [{ row: 2, reason: 'The line is no JSON object.' }] },
  ]);
});

test('Parquet is read by its types: doubles as their shortest text, decimals exactly, maps as objects', async () => {
  const content =
    await toParquet(`SELECT 0.1::DOUBLE AS BilledCost, 0.000000000000000001::DECIMAL(38,18) AS EffectiveCost,
    7 AS ListCost, '1e-3' AS ContractedCost, ${bill}, TIMESTAMPTZ '2026-10-05 02:00:00+02' AS ChargePeriodStart,
    DATE '2026-10-06' AS ChargePeriodEnd, MAP {'team': 'red'} AS Tags, 'NULL' AS RegionId`);
  const [row] = await read(toFile(content, { encoding: 'parquet' }));
  expect(row).toMatchObject({
    BilledCost: '0.1',
    EffectiveCost: '0.000000000000000001',
    ListCost: '7',
    ContractedCost: '0.001',
    ChargePeriodStart: '2026-10-05T00:00:00.000Z',
    ChargePeriodEnd: '2026-10-06T00:00:00.000Z',
    Tags: '{"team":"red"}',
    RegionId: null,
  });
});

test('a double with more than 24 digits behind the point is rounded, and one that is no number rejected', async () => {
  const bills = (cost: string) =>
    toParquet(`SELECT ${cost} AS BilledCost, ${bill}, TIMESTAMP '2026-10-05' AS ChargePeriodStart`);
  const [row] = await read(toFile(await bills('-1.2345678901234567e-10::DOUBLE'), { encoding: 'parquet' }));
  expect(row).toMatchObject({ BilledCost: '-0.000000000123456789012346' });
  const delivery = toDelivery([toFile(await bills("'nan'::DOUBLE"), { encoding: 'parquet' })]);
  const { months } = await ledger.keepDelivery(delivery, new Date(0));
  expect(months).toMatchObject([{ state: 'quarantined', rejections: [{ row: 1, column: 'BilledCost' }] }]);
});

test('names of early FOCUS files are understood, unless the column is there itself', async () => {
  const text = toCsv([{ Provider: 'Oracle', UsageQuantity: '2', ConsumedQuantity: '3' }]);
  const [row] = await read(toFile(text.replace('ProviderName,', 'x_Was,')));
  expect(row).toMatchObject({ ProviderName: 'Oracle', ConsumedQuantity: '3' });
});

test('a mapping makes a provider’s own columns those of FOCUS, and keeps those it does not name', async () => {
  const content = 'line_item_cost,start,currency,note\n0.5,2026-10-03 00:00:00,USD,spare\n';
  const toFocus = {
    version: 1,
    required: ['line_item_cost'],
    columns: {
      BilledCost: 'line_item_cost',
      ListCost: 'CAST(line_item_cost AS DECIMAL(38,24)) * 2',
      BillingCurrency: 'currency',
      ChargePeriodStart: 'CAST(start AS TIMESTAMP)',
      BillingPeriodStart: "date_trunc('month', CAST(start AS TIMESTAMP))",
    },
  };
  const { months } = await ledger.keepDelivery(
    toDelivery([toFile(content)], { source: 'aws-cur-2', toFocus }),
    new Date(0),
  );
  expect(months).toMatchObject([{ state: 'kept' }]);
  const rows = await readTestRows(ledger, new Date());
  expect(rows[0]?.columns).toMatchObject({
    BilledCost: '0.5',
    ListCost: '1',
    ChargePeriodStart: '2026-10-03T00:00:00.000Z',
  });
  const [delivery] = await ledger.database.prisma.costDelivery.findMany();
  expect(delivery?.unknown).toEqual(['note']);
  const lacking = await ledger.keepDelivery(
    toDelivery([toFile('a,b\n1,2\n')], { source: 'aws-cur-2', toFocus }),
    new Date(1),
  );
  expect(lacking.months).toMatchObject([{ rejections: [{ reason: 'The column line_item_cost is missing.' }] }]);
});

test('a raised version of the mapping reads the same files anew', async () => {
  const file = toFile(toCsv([{}]));
  const version = (number: number) => ({
    version: number,
    required: [],
    columns: Object.fromEntries(
      ['BilledCost', 'BillingCurrency', 'BillingPeriodStart', 'ChargePeriodStart'].map((name) => [name, name]),
    ),
  });
  for (const number of [1, 1, 2])
    await ledger.keepDelivery(toDelivery([file], { toFocus: version(number) }), new Date(0));
  expect(await ledger.database.prisma.costDelivery.count()).toBe(2);
});
