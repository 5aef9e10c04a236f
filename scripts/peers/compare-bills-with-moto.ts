import { randomBytes } from 'node:crypto';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import { awsProvider } from '@/lib/providers/aws/provider';
import { openSession } from '@/lib/providers/contract/session/open-session';
import type { Counts } from '../counts/counts';
import { type BillsRead, findOther, hashFile, hashOf, readBills } from './read-bills';
import { type Moto, startMoto } from './start-moto';

const months = ['2026-10', '2026-11'] as const;
const lastMonth = ['2026-11'] as const;
const Bucket = 'millwright-peer-bills';
const credentials = { accessKeyId: 'peer', secretAccessKey: 'peer' };
const partCount = 1_100;
const largeBytes = 20 * 2 ** 20 + 7;
const columns = {
  'aws-focus': ['BilledCost', 'ChargePeriodStart'],
  'aws-cur-2': ['line_item_unblended_cost', 'line_item_line_item_type'],
};

/**
 * Writes data exports into a bucket of moto as AWS lays them out, and compares what Millwright reads of them, file by
 * file; then spoils one thing after another. Each of these counts as one test.
 */
export async function compareBillsWithMoto(): Promise<Counts> {
  const moto = await startMoto();
  try {
    const faults: string[] = [];
    let passed = 0;
    await compare(moto, (what, problem) => {
      if (problem === null) passed += 1;
      else faults.push(`${what}: ${problem}`);
    });
    for (const fault of faults) console.error(`moto's bills: ${fault}`);
    console.log(`moto: ${passed} of ${passed + faults.length} comparisons of bills as written`);
    return { passed, failed: faults.length, skipped: 0 };
  } finally {
    await moto.stop();
  }
}

async function compare({ endpoint }: Moto, check: (what: string, problem: string | null) => void): Promise<void> {
  const s3 = new S3Client({ endpoint, region: 'us-east-1', credentials: { ...credentials }, forcePathStyle: true });
  const put = (Key: string, Body: Uint8Array | string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  const write = async (name: string, source: keyof typeof columns, month: string, files: Uint8Array[]) => {
    const keys = files.map((_, index) => `cost/${name}/data/BILLING_PERIOD=${month}/${name}-${index}.snappy.parquet`);
    for (const [index, key] of keys.entries()) await put(key, files[index] ?? '');
    const dataFiles = keys.map((key) => `s3://${Bucket}/${key}`);
    const manifest = { executionId: name, dataFiles, columns: columns[source].map((each) => ({ name: each })) };
    await put(`cost/${name}/metadata/BILLING_PERIOD=${month}/${name}-Manifest.json`, JSON.stringify(manifest));
    return { keys, expected: [source, month, ...files.map(hashOf)].join(' ') };
  };
  const read = async (asked: readonly BillingMonth[], use: (bills: BillsRead) => void | Promise<void>) => {
    const session = openSession(awsProvider, {
      settings: { endpoint, billingExports: [`s3://${Bucket}/cost`] },
      secret: credentials,
      egressAllow: ['127.0.0.1/32'],
      signal: new AbortController().signal,
      now: () => new Date(),
    });
    try {
      await use(await readBills(awsProvider, session, asked));
    } finally {
      session.transport.close();
    }
  };

  await s3.send(new CreateBucketCommand({ Bucket }));
  const parts = Array.from({ length: partCount }, (_, index) => Buffer.from(`part ${index}`));
  const whole = [
    await write('focus', 'aws-focus', '2026-11', [randomBytes(largeBytes), Buffer.from('two')]),
    await write('report', 'aws-cur-2', '2026-11', [Buffer.from('three'), Buffer.from('four')]),
    await write('report', 'aws-cur-2', '2026-10', parts),
  ];
  await write('focus', 'aws-focus', '2026-08', [Buffer.from('of no month asked for')]);
  const expected = whole.map((each) => each.expected);
  await read(months, async ({ deliveries, gaps, files }) => {
    check('deliveries and their files', findOther(expected, deliveries));
    check('gaps where all is there', findOther([], gaps));
    const large = files.find(({ bytes }) => bytes === largeBytes);
    if (large === undefined) throw new Error('The large file was not read.');
    await put(large.name, randomBytes(largeBytes));
    const thrown = await hashFile(large).then(
      () => 'nothing',
      ({ code }: { code?: string }) => code,
    );
    check('a file replaced after it was named', thrown === 'PreconditionFailed' ? null : `${thrown} thrown`);
  });
  await write('focus', 'aws-focus', '2026-11', [Buffer.from('corrected')]);
  const corrected = ['aws-focus', '2026-11', hashOf(Buffer.from('corrected'))].join(' ');
  await read(lastMonth, ({ deliveries }) => {
    check('a month delivered anew', findOther([corrected, ...expected.slice(1, 2)], deliveries));
  });
  await s3.send(new DeleteObjectCommand({ Bucket, Key: whole[1]?.keys[1] }));
  await read(lastMonth, ({ deliveries, gaps }) => {
    check('a month of which a file is missing', findOther([corrected], deliveries));
    check('the gap it leaves', findOther(['FilesMissing'], gaps));
  });
  s3.destroy();
}
