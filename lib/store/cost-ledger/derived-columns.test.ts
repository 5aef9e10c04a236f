import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRows } from './read-rows';
import { createTestLedger, type TestLedger, type TestRow, toCsv, toDelivery, toFile } from './test-ledger';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await createTestLedger();
});
afterAll(() => ledger.close());

const hours = { ConsumedQuantity: '1.5', ConsumedUnit: 'Hours' };
const cases: [
  what: string,
  row: TestRow,
  expected: [model: string | null, hours: string | null, transfer: string | null],
][] = [
  ['an instance of EC2', { SkuMeter: 'USE2-BoxUsage:p5.48xlarge', ...hours }, ['NVIDIA H100', '12', null]],
  [
    'an instance by its price details',
    { SkuPriceDetails: '{"InstanceType":"g6.xlarge"}', ...hours },
    ['NVIDIA L4', '1.5', null],
  ],
  [
    'a training instance of SageMaker',
    { SkuMeter: 'USE1-Train:ml.p4d.24xlarge', ...hours },
    ['NVIDIA A100', '12', null],
  ],
  ['an instance without GPU', { SkuMeter: 'BoxUsage:m5.large', ...hours }, [null, null, null]],
  ['what is charged beside an instance', { SkuMeter: 'EBSOptimized:p5.48xlarge', ...hours }, [null, null, null]],
  ['unused commitment', { SkuMeter: 'BoxUsage:p5.48xlarge' }, ['NVIDIA H100', null, null]],
  [
    'a size of Azure',
    { SkuMeter: 'ND96isr H100 v5 Spot', ProviderName: 'Microsoft', ...hours },
    ['NVIDIA H100', '12', null],
  ],
  [
    'a GPU of Google Cloud',
    { SkuMeter: 'Nvidia Tesla A100 80GB GPU running in Americas', ProviderName: 'Google Cloud', ...hours },
    ['NVIDIA A100', '1.5', null],
  ],
  [
    'a core beside it',
    { SkuMeter: 'A2 Instance Core running in Americas', ProviderName: 'Google Cloud', ...hours },
    [null, null, null],
  ],
  [
    'seconds priced in hours',
    {
      SkuMeter: 'BoxUsage:p5.4xlarge',
      ConsumedQuantity: '3600',
      ConsumedUnit: 'Seconds',
      PricingQuantity: '1',
      PricingUnit: 'Hours',
    },
    ['NVIDIA H100', '1', null],
  ],
  ['egress of AWS', { SkuMeter: 'EUC1-DataTransfer-Out-Bytes' }, [null, null, 'internet']],
  ['between regions of AWS', { SkuMeter: 'USE1-EUC1-AWS-Out-Bytes' }, [null, null, 'between-regions']],
  ['between zones of AWS', { SkuMeter: 'USE1-DataTransfer-Regional-Bytes' }, [null, null, 'between-zones']],
  [
    'egress of Google Cloud',
    { SkuMeter: 'Network Internet Data Transfer Out from Americas to EMEA' },
    [null, null, 'internet'],
  ],
  [
    'between zones of Azure',
    { SkuMeter: 'Standard Inter-Availability Zone Data Transfer In' },
    [null, null, 'between-zones'],
  ],
  ['storage', { SkuMeter: 'TimedStorage-ByteHrs' }, [null, null, null]],
];

test('accelerators, their hours and data transfer are told where a bill tells them', async () => {
  const file = toFile(toCsv(cases.map(([, row]) => row)));
  const { months } = await ledger.keepDelivery(toDelivery([file], { source: 'focus-file', scope: 'x' }), new Date(0));
  expect(months).toMatchObject([{ state: 'kept' }]);
  const { rows } = await readRows(ledger, { time: { basis: 'charge-day' }, asOf: new Date(), limit: 100 });
  const told = rows.map(({ gpuModel, gpuHours, transfer }, index) => [
    cases[index]?.[0],
    [gpuModel, gpuHours, transfer],
  ]);
  expect(told).toEqual(cases.map(([what, , expected]) => [what, expected]));
});
