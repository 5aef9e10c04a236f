import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MetricRead } from '../../contract/provider';
import { openSession } from '../../contract/session/open-session';
import { awsProvider } from '../provider';
import { type ServedAnswer, type ServedAws, serveAws, servedAccount } from './serve-aws';

const window = { from: new Date('2026-11-21T12:00:00Z'), to: new Date('2026-11-21T12:10:00Z') };
const arnOf = (thing: string) => `arn:aws:sagemaker:eu-west-1:${servedAccount}:${thing}`;

type Dimensions = Record<string, string>;

let aws: ServedAws;
let listed: [namespace: string, name: string, dimensions: Dimensions][];
let answers: Record<string, ServedAnswer>;

beforeAll(async () => {
  aws = await serveAws(
    ({ operation, body }) => {
      if (operation === 'ListMetrics')
        return { Metrics: listed.filter(([namespace]) => namespace === body.Namespace).map(toMetric) };
      if (operation !== 'GetMetricData') return answers[operation] ?? { status: 400, code: 'ValidationException' };
      const queries = Array.isArray(body.MetricDataQueries) ? body.MetricDataQueries : [];
      return {
        MetricDataResults: queries.map(({ Id }) => ({
          Id,
          StatusCode: 'Complete',
          Timestamps: [window.from.getTime() / 1000],
          Values: [400],
        })),
      };
    },
    { 'p5.48xlarge': 8, 'g6.xlarge': 1, 'c7i.large': 0 },
  );
});
afterAll(() => aws.stop());

beforeEach(() => {
  listed = [];
  answers = {
    DescribeEndpoint: { EndpointArn: arnOf('endpoint/reader'), EndpointConfigName: 'config', ProductionVariants: [] },
    DescribeEndpointConfig: {
      ProductionVariants: [
        { VariantName: 'large', InstanceType: 'ml.p5.48xlarge' },
        { VariantName: 'none', InstanceType: 'ml.c7i.large' },
        { VariantName: 'odd', InstanceType: 'ml.future.large' },
      ],
    },
    DescribeTrainingJob: {
      TrainingJobArn: arnOf('training-job/llm'),
      ResourceConfig: { InstanceType: 'ml.p5.48xlarge', InstanceCount: 2 },
    },
  };
});

function toMetric([Namespace, MetricName, dimensions]: (typeof listed)[number]) {
  return { Namespace, MetricName, Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })) };
}

const listEndpoint = (dimensions: Dimensions, name = 'GPUUtilization') =>
  listed.push(['/aws/sagemaker/Endpoints', name, { EndpointName: 'Reader', ...dimensions }]);
const listJob = (Host: string, name = 'GPUUtilization') => listed.push(['/aws/sagemaker/TrainingJobs', name, { Host }]);

async function read(): Promise<MetricRead['result'][]> {
  const session = openSession(awsProvider, {
    settings: { endpoint: aws.endpoint, regions: ['eu-west-1'], homeRegion: 'eu-west-1' },
    secret: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'x' },
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date('2026-11-21T12:14:00Z'),
    limits: { ratePerSecond: 1000, concurrency: 16, maxAttempts: 1 },
  });
  const results: MetricRead['result'][] = [];
  for await (const { result } of awsProvider.metrics?.read(session, window) ?? []) results.push(result);
  session.transport.close();
  return results;
}

const itemsOf = (results: MetricRead['result'][]) => results.flatMap(({ items }) => items);
const gapsOf = (results: MetricRead['result'][]) =>
  results.flatMap(({ completeness }) => (completeness.complete ? [] : completeness.gaps));

describe('the GPU metrics of SageMaker', () => {
  it('are sums over an instance’s devices, and shares of them here', async () => {
    listEndpoint({ VariantName: 'large' });
    listEndpoint({ VariantName: 'large' }, 'GPUMemoryUtilization');
    listJob('llm/algo-2');
    const results = await read();
    expect(gapsOf(results)).toEqual([]);
    const points = [{ at: window.from, value: 0.5 }];
    const ofEndpoint = {
      subject: 'container',
      attributes: { resource: arnOf('endpoint/reader'), 'endpoint.variant': 'large' },
      points,
    };
    expect(itemsOf(results)).toEqual([
      { metric: 'hw.gpu.utilization', definition: '/aws/sagemaker/Endpoints GPUUtilization', ...ofEndpoint },
      {
        metric: 'hw.gpu.memory.utilization',
        definition: '/aws/sagemaker/Endpoints GPUMemoryUtilization',
        ...ofEndpoint,
      },
      {
        metric: 'hw.gpu.utilization',
        definition: '/aws/sagemaker/TrainingJobs GPUUtilization',
        subject: 'container',
        attributes: { resource: arnOf('training-job/llm'), 'host.name': 'algo-2' },
        points,
      },
    ]);
  });

  it('are of a variant as a whole, not of parts of it or of more', async () => {
    listEndpoint({ VariantName: 'large', InstanceId: 'i-1' });
    listEndpoint({});
    listJob('llm');
    listJob('llm/algo-1/gpu');
    expect(await read()).toMatchObject(
      Array.from({ length: 7 }, () => ({ items: [], completeness: { complete: true } })),
    );
  });

  it('are not read where there are no devices or the endpoint is gone', async () => {
    listEndpoint({ VariantName: 'none' });
    answers.DescribeEndpointConfig = {
      ProductionVariants: [{ VariantName: 'none', InstanceType: 'ml.c7i.large' }],
    };
    expect(itemsOf(await read())).toEqual([]);
    delete answers.DescribeEndpoint;
    expect(gapsOf(await read())).toEqual([]);
  });

  it('are left out, and said, where the number of devices is not known', async () => {
    listEndpoint({ VariantName: 'odd' });
    listJob('llm/algo-1');
    answers.DescribeTrainingJob = {
      ResourceConfig: {
        InstanceGroups: [
          { InstanceGroupName: 'a', InstanceType: 'ml.p5.48xlarge', InstanceCount: 1 },
          { InstanceGroupName: 'b', InstanceType: 'ml.g6.xlarge', InstanceCount: 1 },
        ],
      },
    };
    const results = await read();
    expect(itemsOf(results)).toEqual([]);
    expect(gapsOf(results).map(({ code }) => code)).toEqual(['InstanceTypeMissing', 'InstanceTypeUnclear']);
  });

  it('are left out, and said, where the endpoint may not be read', async () => {
    listEndpoint({ VariantName: 'large' });
    answers.DescribeEndpoint = { status: 400, code: 'AccessDeniedException' };
    const results = await read();
    expect(itemsOf(results)).toEqual([]);
    expect(gapsOf(results)).toMatchObject([
      { fault: 'permission-missing', operation: 'sagemaker:DescribeEndpoint', subject: '/aws/sagemaker/Endpoints' },
    ]);
  });
});
