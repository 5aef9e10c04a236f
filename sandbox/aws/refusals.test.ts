import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { EKSClient, ListClustersCommand } from '@aws-sdk/client-eks';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListEndpointsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { accounts } from '../world/aws/geography';
import { type ClientCredentials, clientSettings } from './client-settings';

let sandbox: RunningSandbox;
let realNow = Date.now();
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: [], realNow: () => new Date(realNow) });
});
afterAll(() => sandbox.stop());

/** One call through a client of each protocol, in a region. */
const calls = {
  query: (region: string, credentials?: ClientCredentials) =>
    new STSClient(clientSettings(sandbox.aws, region, credentials)).send(new GetCallerIdentityCommand()),
  ec2: (region: string, credentials?: ClientCredentials) =>
    new EC2Client(clientSettings(sandbox.aws, region, credentials)).send(new DescribeVpcsCommand({})),
  json: (region: string, credentials?: ClientCredentials) =>
    new KMSClient(clientSettings(sandbox.aws, region, credentials)).send(new ListKeysCommand({})),
  'rest-json': (region: string, credentials?: ClientCredentials) =>
    new EKSClient(clientSettings(sandbox.aws, region, credentials)).send(new ListClustersCommand({})),
  'rest-xml': (region: string, credentials?: ClientCredentials) =>
    new S3Client({ ...clientSettings(sandbox.aws, region, credentials), forcePathStyle: true }).send(
      new ListBucketsCommand({}),
    ),
};
type Speech = keyof typeof calls;

async function assume(account: string, externalId = sandbox.aws.externalId, roleName = 'MillwrightReader') {
  const sts = new STSClient(clientSettings(sandbox.aws, 'us-east-1'));
  const { Credentials: issued } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${account}:role/${roleName}`,
      RoleSessionName: 'refusals',
      ExternalId: externalId,
      DurationSeconds: 900,
    }),
  );
  return {
    accessKeyId: issued?.AccessKeyId ?? '',
    secretAccessKey: issued?.SecretAccessKey ?? '',
    sessionToken: issued?.SessionToken,
  };
}

describe('refusals', () => {
  test.each<[Speech, string]>([
    ['query', 'SignatureDoesNotMatch'],
    ['ec2', 'AuthFailure'],
    ['json', 'InvalidSignatureException'],
    ['rest-json', 'InvalidSignatureException'],
    ['rest-xml', 'SignatureDoesNotMatch'],
  ])('answer a wrong secret over %s with %s', async (speech, code) => {
    const credentials = { accessKeyId: sandbox.aws.accessKeyId, secretAccessKey: 'wrong' };
    await expect(calls[speech]('us-east-1', credentials)).rejects.toMatchObject({ name: code });
  });

  test.each<[Speech, string]>([
    ['query', 'InvalidClientTokenId'],
    ['ec2', 'AuthFailure'],
    ['json', 'UnrecognizedClientException'],
    ['rest-json', 'UnrecognizedClientException'],
    ['rest-xml', 'InvalidAccessKeyId'],
  ])('answer an unknown key over %s with %s', async (speech, code) => {
    const credentials = { accessKeyId: 'AKIAUNKNOWNUNKNOWN22', secretAccessKey: sandbox.aws.secretAccessKey };
    await expect(calls[speech]('us-east-1', credentials)).rejects.toMatchObject({ name: code });
  });

  test.each<[Speech, string]>([
    ['query', 'ExpiredToken'],
    ['ec2', 'RequestExpired'],
    ['json', 'ExpiredTokenException'],
    ['rest-json', 'ExpiredTokenException'],
    ['rest-xml', 'ExpiredToken'],
  ])('answer an expired session over %s with %s', async (speech, code) => {
    realNow = Date.now() - 16 * 60_000;
    const sts = new STSClient({ ...clientSettings(sandbox.aws, 'us-east-1'), systemClockOffset: -16 * 60_000 });
    const { Credentials: issued } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: sandbox.aws.roleArns[0],
        RoleSessionName: 'expired',
        ExternalId: sandbox.aws.externalId,
        DurationSeconds: 900,
      }),
    );
    realNow = Date.now();
    const credentials = {
      accessKeyId: issued?.AccessKeyId ?? '',
      secretAccessKey: issued?.SecretAccessKey ?? '',
      sessionToken: issued?.SessionToken,
    };
    await expect(calls[speech]('us-east-1', credentials)).rejects.toMatchObject({ name: code });
  });

  test('answer a session token made up with the refusal of an unknown key', async () => {
    const session = await assume(accounts.training.id);
    await expect(calls.json('us-east-1', { ...session, sessionToken: 'bWFkZSB1cA==' })).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });

  test('answer a region the account has not enabled as the vendor does', async () => {
    await expect(calls.ec2('af-south-1')).rejects.toMatchObject({ name: 'AuthFailure' });
    await expect(calls.json('af-south-1')).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });

  test('answer a wrong external id, an unknown role and an unknown account alike', async () => {
    for (const attempt of [
      assume(accounts.training.id, 'not-the-id'),
      assume(accounts.training.id, sandbox.aws.externalId, 'Administrator'),
      assume('123456789012'),
    ]) {
      await expect(attempt).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    }
  });

  test('forbid what the account’s own policy forbids, and nothing beside it', async () => {
    const serving = await assume(accounts.serving.id);
    const list = (region: string) =>
      new SageMakerClient(clientSettings(sandbox.aws, region, serving)).send(new ListEndpointsCommand({}));
    await expect(list('ap-south-1')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect((await list('us-east-1')).Endpoints).not.toEqual([]);
  });

  test('carry a request id', async () => {
    const credentials = { accessKeyId: sandbox.aws.accessKeyId, secretAccessKey: 'wrong' };
    for (const call of Object.values(calls)) {
      await expect(call('us-east-1', credentials)).rejects.toMatchObject({
        $metadata: { requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      });
    }
  });
});
