import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ResourceKind } from '@/lib/domain/resource';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import type { InventoryRead } from '../contract/provider';
import { openSession } from '../contract/session/open-session';
import { awsProvider } from './provider';
import { accountOfRole } from './settings';

type ScopeRead = Extract<InventoryRead, { type: 'scope' }>;

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ faces: [] });
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox?.stop());

/** Reads one region of one account that has a thing of the kind, with one operation failing. */
async function readWithout(kind: ResourceKind, operation: string, fault: 'missing-permission' | 'throttle') {
  const { endpoint, caCertificate, accessKeyId, secretAccessKey, roleArns, externalId } = sandbox.aws;
  const { resources, denials } = sandbox.truth();
  const isReadable = ({ region }: { region: string }) => denials.every((denial) => denial.region !== region);
  const first = resources.find((each) => each.kind === kind && isReadable(each));
  if (first === undefined) throw new Error(`The world has no ${kind}.`);
  const { account, region } = first;
  const roleArn = roleArns.find((arn) => accountOfRole(arn) === account) ?? '';
  const [service, name] = operation.split(':');
  sandbox.faults.set('aws', [{ fault: { kind: fault }, where: { service, operation: name } }]);
  const session = openSession(awsProvider, {
    settings: { endpoint, caCertificate, roleArns: [roleArn], externalId, regions: [region], homeRegion: region },
    secret: { accessKeyId, secretAccessKey },
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, concurrency: 16, maxAttempts: 1 },
  });
  const scopes: ScopeRead[] = [];
  for await (const read of awsProvider.inventory?.read(session) ?? [])
    if (read.type === 'scope' && read.scope.kind === kind) scopes.push(read);
  session.transport.close();
  const [scope] = scopes;
  if (scope === undefined) throw new Error(`Nothing was read of ${kind}.`);
  const there = resources.filter((each) => each.kind === kind && each.account === account && each.region === region);
  const ids = there.filter(({ nativeStatus }) => nativeStatus !== 'terminated').map(({ nativeId }) => nativeId);
  return { scope, items: scope.result.items, ids };
}

describe('a read that misses', () => {
  it.each([
    ['encryption-key', 'kms:DescribeKey', 'missing-permission'],
    ['encryption-key', 'kms:ListAliases', 'missing-permission'],
    ['function', 'lambda:GetFunctionConfiguration', 'missing-permission'],
    ['function', 'lambda:GetFunctionConfiguration', 'throttle'],
    ['training-job', 'sagemaker:DescribeTrainingJob', 'missing-permission'],
    ['model-endpoint', 'sagemaker:DescribeEndpointConfig', 'missing-permission'],
  ] as const)(
    'the detail of a %s by %s (%s) names all there is, and none of it in detail',
    async (kind, operation, fault) => {
      const { scope, items, ids } = await readWithout(kind, operation, fault);
      expect(scope.listed).toBe(true);
      expect(scope.result.completeness.complete).toBe(false);
      expect(items.map(({ nativeId }) => nativeId).sort()).toEqual(ids.sort());
      expect(new Set(items.map(({ detailed }) => detailed))).toEqual(new Set([false]));
    },
  );

  it.each([
    ['bucket', 's3:GetBucketTagging'],
    ['compute-instance', 'ec2:DescribeInstanceTypes'],
    ['compute-instance', 'ec2:DescribeInstanceStatus'],
    ['volume', 'ec2:DescribeVolumeStatus'],
    ['node-group', 'ec2:DescribeInstanceTypes'],
  ] as const)('something about a %s by %s still has its document', async (kind, operation) => {
    const { scope, items, ids } = await readWithout(kind, operation, 'missing-permission');
    expect(scope.listed).toBe(true);
    expect(scope.result.completeness).toMatchObject({ complete: false, gaps: [{ operation }] });
    expect(items.map(({ nativeId }) => nativeId).sort()).toEqual(ids.sort());
    expect(new Set(items.map(({ detailed }) => detailed))).toEqual(new Set([true]));
  });

  it.each([
    ['volume', 'ec2:DescribeVolumes'],
    ['node-group', 'eks:ListClusters'],
    ['node-group', 'eks:ListNodegroups'],
    ['training-job', 'sagemaker:ListTrainingJobs'],
  ] as const)('the listing of a %s by %s has not named all there is', async (kind, operation) => {
    const { scope } = await readWithout(kind, operation, 'missing-permission');
    expect(scope.listed).toBe(false);
  });
});
