import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createTestLedger,
  readTestRows,
  type TestLedger,
  type TestRow,
  toCsv,
  toDelivery,
  toFile,
} from './test-ledger';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await createTestLedger();
});
afterAll(() => ledger.close());

const hours = { ConsumedQuantity: '1.5', ConsumedUnit: 'Hours' };
type Case = [
  what: string,
  row: TestRow,
  expected: [model: string | null, hours: string | null, transfer: string | null],
];
/** A device-hour and a half of Google Cloud, by what its SKU says. */
const google = (meter: string, model: string | null): Case => [
  meter,
  { SkuMeter: meter, ProviderName: 'Google Cloud', ...hours },
  [model, model === null ? null : '1.5', null],
];
const cases: Case[] = [
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
  [
    'the same of managed spot training',
    { SkuMeter: 'USE1-Train:ml.g6.xlarge-Spot', ...hours },
    ['NVIDIA L4', '1.5', null],
  ],
  ['an instance without GPU', { SkuMeter: 'BoxUsage:m5.large', ...hours }, [null, null, null]],
  ['what is charged beside an instance', { SkuMeter: 'EBSOptimized:p5.48xlarge', ...hours }, [null, null, null]],
  ['unused commitment', { SkuMeter: 'BoxUsage:p5.48xlarge' }, ['NVIDIA H100', null, null]],
  [
    'a reservation that nothing used',
    { SkuMeter: 'NC24ads A100 v4', CommitmentDiscountStatus: 'Unused', PricingQuantity: '24', PricingUnit: 'Hours' },
    ['NVIDIA A100', null, null],
  ],
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
    'a size of Azure beside a description',
    { SkuMeter: 'ND96isr H100 v5', x_SkuDescription: 'NDv5 Series - Sweden', ProviderName: 'Microsoft', ...hours },
    ['NVIDIA H100', '12', null],
  ],
  [
    'a size of Azure by its price details',
    { SkuPriceDetails: '{"x_ServiceType":"Standard_ND96isr_H100_v5"}', ProviderName: 'Microsoft', ...hours },
    ['NVIDIA H100', '12', null],
  ],
  [
    'the licence of such a machine',
    {
      SkuMeter: '96 vCPU VM License',
      SkuPriceDetails: '{"x_ServiceType":"Standard_ND96isr_H100_v5"}',
      ProviderName: 'Microsoft',
      ...hours,
    },
    [null, null, null],
  ],
  google('Vertex AI: Training/Pipelines on NVIDIA L4 in Iowa', 'NVIDIA L4'),
  google('Nvidia H100 80GB Mega GPU running in Americas', 'NVIDIA H100'),
  google('Nvidia L4 GPU attached to Spot Preemptible VMs running in Iowa', 'NVIDIA L4'),
  google('H200 141GB GPU running in Americas', 'NVIDIA H200'),
  google('Spot Preemptible A4 Nvidia B200 (1 gpu slice) running in Americas', 'NVIDIA B200'),
  google('RTX 6000 96GB running in Iowa', 'NVIDIA RTX PRO 6000'),
  google('Vertex AI: Training/Pipelines on NVIDIA H100 80GB in Iowa', 'NVIDIA H100'),
  google('TpuV5e running in Iowa', 'Google TPU v5e'),
  google('Commitment v1: Nvidia H100 80GB GPU running in Iowa for 1 Year', null),
  google('Vertex AI: Training/Pipelines Management fee on NVIDIA H100 80GB in Iowa', null),
  google('Licensing Fee for NVIDIA Tesla T4 Virtual Workstation (GPU cost)', null),
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
  [
    'a machine that is counted by its devices',
    { x_InstanceType: 'gb200-4x', PricingQuantity: '4', PricingUnit: 'GPU-hours' },
    ['NVIDIA GB200', '4', null],
  ],
  [
    'the same by machines',
    { x_InstanceType: 'gb200-4x', PricingQuantity: '1', PricingUnit: 'Instance-hours' },
    ['NVIDIA GB200', '4', null],
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
    'an interconnect of Google Cloud',
    { SkuMeter: 'Interconnect data transfer out Europe' },
    [null, null, 'private-circuit'],
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
  const told = (await readTestRows(ledger, new Date())).map(({ columns }, index) => [
    cases[index]?.[0],
    [columns.x_gpu_model, columns.x_gpu_hours, columns.x_transfer],
  ]);
  expect(told).toEqual(cases.map(([what, , expected]) => [what, expected]));
});
