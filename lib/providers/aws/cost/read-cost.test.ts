import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import { expectHonestCost, readBytes, readWholeCost } from '../../contract/conformance/honest-cost-conformance';
import { gapsOf } from '../../contract/conformance/honest-read-conformance';
import { openSession } from '../../contract/session/open-session';
import { awsProvider } from '../provider';
import { ServedBucket } from './serve-bucket';

const now = new Date('2026-11-22T12:00:00Z');
const hour = 3_600_000;
const focus = ['BilledCost', 'ChargePeriodStart'];

let bucket: ServedBucket;
beforeEach(async () => {
  bucket = await ServedBucket.start();
});
afterEach(() => bucket.stop());

function open(settings: object = {}) {
  return openSession(awsProvider, {
    settings: { endpoint: bucket.endpoint, billingExports: ['s3://bills/cost/focus'], ...settings },
    secret: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => now,
    limits: { ratePerSecond: 1000, concurrency: 8, maxAttempts: 1 },
  });
}

async function read(settings: object = {}, months: readonly BillingMonth[] = ['2026-11']) {
  const session = open(settings);
  try {
    const whole = await readWholeCost(awsProvider, session, months);
    expectHonestCost(whole);
    return { ...whole, gaps: gapsOf(whole.ends[0]?.completeness) };
  } finally {
    session.transport.close();
  }
}

async function check(settings: object = {}) {
  const session = open(settings);
  try {
    const { checks } = await awsProvider.test(session);
    return checks.filter(({ title }) => /bill|export|manifest|millwright-bills/i.test(title));
  } finally {
    session.transport.close();
  }
}

interface Written {
  root?: string;
  folder?: string;
  columns?: string[];
  dataFiles: string[];
  at?: Date;
  executionId?: string;
}

function putManifest({ root = 'cost/focus', folder = 'BILLING_PERIOD=2026-11/', ...manifest }: Written): void {
  const { columns = focus, dataFiles, at, executionId } = manifest;
  const content = JSON.stringify({ executionId, dataFiles, columns: columns.map((name) => ({ name })) });
  bucket.put(`${root}/metadata/${folder}e-Manifest.json`, content, at);
}

const file = 'cost/focus/data/BILLING_PERIOD=2026-11/e-00001.csv.gz';

describe('the bills of an AWS connection', () => {
  it('are none, and complete, where no export is named; nothing is asked', async () => {
    const { deliveries, gaps } = await read({ billingExports: [] });
    expect([deliveries, gaps, bucket.asked]).toEqual([[], [], []]);
  });

  it('are those of the newest execution where earlier ones are kept', async () => {
    const older = 'cost/focus/data/BILLING_PERIOD=2026-11/20261119T00-aaaa/e-1.csv.gz';
    const newer = 'cost/focus/data/BILLING_PERIOD=2026-11/20261120T00-bbbb/e-1.csv.gz';
    for (const key of [older, newer]) bucket.put(key, key, new Date('2026-11-19T00:00:00Z'));
    putManifest({
      folder: 'BILLING_PERIOD=2026-11/20261119T00-aaaa/',
      dataFiles: [`s3://bills/${older}`],
      at: new Date('2026-11-19T01:00:00Z'),
      executionId: 'aaaa',
    });
    putManifest({
      folder: 'BILLING_PERIOD=2026-11/20261120T00-bbbb/',
      dataFiles: [`s3://bills/${newer}`],
      at: new Date('2026-11-20T01:00:00Z'),
      executionId: 'bbbb',
    });
    const { deliveries, gaps } = await read();
    expect(gaps).toEqual([]);
    expect(deliveries.map(({ files }) => files.map(({ name }) => name))).toEqual([[newer]]);
    expect(deliveries[0]?.version).toMatch(/^bbbb /);
    expect(deliveries[0]?.deliveredAt).toEqual(new Date('2026-11-20T01:00:00Z'));
    expect(deliveries[0]).toMatchObject({ source: 'aws-focus', coverage: 'all', basis: 'billed', toFocus: null });
  });

  it('wait while files are newer than their manifest, and no longer than a refresh can take', async () => {
    putManifest({ dataFiles: [file], at: new Date(now.getTime() - 9 * hour) });
    bucket.put(file, 'half', new Date(now.getTime() - hour));
    const young = await read();
    expect([young.deliveries, young.gaps.map(({ code }) => code)]).toEqual([[], ['RefreshUnderWay']]);
    bucket.put(file, 'copied later', new Date(now.getTime() - 7 * hour));
    expect((await read()).deliveries).toHaveLength(1);
  });

  it('are mapped from the Cost and Usage Report by the columns it has', async () => {
    putManifest({ dataFiles: [file], columns: ['line_item_line_item_type', 'line_item_unblended_cost'] });
    bucket.put(file, 'x');
    const [delivery] = (await read()).deliveries;
    expect(delivery?.source).toBe('aws-cur-2');
    expect(delivery?.toFocus?.columns.BillingAccountId).toBe('CAST(NULL AS VARCHAR)');
    expect(delivery?.toFocus?.columns.BilledCost).toContain('line_item_unblended_cost');
  });

  it('leave out an export of another table', async () => {
    putManifest({ dataFiles: [file], columns: ['recommendation_id'] });
    const { deliveries, gaps } = await read();
    expect([deliveries, gaps]).toEqual([[], []]);
  });

  it.each([
    ['no JSON', 'nonsense'],
    ['a file of another bucket', JSON.stringify({ columns: focus, dataFiles: ['s3://other/x.parquet'] })],
    ['a file twice', JSON.stringify({ columns: focus, dataFiles: [file, file] })],
  ])('are a gap where the manifest is or names %s', async (_, content) => {
    bucket.put('cost/focus/metadata/BILLING_PERIOD=2026-11/e-Manifest.json', content);
    const { deliveries, gaps } = await read();
    expect([deliveries, gaps.map(({ code }) => code)]).toEqual([[], ['ManifestUnreadable']]);
  });

  it('are a gap where there is no export, and those beside it are read', async () => {
    putManifest({ dataFiles: [file] });
    bucket.put(file, 'x');
    const { deliveries, gaps } = await read({ billingExports: ['s3://bills/nothing', 's3://bills/cost/'] });
    expect(deliveries.map(({ scope }) => scope)).toEqual(['bills/cost/focus']);
    expect(gaps.map(({ code }) => code)).toEqual(['NoExport']);
  });

  it('are found by the API of data exports, through its pages, and read once', async () => {
    bucket.dataExports = (operation, input) => {
      if (operation === 'ListExports')
        return input.NextToken === undefined
          ? { Exports: [{ ExportArn: 'arn:a', ExportName: 'focus' }], NextToken: '2' }
          : { Exports: [{ ExportArn: 'arn:b', ExportName: 'carbon' }] };
      const from = input.ExportArn === 'arn:a' ? 'FOCUS_1_2_AWS' : 'CARBON_EMISSIONS';
      const S3Destination = { S3Bucket: 'bills', S3Prefix: 'cost/', S3Region: 'eu-west-1' };
      const DataQuery = { QueryStatement: `SELECT a, b FROM ${from}` };
      return { Export: { Name: 'focus', DataQuery, DestinationConfigurations: { S3Destination } } };
    };
    putManifest({ dataFiles: [file] });
    bucket.put(file, 'x');
    const { deliveries, gaps } = await read({ billingExports: ['discover', 's3://bills/cost/focus'] });
    expect([deliveries.length, gaps]).toEqual([1, []]);
  });

  it('are listed page by page, and read in ranges', async () => {
    bucket.pageSize = 2;
    const names = Array.from({ length: 5 }, (_, index) => `cost/focus/data/BILLING_PERIOD=2026-11/e-${index}.parquet`);
    const large = Buffer.alloc(20 * 2 ** 20, 'abc');
    for (const name of names) bucket.put(name, name === names[4] ? large : name);
    putManifest({ dataFiles: names });
    const session = open();
    const [delivery] = (await readWholeCost(awsProvider, session, ['2026-11'])).deliveries;
    const last = delivery?.files[4];
    if (last === undefined) throw new Error('There are not five files.');
    bucket.asked.length = 0;
    expect((await readBytes(last)).equals(large)).toBe(true);
    expect(bucket.asked).toHaveLength(3);
    session.transport.close();
  });
});

describe('the test of an AWS connection that reads bills', () => {
  const role = { billingRoleArn: 'arn:aws:iam::999988887777:role/millwright-bills' };

  it('passes where the role, the bucket and a manifest can be read', async () => {
    putManifest({ dataFiles: [file] });
    const checks = await check(role);
    expect(checks.map(({ permission, outcome }) => [permission, outcome])).toEqual([
      ['sts:AssumeRole', 'passed'],
      ['s3:ListBucket', 'passed'],
      ['s3:GetObject', 'passed'],
    ]);
  });

  it('names what is refused and what to do', async () => {
    bucket.fault = 'missing-permission';
    const [failure, ...rest] = (await check()).filter(({ outcome }) => outcome === 'failed');
    expect(rest).toEqual([]);
    expect(failure).toMatchObject({ permission: 's3:ListBucket', remedy: expect.stringContaining('s3:ListBucket') });
    const discovery = await check({ billingExports: ['discover'] });
    expect(discovery).toMatchObject([{ permission: 'bcm-data-exports:ListExports', outcome: 'failed' }]);
  });
});
