import { expect, test } from 'vitest';
import { loadState } from '../../sandbox-state';
import type { WireRequest } from '../../wire/wire';
import { accounts } from '../../world/aws/geography';
import { createWorld } from '../../world/aws/world';
import { createBillBook } from '../../world/bills/bill-book';
import { AwsError } from '../aws-error';
import type { Call } from '../call';
import { createExportStore } from '../exports/export-content';
import { writeError, writeReply } from '../protocol/write-response';
import { awsTrust } from '../trust';
import { cloudWatchEndpoint } from './cloudwatch-endpoint';

const now = new Date('2026-11-21T12:00:00Z');
const { keys, trust } = awsTrust(loadState(null));
const world = createWorld({ seed: 'test' }).at(now);
const bills = createBillBook('test', 1);
const call: Call = {
  identity: { ...keys.identity },
  account: accounts.research.id,
  region: 'us-east-1',
  operation: '',
  protocol: 'query',
  world,
  bills,
  exports: createExportStore(bills, 1),
  now,
  keys,
  trust,
  fault: null,
};

/** What the endpoint answers a form as clients of the query protocol send it. */
function answer(form: Record<string, string>): { status: number; body: string } {
  const request: WireRequest = {
    method: 'POST',
    path: '/',
    rawQuery: '',
    query: {},
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: Buffer.from(new URLSearchParams({ Version: '2010-08-01', ...form }).toString()),
    clientFingerprint: null,
  };
  const dialect = cloudWatchEndpoint.dialectOf?.(request);
  const invocation = cloudWatchEndpoint.resolve(request);
  if (!dialect || !invocation) throw new Error('The endpoint knows no such operation.');
  const { operation, input } = invocation;
  try {
    return writeReply(dialect, operation.name, operation.run({ ...call, operation: operation.name }, input), 'request');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return writeError(dialect, error, 'request');
  }
}

const machine = world
  .list('compute-instance', accounts.research.id, 'us-east-1')
  .find(({ name }) => name === 'research-lab-g5-large-001');

const metric = (member: string) => ({
  [`${member}.Namespace`]: 'ContainerInsights',
  [`${member}.MetricName`]: 'node_gpu_memory_total',
  [`${member}.Dimensions.member.1.Name`]: 'ClusterName',
  [`${member}.Dimensions.member.1.Value`]: 'research-lab',
});

test('clients of before are answered in XML', () => {
  const { status, body } = answer({
    Action: 'ListMetrics',
    Namespace: 'CWAgent',
    MetricName: 'nvidia_smi_power_draw',
    'Dimensions.member.1.Name': 'InstanceId',
    'Dimensions.member.1.Value': machine?.id ?? '',
  });
  expect(status).toBe(200);
  expect(body).toContain('<ListMetricsResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">');
  expect(body.match(/<MetricName>nvidia_smi_power_draw<\/MetricName>/g)).toHaveLength(4);
});

test('their times and numbers come as text', () => {
  const { status, body } = answer({
    Action: 'GetMetricData',
    StartTime: '2026-11-21T11:50:00Z',
    EndTime: '2026-11-21T11:52:00Z',
    'MetricDataQueries.member.1.Id': 'total',
    ...metric('MetricDataQueries.member.1.MetricStat.Metric'),
    'MetricDataQueries.member.1.MetricStat.Period': '60',
    'MetricDataQueries.member.1.MetricStat.Stat': 'Maximum',
  });
  expect(status).toBe(200);
  expect(body).toContain(
    '<Timestamps><member>2026-11-21T11:51:00.000Z</member><member>2026-11-21T11:50:00.000Z</member>',
  );
  expect(body).toContain(`<Values><member>${22_888 * 2 ** 20}</member>`);
  expect(body).toContain('<StatusCode>Complete</StatusCode>');
});

test('they are refused in the codes of before', () => {
  const { status, body } = answer({
    Action: 'GetMetricData',
    StartTime: '2026-11-21T11:52:00Z',
    EndTime: '2026-11-21T11:50:00Z',
    'MetricDataQueries.member.1.Id': 'total',
    ...metric('MetricDataQueries.member.1.MetricStat.Metric'),
    'MetricDataQueries.member.1.MetricStat.Period': '60',
    'MetricDataQueries.member.1.MetricStat.Stat': 'Maximum',
  });
  expect(status).toBe(400);
  expect(body).toContain('<Type>Sender</Type><Code>ValidationError</Code>');
  expect(answer({ Action: 'GetMetricData' }).body).toContain('<Code>MissingParameter</Code>');
});
