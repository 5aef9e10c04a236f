import { expect, test } from 'vitest';
import { loadState } from '../../sandbox-state';
import { accounts } from '../../world/aws/geography';
import { createWorld } from '../../world/aws/world';
import { createBillBook } from '../../world/bills/bill-book';
import { AwsError } from '../aws-error';
import type { Call } from '../call';
import { createExportStore } from '../exports/export-content';
import { writeReply } from '../protocol/write-response';
import { awsTrust } from '../trust';
import { bcmDataExportsEndpoint } from './bcm-data-exports-endpoint';

const world = createWorld({ seed: 'test' });
const bills = createBillBook('test', 1);
const { keys, trust } = awsTrust(loadState(null));

/** What the endpoint answers, as JSON, or the code it refuses with. */
function ask(operation: string, input: unknown, at: string, account = accounts.research.id) {
  const now = new Date(at);
  const call: Call = {
    identity: keys.identity,
    account,
    region: 'us-east-1',
    operation,
    protocol: 'json',
    world: world.at(now),
    bills,
    exports: createExportStore(bills, 1),
    now,
    keys,
    trust,
    fault: null,
  };
  const invocation = bcmDataExportsEndpoint.resolve({
    method: 'POST',
    path: '/',
    rawQuery: '',
    query: {},
    headers: { 'x-amz-target': `AWSBillingAndCostManagementDataExports.${operation}` },
    body: Buffer.from(JSON.stringify(input)),
    clientFingerprint: null,
  });
  if (!invocation) throw new Error(`The endpoint has no ${operation}.`);
  try {
    const reply = invocation.operation.run(call, invocation.input);
    return JSON.parse(writeReply(bcmDataExportsEndpoint.dialect, operation, reply, 'id').body);
  } catch (error) {
    if (error instanceof AwsError) return error.code;
    throw error;
  }
}

const noon = '2026-06-10T12:00:00Z';

test('tells the payer of both exports, page by page, and others of none', () => {
  const first = ask('ListExports', { MaxResults: 1 }, noon);
  expect(first.Exports).toMatchObject([{ ExportName: 'millwright-cur2', ExportStatus: { StatusCode: 'HEALTHY' } }]);
  expect(first.Exports[0].ExportStatus.LastRefreshedAt).toBe(Date.parse('2026-06-10T08:03:00Z') / 1000);
  const second = ask('ListExports', { MaxResults: 1, NextToken: first.NextToken }, noon);
  expect(second).toMatchObject({ Exports: [{ ExportName: 'millwright-focus' }] });
  expect(second.NextToken).toBeUndefined();
  expect(ask('ListExports', {}, noon, accounts.training.id)).toEqual({ Exports: [] });
});

test('tells where an export goes and what it selects', () => {
  const [, { ExportArn }] = ask('ListExports', {}, noon).Exports;
  const { Export } = ask('GetExport', { ExportArn }, noon);
  expect(Export).toMatchObject({
    Name: 'millwright-focus',
    DataQuery: { TableConfigurations: { FOCUS_1_2_AWS: { TIME_GRANULARITY: 'DAILY' } } },
    DestinationConfigurations: {
      S3Destination: {
        S3Bucket: 'millwright-research-dataset-exports-us-east-1',
        S3Prefix: 'billing',
        S3OutputConfigurations: { Format: 'PARQUET', Overwrite: 'OVERWRITE_REPORT' },
      },
    },
  });
  expect(Export.DataQuery.QueryStatement).toMatch(/^SELECT AvailabilityZone, BilledCost, .* FROM FOCUS_1_2_AWS$/);
  expect(ask('GetExport', { ExportArn: `${ExportArn}x` }, noon)).toBe('ResourceNotFoundException');
  expect(ask('GetExport', {}, noon)).toBe('ValidationException');
});

test('tells of the run of each month, done only when its files are there', () => {
  const [{ ExportArn }] = ask('ListExports', {}, noon).Exports;
  const { Executions } = ask('ListExecutions', { ExportArn }, noon);
  expect(Executions).toHaveLength(14);
  expect(Executions[0].ExecutionStatus).toMatchObject({ StatusCode: 'DELIVERY_SUCCESS' });
  const torn = ask('ListExecutions', { ExportArn, MaxResults: 1 }, '2026-06-01T08:10:00Z');
  expect(torn.Executions).toMatchObject([{ ExecutionStatus: { StatusCode: 'DELIVERY_IN_PROCESS' } }]);
});
