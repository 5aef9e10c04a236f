import { afterEach } from 'vitest';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import type { ExpectedDelivery } from '../../contract/conformance/cost-subject';
import { describeCostConformance } from '../../contract/conformance/describe-cost-conformance';
import { openSession } from '../../contract/session/open-session';
import { awsProvider } from '../provider';
import type { AwsSecret, AwsSettings } from '../settings';
import { ServedBucket } from './serve-bucket';

const months = ['2026-10', '2026-11'] as const;
const focusColumns = ['BilledCost', 'ChargePeriodStart'];
const curColumns = ['line_item_unblended_cost', 'line_item_line_item_type'];
const now = new Date('2026-11-22T12:00:00Z');

const served: ServedBucket[] = [];
afterEach(() => {
  for (const each of served.splice(0)) each.stop();
});

describeCostConformance<AwsSettings, AwsSecret>('Data Exports of AWS', async () => {
  const bucket = await ServedBucket.start();
  served.push(bucket);
  const truth: ExpectedDelivery[] = [];
  const put = (name: string, month: BillingMonth, execution: number, files: readonly string[]) => {
    const isFocus = name === 'focus';
    const at = new Date(Date.UTC(2026, 10, 1 + execution));
    const folder = `cost/${name}/data/BILLING_PERIOD=${month}/`;
    const written = files.map((content, index) => ({
      name: `${folder}${name}-0000${index}.snappy.parquet`,
      content: Buffer.from(content),
    }));
    for (const file of written) bucket.put(file.name, file.content, at);
    const manifest = {
      executionId: `execution-${execution}`,
      columns: (isFocus ? focusColumns : curColumns).map((column) => ({ name: column, type: 'string' })),
      dataFiles: written.map((file) => `s3://bills/${file.name}`),
    };
    bucket.put(`cost/${name}/metadata/BILLING_PERIOD=${month}/${name}-Manifest.json`, JSON.stringify(manifest), at);
    return {
      source: isFocus ? 'aws-focus' : 'aws-cur-2',
      scope: `bills/cost/${name}`,
      billingMonth: month,
      files: written,
    } satisfies ExpectedDelivery;
  };
  truth.push(put('focus', '2026-10', 1, ['one', 'two', 'three']));
  truth.push(put('focus', '2026-11', 2, ['four']), put('cur', '2026-11', 3, ['five', 'six']));

  return {
    provider: awsProvider,
    months,
    truth: () => truth,
    open: ({ limits, signal }) =>
      openSession(awsProvider, {
        settings: { endpoint: bucket.endpoint, billingExports: ['s3://bills/cost'] },
        secret: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
        egressAllow: ['127.0.0.0/8'],
        signal,
        now: () => now,
        limits,
      }),
    deliverAnew() {
      const anew = put('focus', '2026-11', 9, ['four, corrected']);
      truth.splice(1, 1, anew);
      return anew;
    },
    announceEarly() {
      const early = put('focus', '2026-11', 9, ['four', 'and more']);
      bucket.objects.delete(early.files[1]?.name ?? '');
      return early;
    },
    replace: (file) => bucket.put(file, 'another content', now),
    setFault: (kind) => {
      bucket.fault = kind;
    },
  };
});
