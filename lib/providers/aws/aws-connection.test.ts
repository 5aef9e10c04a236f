import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import type { ConnectionReport } from '../contract/provider';
import { openSession } from '../contract/session/open-session';
import { awsOperationNames } from './permissions/operations';
import { awsProvider } from './provider';
import { accountOfRole } from './settings';

const region = 'eu-west-1';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ faces: [] });
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox?.stop());

function open(settings: object = {}, secret: object = {}) {
  const { endpoint, caCertificate, accessKeyId, secretAccessKey, roleArns, externalId } = sandbox.aws;
  return openSession(awsProvider, {
    settings: { endpoint, caCertificate, roleArns: roleArns.slice(0, 2), externalId, homeRegion: region, ...settings },
    secret: { accessKeyId, secretAccessKey, ...secret },
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, concurrency: 16, maxAttempts: 1 },
  });
}

async function report(settings: object = {}, secret: object = {}): Promise<ConnectionReport> {
  const session = open(settings, secret);
  try {
    return await awsProvider.test(session);
  } finally {
    session.transport.close();
  }
}

const failuresOf = ({ checks }: ConnectionReport) => checks.filter(({ outcome }) => outcome !== 'passed');

describe('the test of an AWS connection', () => {
  it('passes where everything is allowed, and names the accounts', async () => {
    const found = await report();
    expect(failuresOf(found)).toEqual([]);
    const named = sandbox.truth().accounts.map(({ id, name }) => ({ id, name: expect.stringContaining(name) }));
    expect(found.accounts).toEqual(named.slice(0, 2));
    expect(found.checks.filter(({ permission }) => permission === 'sts:AssumeRole')).toHaveLength(2);
  });

  it('names the permission that is missing, where, and what to do', async () => {
    const account = accountOfRole(sandbox.aws.roleArns[1] ?? '');
    sandbox.faults.set('aws', [
      { fault: { kind: 'missing-permission' }, where: { account, region, service: 's3', operation: 'ListBuckets' } },
      { fault: { kind: 'missing-permission' }, where: { account, region, service: 'ec2', operation: 'DescribeVpcs' } },
    ]);
    const failures = failuresOf(await report());
    expect(failures.map(({ permission }) => permission).sort()).toEqual(['ec2:DescribeVpcs', 's3:ListAllMyBuckets']);
    for (const failure of failures) {
      expect(failure).toMatchObject({ outcome: 'failed', account, region });
      expect(failure.remedy).toContain(failure.permission);
    }
  });

  it('goes through the regions the connection names, which need not be listed', async () => {
    sandbox.faults.set('aws', [
      { fault: { kind: 'missing-permission' }, where: { service: 'ec2', operation: 'DescribeRegions' } },
    ]);
    const found = await report({ regions: ['eu-central-1', 'us-west-2'] });
    expect(failuresOf(found)).toEqual([]);
    expect(new Set(found.checks.flatMap((check) => check.region ?? []))).toEqual(
      new Set(['eu-central-1', 'us-west-2']),
    );
  });

  it('says of a role that it cannot be assumed, and goes on with the other', async () => {
    const account = accountOfRole(sandbox.aws.roleArns[0] ?? '');
    sandbox.faults.set('aws', [{ fault: { kind: 'missing-permission' }, where: { account, service: 'sts' } }]);
    const found = await report();
    expect(failuresOf(found)).toMatchObject([{ outcome: 'failed', permission: 'sts:AssumeRole', account }]);
    expect(found.accounts).toHaveLength(1);
  });

  it.each([
    ['keys that are wrong', {}, { accessKeyId: 'AKIANOBODYKNOWSTHIS0', secretAccessKey: 'wrong' }, /did not accept/],
    ['an endpoint where nothing listens', { endpoint: 'https://127.0.0.1:9' }, {}, /could not connect/],
    ['a certificate that is not trusted', { caCertificate: '' }, {}, /trust the certificate/],
    ['a wrong external id', { externalId: 'another-one' }, {}, /denied sts:AssumeRole/],
  ])('says in one sentence what is wrong: %s', async (_, settings, secret, sentence) => {
    const failures = failuresOf(await report(settings, secret));
    expect(failures.length).toBeGreaterThan(0);
    for (const failure of failures) {
      expect(failure.message).toMatch(sentence);
      expect(failure.message?.match(/\./g)).not.toBeNull();
      expect(failure.remedy).toMatch(/\.$/);
    }
  });
});

describe('the operations that AWS connections call', () => {
  it('are those of the policy, neither more nor fewer', { timeout: 120_000 }, async () => {
    const [roleArn = ''] = sandbox.aws.roleArns;
    const ofAccount = sandbox.truth().resources.filter(({ account }) => account === accountOfRole(roleArn));
    const reading = open({ roleArns: [roleArn], regions: [...new Set(ofAccount.map((resource) => resource.region))] });
    for await (const read of awsProvider.inventory?.read(reading) ?? []) expect(read.type).toMatch(/scope|enumeration/);
    reading.transport.close();
    const testing = open();
    await awsProvider.test(testing);
    testing.transport.close();
    const called = [...reading.calls.counts(), ...testing.calls.counts()].map(({ operation }) => operation);
    expect([...new Set(called)].sort()).toEqual([...awsOperationNames].sort());
  });

  it('cost what S3, KMS and CloudWatch charge, and nothing else', async () => {
    const session = open({ regions: [region], roleArns: sandbox.aws.roleArns.slice(0, 1) });
    await awsProvider.test(session);
    session.transport.close();
    const charged = session.calls.counts().filter(({ costMicroUsd }) => costMicroUsd > 0);
    expect(new Set(charged.map(({ operation }) => operation.split(':')[0]))).toEqual(
      new Set(['s3', 'kms', 'cloudwatch']),
    );
  });
});
