import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  type MetricDataQuery,
  paginateGetMetricData,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../start-sandbox';
import { type AccountName, accounts } from '../../world/aws/geography';
import { type AwsGpuMachine, gpuMachineOf, gpusOfManaged } from '../../world/gpus/aws-gpus';
import { gpuAt } from '../../world/gpus/gpu-state';
import { type ClientCredentials, clientSettings } from '../client-settings';

const now = new Date('2026-11-21T12:00:00Z');
const minuteMs = 60_000;
const ago = (minutes: number) => new Date(now.getTime() - minutes * minuteMs);
const lastTen = { StartTime: ago(11), EndTime: ago(1) };

let sandbox: RunningSandbox;
let training: CloudWatchClient;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: [] });
  sandbox.clock.hold(now);
  training = await clientOf('training', 'us-east-1');
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.stop());

async function clientOf(account: AccountName, region: string): Promise<CloudWatchClient> {
  const sts = new STSClient(clientSettings(sandbox.aws, 'us-east-1'));
  const { Credentials: issued } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: sandbox.aws.roleArns.find((arn) => arn.includes(accounts[account].id)),
      RoleSessionName: 'cloudwatch',
      ExternalId: sandbox.aws.externalId,
    }),
  );
  const credentials: ClientCredentials = {
    accessKeyId: issued?.AccessKeyId ?? '',
    secretAccessKey: issued?.SecretAccessKey ?? '',
    sessionToken: issued?.SessionToken,
  };
  return new CloudWatchClient(clientSettings(sandbox.aws, region, credentials));
}

function machinesOf(account: AccountName, region: string): AwsGpuMachine[] {
  return sandbox.world
    .at(now)
    .list('compute-instance', accounts[account].id, region)
    .flatMap((instance) => gpuMachineOf('test', instance) ?? []);
}

function machineNamed(name: string): AwsGpuMachine {
  const found = machinesOf('training', 'us-east-1').find(({ instance }) => instance.name === name);
  if (!found) throw new Error(`The world has no machine ${name}.`);
  return found;
}

async function listed(client: CloudWatchClient, input: object) {
  const metrics = [];
  for await (const page of paginateListMetrics({ client }, input)) metrics.push(...(page.Metrics ?? []));
  return metrics;
}

/** The query of one device's metric of Container Insights. */
function nodeQuery(id: string, name: string, { instance }: AwsGpuMachine, index: number, period = 60): MetricDataQuery {
  const host = `ip-${instance.privateAddress.replaceAll('.', '-')}.ec2.internal`;
  const dimensions = {
    ClusterName: 'pretrain-east',
    NodeName: host,
    InstanceId: instance.id,
    InstanceType: instance.size,
    GpuDevice: `nvidia${index}`,
  };
  return {
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: 'ContainerInsights',
        MetricName: name,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: period,
      Stat: 'Average',
    },
  };
}

const ask = (input: Partial<GetMetricDataCommandInput>, client = training) =>
  client.send(new GetMetricDataCommand({ ...lastTen, MetricDataQueries: [], ...input }));

describe('ListMetrics', () => {
  test('lists a metric for each device of each machine the agent runs on, and no UUID', async () => {
    const research = await clientOf('research', 'us-east-1');
    const metrics = await listed(research, { Namespace: 'CWAgent', MetricName: 'nvidia_smi_utilization_gpu' });
    const told = machinesOf('research', 'us-east-1').filter(
      ({ hasAgent, instance }) => hasAgent && sandbox.world.at(now).ranAt(instance, now),
    );
    const expected = told.flatMap(({ instance, devices }) => devices.map(({ index }) => `${instance.id}/${index}`));
    const found = metrics.map(({ Dimensions = [] }) => {
      const of = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
      expect(Object.keys(of)).toEqual(
        expect.arrayContaining(['InstanceId', 'ImageId', 'InstanceType', 'name', 'arch', 'index', 'host']),
      );
      expect(Object.keys(of)).not.toContain('uuid');
      return `${of.InstanceId}/${of.index}`;
    });
    expect(new Set(found)).toEqual(new Set([...expected, ...found]));
    expect(found.length).toBeGreaterThanOrEqual(expected.length);
    expect(expected.length).toBeGreaterThan(0);
  });

  test('pages by five hundred, and tells a device under every set of dimensions the agent files it by', async () => {
    const all = await listed(training, { Namespace: 'ContainerInsights', RecentlyActive: 'PT3H' });
    expect(all.length).toBeGreaterThan(500);
    const sets = new Set(
      all
        .filter(({ MetricName: name }) => name === 'node_gpu_utilization')
        .map(({ Dimensions = [] }) => Dimensions.map(({ Name }) => Name).join()),
    );
    expect(sets).toEqual(
      new Set([
        'ClusterName',
        'ClusterName,NodeName,InstanceId',
        'ClusterName,NodeName,InstanceId,InstanceType,GpuDevice',
      ]),
    );
    const ofOne = await listed(training, {
      MetricName: 'node_gpu_utilization',
      Dimensions: [{ Name: 'GpuDevice', Value: 'nvidia3' }],
    });
    expect(ofOne).toHaveLength(machinesOf('training', 'us-east-1').length);
  });

  test('tells each pod that shares a device in time, and nothing of a cluster that nobody observes', async () => {
    const serving = await clientOf('serving', 'us-east-1');
    const pods = await listed(serving, { MetricName: 'pod_gpu_utilization', Dimensions: [{ Name: 'GpuDevice' }] });
    const names = pods.map(({ Dimensions = [] }) => Dimensions.find(({ Name }) => Name === 'FullPodName')?.Value);
    const shared = machinesOf('serving', 'us-east-1').find(
      ({ instance }) => instance.name === 'inference-east-l4-small-001',
    );
    const holders = shared?.devices[0]?.tenancy(now.getTime()).parts.map(({ holder }) => holder.name) ?? [];
    expect(holders).toHaveLength(4);
    expect(names).toEqual(expect.arrayContaining(holders));
    expect(await listed(await clientOf('serving', 'ap-south-1'), { Namespace: 'ContainerInsights' })).toEqual([]);
  });
});

describe('GetMetricData', () => {
  test('answers what is true of the device, newest first unless asked otherwise', async () => {
    const machine = machineNamed('pretrain-east-p5-block-a-001');
    const device = machine.devices[2];
    if (!device) throw new Error('The machine has eight devices.');
    const queries = ['node_gpu_utilization', 'node_gpu_memory_used', 'node_gpu_tensor_core_utilization'].map(
      (name, place) => nodeQuery(`m${place}`, name, machine, 2),
    );
    const { MetricDataResults: results = [] } = await ask({
      MetricDataQueries: queries,
      ScanBy: 'TimestampAscending',
    });
    const minutes = Array.from({ length: 10 }, (_, place) => ago(11 - place));
    expect(results.map(({ StatusCode }) => StatusCode)).toEqual(['Complete', 'Complete', 'Complete']);
    expect(results[0]?.Timestamps).toEqual(minutes);
    const states = minutes.map((at) => gpuAt(device, at.getTime()));
    expect(results[0]?.Values).toEqual(states.map(({ utilization }) => Math.round(utilization * 100)));
    expect(results[1]?.Values).toEqual(states.map(({ memoryUsedBytes }) => memoryUsedBytes));
    expect(results[2]?.Values).toEqual(states.map(({ tensorActive }) => tensorActive));
    const newestFirst = await ask({ MetricDataQueries: queries.slice(0, 1) });
    expect(newestFirst.MetricDataResults?.[0]?.Timestamps).toEqual(minutes.toReversed());
  });

  test('tells of SageMaker’s hosts the percent of all their devices added up', async () => {
    const metrics = await listed(training, { Namespace: '/aws/sagemaker/TrainingJobs', MetricName: 'GPUUtilization' });
    const jobs = sandbox.world
      .at(now)
      .list('training-job', accounts.training.id, 'us-east-1')
      .flatMap((job) =>
        gpusOfManaged('test', job).map((devices, host) => ({ devices, job, name: `${job.name}/algo-${host + 1}` })),
      );
    const running = jobs.filter(
      ({ job }) => job.phase === 'Training' && job.startedAt !== null && job.startedAt < ago(30),
    );
    expect(running.length).toBeGreaterThan(0);
    const [first] = running;
    expect(metrics.map(({ Dimensions }) => Dimensions)).toContainEqual([{ Name: 'Host', Value: first?.name }]);
    const { MetricDataResults: results = [] } = await ask({
      MetricDataQueries: [
        {
          Id: 'host',
          MetricStat: {
            Metric: {
              Namespace: '/aws/sagemaker/TrainingJobs',
              MetricName: 'GPUUtilization',
              Dimensions: [{ Name: 'Host', Value: first?.name }],
            },
            Period: 60,
            Stat: 'Maximum',
          },
        },
      ],
    });
    const sum = first?.devices.reduce((total, device) => total + gpuAt(device, ago(2).getTime()).utilization * 100, 0);
    expect(results[0]?.Values?.[0]).toBeCloseTo(sum ?? Number.NaN, 9);
  });

  test('counts the devices of a node that pods hold, by the node and by its cluster', async () => {
    const serving = await clientOf('serving', 'us-east-1');
    const machines = machinesOf('serving', 'us-east-1').filter(({ cluster }) => cluster === 'inference-east');
    const held = (machine: AwsGpuMachine, ms: number) =>
      machine.devices.filter((device) => device.tenancy(ms).parts.length > 0).length;
    const query = (id: string, name: string, of: Record<string, string>, stat = 'Average'): MetricDataQuery => ({
      Id: id,
      MetricStat: {
        Metric: {
          Namespace: 'ContainerInsights',
          MetricName: name,
          Dimensions: Object.entries(of).map(([Name, Value]) => ({ Name, Value })),
        },
        Period: 60,
        Stat: stat,
      },
    });
    const at = ago(2).getTime();
    const [machine] = machines;
    if (!machine) throw new Error('The cluster has nodes.');
    const node = {
      ClusterName: 'inference-east',
      InstanceId: machine.instance.id,
      NodeName: `ip-${machine.instance.privateAddress.replaceAll('.', '-')}.ec2.internal`,
    };
    const cluster = { ClusterName: 'inference-east' };
    const { MetricDataResults: results = [] } = await ask(
      {
        StartTime: new Date(at),
        EndTime: ago(1),
        MetricDataQueries: [
          query('limit', 'node_gpu_limit', node),
          query('used', 'node_gpu_usage_total', node),
          query('reserved', 'node_gpu_reserved_capacity', node),
          query('all', 'node_gpu_limit', cluster, 'Sum'),
          query('taken', 'node_gpu_usage_total', cluster, 'Sum'),
        ],
      },
      serving,
    );
    const ran = machines.filter(({ instance }) => sandbox.world.at(now).ranAt(instance, new Date(at)));
    const sum = (of: (each: AwsGpuMachine) => number) => ran.reduce((total, each) => total + of(each), 0);
    expect(results.map(({ Values }) => Values)).toEqual([
      [machine.devices.length],
      [held(machine, at)],
      [(held(machine, at) / machine.devices.length) * 100],
      [sum(({ devices }) => devices.length)],
      [sum((each) => held(each, at))],
    ]);
    expect(held(machine, at)).toBeGreaterThan(0);
  });

  test('folds minutes into periods, and devices into what is filed without them', async () => {
    const machine = machineNamed('pretrain-east-p5-block-a-001');
    const { MetricStat: stat, ...query } = nodeQuery('count', 'node_gpu_utilization', machine, 0);
    if (!stat?.Metric) throw new Error('The query is of a metric.');
    const ofNode = stat.Metric.Dimensions?.filter(({ Name }) => Name !== 'GpuDevice' && Name !== 'InstanceType');
    const { MetricDataResults: results = [] } = await ask({
      StartTime: ago(15),
      EndTime: ago(5),
      MetricDataQueries: [
        {
          ...query,
          MetricStat: { Metric: { ...stat.Metric, Dimensions: ofNode }, Period: 300, Stat: 'SampleCount' },
        },
        { ...query, Id: 'other', MetricStat: { ...stat, Period: 300, Stat: 'p50' } },
        { ...query, Id: 'unit', MetricStat: { ...stat, Unit: 'Bytes' } },
      ],
    });
    expect(results.map(({ Values }) => Values)).toEqual([[40, 40], [expect.any(Number), expect.any(Number)], []]);
  });

  test('says nothing of a device that has left its series, and the same for good of one that is frozen', async () => {
    const gone = machineNamed('pretrain-east-p5-block-a-005');
    // Six hours from the epoch on, it is away for the first two and a half of each six.
    const { MetricDataResults: away = [] } = await ask({
      StartTime: ago(11),
      EndTime: ago(1),
      MetricDataQueries: [6, 5].map((index) => nodeQuery(`d${index}`, 'node_gpu_utilization', gone, index)),
    });
    const { MetricDataResults: before = [] } = await ask({
      StartTime: ago(30),
      EndTime: ago(20),
      MetricDataQueries: [nodeQuery('d6', 'node_gpu_utilization', gone, 6)],
    });
    expect([away[0]?.Values?.length, away[1]?.Values?.length, before[0]?.Values?.length]).toEqual([10, 10, 10]);
    sandbox.clock.hold(new Date('2026-11-21T13:00:00Z'));
    const { MetricDataResults: later = [] } = await ask({
      StartTime: new Date('2026-11-21T12:10:00Z'),
      EndTime: new Date('2026-11-21T12:20:00Z'),
      MetricDataQueries: [6, 5].map((index) => nodeQuery(`d${index}`, 'node_gpu_utilization', gone, index)),
    });
    sandbox.clock.hold(now);
    expect(later.map(({ Values }) => Values?.length)).toEqual([0, 10]);
  });

  test('pages by the values asked for at a time, and calls what is not all there partial', async () => {
    const machine = machineNamed('pretrain-east-p5-block-a-001');
    const queries = [0, 1, 2].map((index) => nodeQuery(`d${index}`, 'node_gpu_power_draw', machine, index));
    const pages = [];
    const input = { ...lastTen, MetricDataQueries: queries, MaxDatapoints: 12 };
    for await (const page of paginateGetMetricData({ client: training }, input)) pages.push(page);
    expect(
      pages.map(({ MetricDataResults: results = [] }) =>
        results.map(({ Id, StatusCode, Values }) => [Id, StatusCode, Values?.length]),
      ),
    ).toEqual([
      [
        ['d0', 'Complete', 10],
        ['d1', 'PartialData', 2],
      ],
      [
        ['d1', 'Complete', 8],
        ['d2', 'PartialData', 4],
      ],
      [['d2', 'Complete', 6]],
    ]);
  });

  test('keeps minutes for fifteen days, and then only longer periods', async () => {
    const machine = machineNamed('pretrain-east-p5-block-a-001');
    const { MetricDataResults: results = [] } = await ask({
      StartTime: ago(20 * 1440),
      EndTime: ago(20 * 1440 - 60),
      MetricDataQueries: [60, 300].map((period) => nodeQuery(`p${period}`, 'node_gpu_utilization', machine, 0, period)),
    });
    expect(results.map(({ Values }) => Values?.length)).toEqual([0, 12]);
  });

  test.each<[string, () => Partial<GetMetricDataCommandInput>, string]>([
    ['more than five hundred queries', () => ({ MetricDataQueries: many(501) }), 'ValidationError'],
    ['an id twice', () => ({ MetricDataQueries: [...many(1), ...many(1)] }), 'ValidationError'],
    [
      'an end before the start',
      () => ({ MetricDataQueries: many(1), StartTime: ago(1), EndTime: ago(5) }),
      'ValidationError',
    ],
    [
      'too many values at a time',
      () => ({ MetricDataQueries: many(1), MaxDatapoints: 100_801 }),
      'InvalidParameterValue',
    ],
    ['a token of its own making', () => ({ MetricDataQueries: many(1), NextToken: 'made-up' }), 'InvalidNextToken'],
    ['an expression', () => ({ MetricDataQueries: [{ Id: 'e1', Expression: 'SUM(METRICS())' }] }), 'ValidationError'],
  ])('refuses %s', async (_, input, code) => {
    await expect(ask(input())).rejects.toMatchObject({ Error: { Code: code }, $metadata: { httpStatusCode: 400 } });
  });

  test('answers five hundred queries', async () => {
    const { MetricDataResults: results = [] } = await ask({ MetricDataQueries: many(500) });
    expect(results).toHaveLength(500);
  });
});

function many(count: number): MetricDataQuery[] {
  const machine = machineNamed('pretrain-east-p5-block-a-001');
  return Array.from({ length: count }, (_, place) =>
    nodeQuery(`q${place}`, 'node_gpu_utilization', machine, place % 8),
  );
}

describe('the fault', () => {
  const strike = (fault: Parameters<RunningSandbox['faults']['set']>[1][number]['fault']) =>
    sandbox.faults.set('aws', [{ fault, where: { service: 'monitoring' } }]);
  const askOne = () => ask({ MetricDataQueries: many(1) });

  test.each([
    ['throttle', { kind: 'throttle' }, 'Throttling', 400],
    ['server-error', { kind: 'server-error', status: 500 }, 'InternalServiceError', 500],
    ['missing-permission', { kind: 'missing-permission' }, 'AccessDenied', 400],
    ['expired-credentials', { kind: 'expired-credentials' }, 'ExpiredToken', 400],
  ] as const)('%s is told in both protocols’ codes', async (_, fault, code, status) => {
    strike(fault);
    await expect(askOne()).rejects.toMatchObject({ Error: { Code: code }, $metadata: { httpStatusCode: status } });
  });

  test('garbage is a page of HTML with status 200, which is no answer', async () => {
    strike({ kind: 'garbage' });
    await expect(askOne()).rejects.toThrow();
  });

  test('empty-success has results without values', async () => {
    strike({ kind: 'empty-success' });
    const { MetricDataResults: results = [] } = await askOne();
    expect(results).toMatchObject([{ Id: 'q0', StatusCode: 'Complete', Values: [] }]);
  });
});
