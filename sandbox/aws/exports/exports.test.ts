import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type RunningSandbox, startSandbox } from '../../start-sandbox';
import { accounts } from '../../world/aws/geography';
import { monthOf } from '../../world/bills/calendar';
import { clientSettings } from '../client-settings';
import { destination } from './definitions';

const Bucket = destination.bucket;
const folder = mkdtempSync(join(tmpdir(), 'exports-'));
let sandbox: RunningSandbox;
let s3: S3Client;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: [] });
  s3 = new S3Client({ ...clientSettings(sandbox.aws, destination.region), forcePathStyle: true });
});
afterEach(() => sandbox.faults.clear());
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await sandbox.stop();
});

/** Holds the world at an instant, its bill drawn up before a client waits for it. */
function at(instant: string): void {
  const now = new Date(instant);
  sandbox.clock.hold(now);
  sandbox.bills.billAsOf('aws', monthOf(now), now);
}

const keyOf = (name: string, month: string, last: string) =>
  `billing/${name}/${last.endsWith('.json') ? 'metadata' : 'data'}/BILLING_PERIOD=${month}/${name}${last}`;
const manifestShape = z.object({ dataFiles: z.array(z.string()), columns: z.array(z.object({ name: z.string() })) });

async function read(Key: string): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  if (!Body) throw new Error('The object has no body.');
  return Buffer.from(await Body.transformToByteArray());
}

async function manifest(name: string, month: string) {
  return manifestShape.parse(JSON.parse((await read(keyOf(name, month, '-Manifest.json'))).toString()));
}

async function names(Prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client: s3, pageSize: 3 }, { Bucket, Prefix })) {
    keys.push(...(page.Contents ?? []).map(({ Key }) => String(Key)));
  }
  return keys;
}

/** Reads all data files of a month, as its manifest names them, with another reader. */
async function query(name: string, month: string, sql: string) {
  const { dataFiles } = await manifest(name, month);
  const paths = await Promise.all(
    dataFiles.map(async (uri) => {
      const key = uri.replace(`s3://${Bucket}/`, '');
      const path = join(folder, key.replaceAll('/', '_'));
      writeFileSync(path, await read(key));
      return `'${path}'`;
    }),
  );
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const source = name.endsWith('focus')
    ? `read_parquet([${paths.join()}])`
    : `read_csv([${paths.join()}], all_varchar = true, header = true)`;
  const reader = await connection.runAndReadAll(sql.replaceAll('FILES', source));
  connection.closeSync();
  return reader.getRowObjectsJson();
}

const sum = (column: string) => `sum(${column}::VARCHAR::DECIMAL(38, 20))`;
const trimmed = (value: unknown) => String(value).replace(/\.?0+$/, '');

describe('the bucket of the exports', () => {
  test('lists thirteen whole months and more by pages, and rolls folders up', async () => {
    at('2026-06-15T12:00:00Z');
    const keys = await names('billing/millwright-focus/metadata/');
    expect(keys).toHaveLength(14);
    expect(keys).toEqual([...keys].sort());
    const { CommonPrefixes: folders, KeyCount } = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'billing/', Delimiter: '/' }),
    );
    expect(folders?.map(({ Prefix }) => Prefix)).toEqual(['billing/millwright-cur2/', 'billing/millwright-focus/']);
    expect(KeyCount).toBe(2);
  });

  test('tells of objects what reading them shows, in ranges too', async () => {
    at('2026-06-09T12:00:00Z');
    const Key = keyOf('millwright-focus', '2026-06', '-00001.snappy.parquet');
    const { Contents: [listed] = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    const bytes = await read(Key);
    expect(listed).toMatchObject({ Size: bytes.length, ETag: head.ETag, LastModified: head.LastModified });
    expect(head.ContentLength).toBe(bytes.length);
    const last = await s3.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=-4' }));
    expect([last.ContentRange, await last.Body?.transformToString()]).toEqual([
      `bytes ${bytes.length - 4}-${bytes.length - 1}/${bytes.length}`,
      'PAR1',
    ]);
    const beyond = s3.send(new GetObjectCommand({ Bucket, Key, Range: `bytes=${bytes.length}-` }));
    await expect(beyond).rejects.toMatchObject({ name: 'InvalidRange' });
    const unchanged = s3.send(new GetObjectCommand({ Bucket, Key, IfNoneMatch: head.ETag }));
    await expect(unchanged).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
  });

  test('replaces a file between a list and a get', async () => {
    at('2026-06-09T15:59:00Z');
    const Key = keyOf('millwright-cur2', '2026-06', '-00001.csv.gz');
    const { Contents: [listed] = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
    sandbox.clock.advance(60_000);
    const stale = s3.send(new GetObjectCommand({ Bucket, Key, IfMatch: listed?.ETag }));
    await expect(stale).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key }))).ETag).not.toBe(listed?.ETag);
  });

  test('breaks off in the middle, or asks for patience, where a fault says so', async () => {
    at('2026-06-09T12:00:00Z');
    const Key = keyOf('millwright-focus', '2026-06', '-Manifest.json');
    const whole = await read(Key);
    const where = { service: 's3', operation: 'GetObject' };
    sandbox.faults.set('aws', [{ fault: { kind: 'truncated-page', cut: 'body' }, where }]);
    expect((await read(Key)).length).toBe(Math.floor(whole.length / 2));
    sandbox.faults.set('aws', [{ fault: { kind: 'truncated-page', cut: 'connection' }, where }]);
    await expect(read(Key)).rejects.toThrow();
    sandbox.faults.set('aws', [{ fault: { kind: 'throttle' }, where }]);
    await expect(read(Key)).rejects.toMatchObject({ name: 'SlowDown' });
  });

  test('has the first manifest of a month before the file it names', async () => {
    at('2026-06-01T08:10:00Z');
    const { dataFiles } = await manifest('millwright-focus', '2026-06');
    const Key = String(dataFiles[0]?.replace(`s3://${Bucket}/`, ''));
    await expect(read(Key)).rejects.toMatchObject({ name: 'NoSuchKey' });
    at('2026-06-01T08:25:00Z');
    expect((await read(Key)).length).toBeGreaterThan(0);
  });

  test('is closed to other accounts, and to whoever lost the permission', async () => {
    at('2026-06-09T12:00:00Z');
    sandbox.faults.set('aws', [{ fault: { kind: 'missing-permission' }, where: { operation: 'GetObject' } }]);
    const denied = read(keyOf('millwright-focus', '2026-06', '-Manifest.json'));
    await expect(denied).rejects.toMatchObject({ name: 'AccessDenied' });
    sandbox.faults.clear();
    const { Credentials: issued } = await new STSClient(clientSettings(sandbox.aws, 'us-east-1')).send(
      new AssumeRoleCommand({
        RoleArn: sandbox.aws.roleArns.find((arn) => arn.includes(accounts.training.id)),
        RoleSessionName: 'exports',
        ExternalId: sandbox.aws.externalId,
      }),
    );
    const credentials = {
      accessKeyId: String(issued?.AccessKeyId),
      secretAccessKey: String(issued?.SecretAccessKey),
      ...(issued?.SessionToken && { sessionToken: issued.SessionToken }),
    };
    const stranger = new S3Client({
      ...clientSettings(sandbox.aws, destination.region, credentials),
      forcePathStyle: true,
    });
    const listed = stranger.send(new ListObjectsV2Command({ Bucket }));
    await expect(listed).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('the exports', () => {
  test('sum up to exactly what was billed, in either format, while the month runs', async () => {
    at('2026-06-18T12:30:00Z');
    const truth = sandbox.costs('2026-06', undefined, ['aws']).bills[0];
    const [focus] = await query(
      'millwright-focus',
      '2026-06',
      `SELECT count(*)::INT AS n, ${sum('BilledCost')} AS billed, ${sum('EffectiveCost')} AS effective,
        ${sum('ListCost')} AS list, ${sum('ContractedCost')} AS contracted FROM FILES`,
    );
    expect(focus?.n).toBe(truth?.rows);
    expect({
      billedCost: trimmed(focus?.billed),
      effectiveCost: trimmed(focus?.effective),
      listCost: trimmed(focus?.list),
      contractedCost: trimmed(focus?.contracted),
    }).toEqual(truth?.total);
    const [cur] = await query(
      'millwright-cur2',
      '2026-06',
      `SELECT ${sum('line_item_net_unblended_cost')} AS billed,
        ${sum(`CASE line_item_line_item_type
          WHEN 'DiscountedUsage' THEN reservation_effective_cost
          WHEN 'RIFee' THEN reservation_unused_recurring_fee
          WHEN 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
          WHEN 'SavingsPlanRecurringFee' THEN
            (savings_plan_total_commitment_to_date::DECIMAL(38, 20) - savings_plan_used_commitment::DECIMAL(38, 20))::VARCHAR
          WHEN 'SavingsPlanNegation' THEN '0'
          ELSE line_item_net_unblended_cost END`)} AS effective FROM FILES`,
    );
    expect([trimmed(cur?.billed), trimmed(cur?.effective)]).toEqual([
      truth?.total.billedCost,
      truth?.total.effectiveCost,
    ]);
  });

  test('hold the columns their manifests name', async () => {
    at('2026-06-09T12:00:00Z');
    for (const name of ['millwright-focus', 'millwright-cur2']) {
      const { columns } = await manifest(name, '2026-06');
      const told = await query(name, '2026-06', 'SELECT column_name FROM (DESCRIBE SELECT * FROM FILES)');
      expect(told.map(({ column_name }) => column_name)).toEqual(columns.map((column) => column.name));
    }
  });
});
