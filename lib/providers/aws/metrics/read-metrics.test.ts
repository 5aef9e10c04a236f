import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Completeness } from '@/lib/domain/provider-fault';
import type { MetricRead } from '../../contract/provider';
import { openSession } from '../../contract/session/open-session';
import { awsProvider } from '../provider';
import { servedAccount as account, type ServedAnswer, type ServedAws, serveAws } from './serve-aws';

const from = new Date('2026-11-21T12:00:00Z');
const to = new Date('2026-11-21T12:10:00Z');
const namespaces = [
  'CWAgent',
  'ContainerInsights',
  '/aws/sagemaker/Endpoints',
  '/aws/sagemaker/TrainingJobs',
  'AWS/VPN',
  'AWS/DX',
  'AWS/TransitGateway',
];
const seconds = (minute: number) => from.getTime() / 1000 + minute * 60;

interface CloudWatchMetric {
  Namespace: string;
  MetricName: string;
  Dimensions: { Name: string; Value: string }[];
}
interface Query {
  Id: string;
  MetricStat: { Metric: CloudWatchMetric; Period: number; Stat: string };
}
interface Call {
  operation: string;
  region: string;
  body: { Namespace?: string; MetricName?: string; NextToken?: string; MetricDataQueries?: Query[] };
}

let aws: ServedAws;
let calls: Call[];
let listing: (call: Call) => ServedAnswer;
let data: (call: Call) => ServedAnswer;

beforeAll(async () => {
  aws = await serveAws((call) => {
    calls.push(call);
    return call.operation === 'ListMetrics' ? listing(call) : data(call);
  });
});
afterAll(() => aws.stop());

beforeEach(() => {
  calls = [];
  listing = ({ body }) => ({ Metrics: body.Namespace === 'CWAgent' ? [busyOf('0')] : [] });
  data = answerEach(() => ({ Timestamps: [seconds(0), seconds(1)], Values: [50, 100] }));
});

function busyOf(index: string, name = 'nvidia_smi_utilization_gpu'): CloudWatchMetric {
  return {
    Namespace: 'CWAgent',
    MetricName: name,
    Dimensions: [
      { Name: 'InstanceId', Value: 'i-0abc' },
      { Name: 'index', Value: index },
    ],
  };
}

function answerEach(toResult: (query: Query) => object): (call: Call) => ServedAnswer {
  return ({ body }) => ({
    MetricDataResults: (body.MetricDataQueries ?? []).map((query) => ({
      Id: query.Id,
      Label: 'l',
      StatusCode: 'Complete',
      ...toResult(query),
    })),
  });
}

async function read(regions = ['eu-west-1']): Promise<{ reads: MetricRead[]; costMicroUsd: number | undefined }> {
  const session = openSession(awsProvider, {
    settings: { endpoint: aws.endpoint, regions, homeRegion: 'eu-west-1' },
    secret: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'x' },
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date('2026-11-21T12:14:00Z'),
    limits: { ratePerSecond: 1000, concurrency: 16, maxAttempts: 1 },
  });
  const reads: MetricRead[] = [];
  for await (const each of awsProvider.metrics?.read(session, { from, to }) ?? []) reads.push(each);
  session.transport.close();
  const counted = session.calls.counts().find(({ operation }) => operation === 'cloudwatch:GetMetricData');
  return { reads, costMicroUsd: counted?.costMicroUsd };
}

const gapsOf = (completeness: Completeness) => (completeness.complete ? [] : completeness.gaps);
const ofAgent = (reads: MetricRead[]) =>
  reads.find(({ group }) => group === 'CWAgent')?.result ?? expect.fail('The namespace was not read.');
const agentGaps = (reads: MetricRead[]) => gapsOf(ofAgent(reads).completeness);
const callsOf = (operation: string) => calls.filter((call) => call.operation === operation);

describe('the metrics of AWS', () => {
  it('are read as CloudWatch has them', async () => {
    const { reads, costMicroUsd } = await read();
    expect(ofAgent(reads)).toMatchObject({
      completeness: { complete: true },
      items: [
        {
          metric: 'hw.gpu.utilization',
          definition: 'CWAgent nvidia_smi_utilization_gpu',
          subject: 'accelerator',
          attributes: { resource: `arn:aws:ec2:eu-west-1:${account}:instance/i-0abc`, 'gpu.index': '0' },
          points: [
            { at: from, value: 0.5 },
            { at: new Date(from.getTime() + 60_000), value: 1 },
          ],
        },
      ],
    });
    expect(reads.map(({ group }) => group)).toEqual(namespaces);
    expect(costMicroUsd).toBe(10);
    expect(callsOf('ListMetrics')[0]?.body).toEqual({ Namespace: 'CWAgent', RecentlyActive: 'PT3H' });
    expect(callsOf('GetMetricData')[0]?.body).toMatchObject({
      StartTime: seconds(0),
      EndTime: seconds(10),
      MetricDataQueries: [{ MetricStat: { Metric: busyOf('0'), Period: 60, Stat: 'Average' } }],
    });
  });

  it('are means of levels and sums of counts, each of its own periods', async () => {
    const tunnelOf = (MetricName: string): CloudWatchMetric => ({
      Namespace: 'AWS/VPN',
      MetricName,
      Dimensions: [
        { Name: 'VpnId', Value: 'vpn-1' },
        { Name: 'TunnelIpAddress', Value: '203.0.113.17' },
      ],
    });
    listing = ({ body }) => ({
      Metrics: body.Namespace === 'AWS/VPN' ? ['TunnelState', 'TunnelDataIn', 'TunnelDataOut'].map(tunnelOf) : [],
    });
    data = answerEach(({ MetricStat: { Stat } }) => ({
      Timestamps: [seconds(0)],
      Values: [Stat === 'Sum' ? 3000 : 1],
    }));
    const { reads, costMicroUsd } = await read();
    const resource = `arn:aws:ec2:eu-west-1:${account}:vpn-connection/vpn-1`;
    const attributes = { resource, 'tunnel.address': '203.0.113.17' };
    expect(reads.find(({ group }) => group === 'AWS/VPN')?.result).toMatchObject({
      completeness: { complete: true },
      items: [
        { metric: 'link.state', subject: 'link', attributes, points: [{ at: from, value: 1 }] },
        { metric: 'link.io.rate', attributes: { ...attributes, direction: 'receive' }, points: [{ value: 10 }] },
        { metric: 'link.io.rate', attributes: { ...attributes, direction: 'transmit' }, points: [{ value: 10 }] },
      ],
    });
    const asked = callsOf('GetMetricData').map(({ body }) =>
      (body.MetricDataQueries ?? []).map(({ MetricStat }) => [
        MetricStat.Metric.MetricName,
        MetricStat.Period,
        MetricStat.Stat,
      ]),
    );
    expect(asked).toEqual([
      [['TunnelState', 60, 'Average']],
      [
        ['TunnelDataIn', 300, 'Sum'],
        ['TunnelDataOut', 300, 'Sum'],
      ],
    ]);
    expect(costMicroUsd).toBe(30);
  });

  it('are asked for 500 at a time, each at its price', async () => {
    listing = ({ body }) => ({
      Metrics: body.Namespace === 'CWAgent' ? Array.from({ length: 1201 }, (_, index) => busyOf(String(index))) : [],
    });
    const { reads, costMicroUsd } = await read();
    expect(callsOf('GetMetricData').map(({ body }) => body.MetricDataQueries?.length)).toEqual([500, 500, 201]);
    expect(ofAgent(reads).items).toHaveLength(1201);
    expect(costMicroUsd).toBe(12_010);
  });

  it('are listed by name where a namespace has more pages than one, to their end', async () => {
    listing = ({ body }) => {
      if (body.Namespace !== 'CWAgent') return { Metrics: [] };
      if (body.MetricName === undefined) return { Metrics: [busyOf('9')], NextToken: 'more' };
      if (body.MetricName !== 'nvidia_smi_power_draw') return { Metrics: [] };
      return body.NextToken === undefined
        ? { Metrics: [busyOf('0', body.MetricName)], NextToken: 'second' }
        : { Metrics: [busyOf('1', body.MetricName)] };
    };
    const { items, completeness } = ofAgent((await read()).reads);
    expect(completeness).toEqual({ complete: true });
    expect(items.map(({ metric, attributes }) => [metric, attributes['gpu.index']])).toEqual([
      ['hw.power', '0'],
      ['hw.power', '1'],
    ]);
    // Without a value: whatever has the dimension, and no roll-up.
    expect(callsOf('ListMetrics').map(({ body }) => body)).toContainEqual({
      Namespace: 'CWAgent',
      RecentlyActive: 'PT3H',
      MetricName: 'nvidia_smi_power_draw',
      Dimensions: [{ Name: 'index' }],
      NextToken: 'second',
    });
  });

  it('are read once where they are listed twice', async () => {
    listing = ({ body }) => ({
      Metrics: body.Namespace === 'CWAgent' ? Array.from({ length: 20 }, () => busyOf('0')) : [],
    });
    const { reads, costMicroUsd } = await read();
    expect(ofAgent(reads)).toMatchObject({ items: [{ points: [{}, {}] }], completeness: { complete: true } });
    expect(costMicroUsd).toBe(10);
  });

  it('say when the pages of a listing go in a circle, and keep what was listed', async () => {
    listing = ({ body }) => ({
      Metrics: body.Namespace === 'CWAgent' && body.MetricName ? [busyOf('0', body.MetricName)] : [],
      ...(body.Namespace === 'CWAgent' ? { NextToken: 'again' } : {}),
    });
    const { items, completeness } = ofAgent((await read()).reads);
    expect(items.length).toBeGreaterThan(0);
    expect(gapsOf(completeness)).toMatchObject([{ code: 'TokenLoop', operation: 'cloudwatch:ListMetrics' }]);
  });

  it('go on over the pages of their data', async () => {
    data = ({ body }) => {
      const [query] = body.MetricDataQueries ?? [];
      const page = (minute: number, StatusCode: string) => ({
        MetricDataResults: [{ Id: query?.Id, StatusCode, Timestamps: [seconds(minute)], Values: [minute] }],
      });
      return body.NextToken === undefined ? { ...page(0, 'PartialData'), NextToken: 'second' } : page(1, 'Complete');
    };
    const { items, completeness } = ofAgent((await read()).reads);
    expect(completeness).toEqual({ complete: true });
    expect(items[0]?.points.map(({ value }) => value)).toEqual([0, 0.01]);
  });

  it('have no series where CloudWatch lists a metric and has no data of it', async () => {
    data = answerEach(() => ({ Timestamps: [], Values: [] }));
    expect(ofAgent((await read()).reads)).toMatchObject({ items: [], completeness: { complete: true } });
  });

  it('have no point where a value is no number', async () => {
    data = answerEach(() => ({
      Timestamps: [seconds(2), seconds(0), seconds(1), seconds(0)],
      Values: ['NaN', 7, 'Infinity', 8],
    }));
    expect(ofAgent((await read()).reads)).toMatchObject({
      items: [{ points: [{ at: from, value: 0.07 }] }],
      completeness: { complete: true },
    });
  });

  it.each([
    ['PartialData', { StatusCode: 'PartialData' }, 'response-unexpected', 'PartialData'],
    ['InternalError', { StatusCode: 'InternalError' }, 'unavailable', 'InternalError'],
    ['Forbidden', { StatusCode: 'Forbidden' }, 'permission-missing', 'Forbidden'],
    ['a status of the future', { StatusCode: 'Napping' }, 'response-unexpected', 'Napping'],
    ['a remark', { Messages: [{ Code: 'Odd', Value: 'words' }] }, 'response-unexpected', 'Odd'],
    ['more times than values', { Values: [1] }, 'response-unexpected', 'PointsMismatch'],
    ['another metric', { Id: 'other' }, 'response-unexpected', 'ResultMissing'],
    ['a share above the whole', { Values: [50, 101] }, 'response-unexpected', 'OutOfRange'],
  ])('say what is missing where one result has %s, and keep the others', async (_, trouble, fault, code) => {
    listing = ({ body }) => ({ Metrics: body.Namespace === 'CWAgent' ? [busyOf('0'), busyOf('1')] : [] });
    data = answerEach(({ Id }) => ({
      Timestamps: [seconds(0), seconds(1)],
      Values: [50, 100],
      ...(Id === 'm1' ? trouble : {}),
    }));
    const { reads } = await read();
    expect(ofAgent(reads).items[0]?.points).toHaveLength(2);
    expect(agentGaps(reads)).toMatchObject([{ fault, code, account, region: 'eu-west-1', subject: 'CWAgent' }]);
    expect(agentGaps(reads)[0]?.remedy).toMatch(/\.$/);
  });

  it('leave out what an unknown dimension tells apart, and say so', async () => {
    listing = ({ body }) => {
      const { Dimensions, ...rest } = busyOf('0');
      const many = Array.from({ length: 9 }, (_, pid) => ({
        ...rest,
        Dimensions: [...Dimensions, { Name: 'pid', Value: String(pid) }],
      }));
      return { Metrics: body.Namespace === 'CWAgent' ? [...many, busyOf('1')] : [] };
    };
    const { reads } = await read();
    expect(ofAgent(reads).items.map(({ attributes }) => attributes['gpu.index'])).toEqual(['1']);
    expect(agentGaps(reads)).toMatchObject([{ code: 'DimensionsUnknown' }]);
  });

  it('say what a remark on the whole answer is', async () => {
    data = (call) => ({
      ...answerEach(() => ({ Timestamps: [], Values: [] }))(call),
      Messages: [{ Code: 'MaxMetricsExceeded', Value: 'words' }],
    });
    expect(agentGaps((await read()).reads)).toMatchObject([{ code: 'MaxMetricsExceeded' }]);
  });

  it('name the permission of the region that refuses, after asking it once, and read the others', async () => {
    const listed = listing;
    listing = (call) => (call.region === 'us-east-1' ? { status: 403, code: 'AccessDenied' } : listed(call));
    const { reads } = await read(['eu-west-1', 'us-east-1']);
    const refused = reads.filter(({ region }) => region === 'us-east-1');
    expect(refused.map(({ group }) => group)).toEqual(namespaces);
    for (const { result } of refused) {
      expect(gapsOf(result.completeness)).toMatchObject([{ fault: 'permission-missing', region: 'us-east-1' }]);
      expect(gapsOf(result.completeness)[0]?.remedy).toContain('cloudwatch:ListMetrics');
    }
    expect(calls.filter(({ region }) => region === 'us-east-1')).toHaveLength(1);
    expect(ofAgent(reads.filter(({ region }) => region === 'eu-west-1')).items).toHaveLength(1);
  });

  it('ask no more of a region that gives no data', async () => {
    listing = ({ body }) => ({
      Metrics: body.Namespace === 'CWAgent' ? Array.from({ length: 5000 }, (_, index) => busyOf(String(index))) : [],
    });
    data = () => ({ status: 403, code: 'AccessDenied' });
    const { reads } = await read();
    expect(agentGaps(reads)).toMatchObject([{ fault: 'permission-missing', operation: 'cloudwatch:GetMetricData' }]);
    expect(callsOf('GetMetricData').length).toBeLessThanOrEqual(4);
  });

  it.each([
    ['an answer without its list', {}, 'ListMissing'],
    ['throttling', { status: 400, code: 'ThrottlingException' }, 'ThrottlingException'],
  ])('say what came in place of a listing: %s', async (_, answer, code) => {
    listing = () => answer;
    expect(agentGaps((await read()).reads)).toMatchObject([{ code, operation: 'cloudwatch:ListMetrics' }]);
  });
});
