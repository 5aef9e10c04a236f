import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DescribeVolumesCommand, EC2Client, paginateDescribeVolumes } from '@aws-sdk/client-ec2';
import { EKSClient, ListClustersCommand } from '@aws-sdk/client-eks';
import { IAMClient, ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FaultRuleInput } from '../faults/fault';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { accounts } from '../world/aws/geography';
import { clientSettings } from './client-settings';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: [] });
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.stop());

const strike = (...rules: FaultRuleInput[]) => sandbox.faults.set('aws', rules);
const region = 'us-east-1';
const own = () => clientSettings(sandbox.aws, region);
const calls = {
  query: () => new STSClient(own()).send(new GetCallerIdentityCommand()),
  ec2: () => new EC2Client(own()).send(new DescribeVolumesCommand({ MaxResults: 20 })),
  json: () => new KMSClient(own()).send(new ListKeysCommand({})),
  eks: () => new EKSClient(own()).send(new ListClustersCommand({})),
  lambda: () => new LambdaClient(own()).send(new ListFunctionsCommand({})),
  iam: () => new IAMClient(own()).send(new ListAccountAliasesCommand()),
  s3: () => new S3Client({ ...own(), forcePathStyle: true }).send(new ListBucketsCommand({})),
};
type Speech = keyof typeof calls;

async function pagesOf(limit: number): Promise<string[][]> {
  const client = new EC2Client(own());
  const pages: string[][] = [];
  const input = { MaxResults: 100 };
  for await (const { Volumes = [] } of paginateDescribeVolumes({ client, stopOnSameToken: false }, input)) {
    pages.push(Volumes.map(({ VolumeId }) => String(VolumeId)));
    if (pages.length >= limit) break;
  }
  return pages;
}

describe('the fault', () => {
  test.each<[Speech, string, number]>([
    ['query', 'Throttling', 400],
    ['ec2', 'RequestLimitExceeded', 503],
    ['json', 'ThrottlingException', 400],
    ['eks', 'ThrottlingException', 429],
    ['lambda', 'TooManyRequestsException', 429],
    ['s3', 'SlowDown', 503],
  ])('throttle is worded for %s as %s', async (speech, name, status) => {
    strike({ fault: { kind: 'throttle' } });
    await expect(calls[speech]()).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: status },
    });
  });

  test('throttle says when to come back, if told to, and passes when it is spent', async () => {
    strike({ fault: { kind: 'throttle', retryAfterSeconds: 3 }, times: 1 });
    const refused = await fetchRaw();
    expect(refused.status).toBe(503);
    expect(refused.headers['retry-after']).toBe('3');
    expect((await fetchRaw()).headers['retry-after']).toBeUndefined();
  });

  test.each<[Speech, string]>([
    ['query', 'InternalFailure'],
    ['ec2', 'InternalError'],
    ['json', 'KMSInternalException'],
    ['eks', 'ServerException'],
    ['lambda', 'ServiceException'],
    ['s3', 'InternalError'],
  ])('server-error is worded for %s as %s', async (speech, name) => {
    strike({ fault: { kind: 'server-error', status: 500 } });
    await expect(calls[speech]()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 500 } });
  });

  test('server-error is got over by a client that tries again', async () => {
    strike({ fault: { kind: 'server-error', status: 503 }, times: 2 });
    const client = new EC2Client(clientSettings(sandbox.aws, region, undefined, 3));
    expect((await client.send(new DescribeVolumesCommand({ MaxResults: 5 }))).Volumes).toHaveLength(5);
  });

  test('hang never answers', async () => {
    strike({ fault: { kind: 'hang' } });
    const client = new KMSClient({ ...own(), requestHandler: { ...own().requestHandler, requestTimeout: 300 } });
    await expect(client.send(new ListKeysCommand({}))).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('slow-drip answers rightly, at its pace', async () => {
    strike({ fault: { kind: 'slow-drip', bytesPerSecond: 2_000 } });
    const begun = performance.now();
    const { Account: account } = await calls.query();
    expect(account).toBe(accounts.research.id);
    expect(performance.now() - begun).toBeGreaterThan(100);
  });

  test.each<Speech>(['query', 'ec2', 's3'])(
    'garbage that is well-formed passes for an empty answer over %s',
    async (speech) => {
      strike({ fault: { kind: 'garbage' } });
      const { $metadata: metadata, ...answer } = await calls[speech]();
      expect(metadata.httpStatusCode).toBe(200);
      expect(Object.values(answer).filter((value) => value !== undefined)).toEqual([]);
    },
  );

  test.each<Speech>(['query', 'ec2', 's3'])(
    'garbage that is not well-formed breaks the reader over %s',
    async (speech) => {
      strike({ fault: { kind: 'garbage', markup: 'html' } });
      await expect(calls[speech]()).rejects.toThrow();
    },
  );

  test.each<Speech>(['json', 'eks'])('garbage of either sort breaks the reader over %s', async (speech) => {
    for (const markup of ['xhtml', 'html'] as const) {
      strike({ fault: { kind: 'garbage', markup } });
      await expect(calls[speech]()).rejects.toBeInstanceOf(SyntaxError);
    }
  });

  test('truncated-page calls half a document whole, or breaks the connection', async () => {
    strike({ fault: { kind: 'truncated-page' } });
    const whole = await fetchRaw();
    expect(whole.status).toBe(200);
    expect(whole.body).not.toContain('</DescribeVolumesResponse>');
    await expect(calls.json()).rejects.toThrow();
    strike({ fault: { kind: 'truncated-page', cut: 'connection' } });
    await expect(calls.json()).rejects.toThrow();
  });

  test('duplicate-page serves pages twice and then goes on to the end', async () => {
    const honest = await pagesOf(50);
    strike({ fault: { kind: 'duplicate-page' } });
    const doubled = await pagesOf(50);
    expect(doubled).toEqual(honest.flatMap((page) => [page, page]));
  });

  test('token-loop never comes to an end', async () => {
    strike({ fault: { kind: 'token-loop' } });
    const pages = await pagesOf(20);
    expect(pages).toHaveLength(20);
    expect(new Set(pages.map(String)).size).toBe(1);
  });

  test('empty-success lists nothing', async () => {
    strike({ fault: { kind: 'empty-success' } });
    expect(await pagesOf(5)).toEqual([[]]);
    expect((await calls.s3()).Buckets ?? []).toEqual([]);
  });

  test.each<[Speech, string]>([
    ['query', 'ExpiredToken'],
    ['ec2', 'RequestExpired'],
    ['json', 'ExpiredTokenException'],
    ['s3', 'ExpiredToken'],
  ])('expired-credentials is worded for %s as %s', async (speech, name) => {
    strike({ fault: { kind: 'expired-credentials' } });
    await expect(calls[speech]()).rejects.toMatchObject({ name });
  });

  test.each<[Speech, string]>([
    ['iam', 'AccessDenied'],
    ['ec2', 'UnauthorizedOperation'],
    ['json', 'AccessDeniedException'],
    ['eks', 'AccessDeniedException'],
    ['s3', 'AccessDenied'],
  ])('missing-permission is worded for %s as %s', async (speech, name) => {
    strike({ fault: { kind: 'missing-permission' } });
    await expect(calls[speech]()).rejects.toMatchObject({ name });
  });

  test('missing-permission forbids nobody to ask who they are', async () => {
    strike({ fault: { kind: 'missing-permission' } });
    expect((await calls.query()).Account).toBe(accounts.research.id);
  });

  test('missing-permission strikes one account’s role alone when narrowed to it', async () => {
    strike({ fault: { kind: 'missing-permission' }, where: { account: accounts.serving.id, service: 'sts' } });
    const assume = (arn: string) =>
      new STSClient(own()).send(
        new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'faults', ExternalId: sandbox.aws.externalId }),
      );
    for (const arn of sandbox.aws.roleArns) {
      if (arn.includes(accounts.serving.id)) await expect(assume(arn)).rejects.toMatchObject({ name: 'AccessDenied' });
      else expect((await assume(arn)).Credentials?.AccessKeyId).toMatch(/^ASIA/);
    }
  });

  test.each<[Speech, string]>([
    ['query', 'SignatureDoesNotMatch'],
    ['ec2', 'RequestExpired'],
    ['json', 'InvalidSignatureException'],
    ['s3', 'RequestTimeTooSkewed'],
  ])('clock-skew is worded for %s as %s', async (speech, name) => {
    strike({ fault: { kind: 'clock-skew', dateHeader: 'true-time' } });
    await expect(calls[speech]()).rejects.toMatchObject({ name });
  });

  test('clock-skew is corrected by a client that reads the Date header, and not where that hides it', async () => {
    const client = () => new KMSClient(clientSettings(sandbox.aws, region, undefined, 3));
    strike({ fault: { kind: 'clock-skew' } });
    expect((await client().send(new ListKeysCommand({}))).Keys).not.toEqual([]);
    strike({ fault: { kind: 'clock-skew', dateHeader: 'true-time' } });
    await expect(client().send(new ListKeysCommand({}))).rejects.toMatchObject({ name: 'InvalidSignatureException' });
  });

  test('strikes one region and one operation alone when narrowed to them', async () => {
    strike({ fault: { kind: 'throttle' }, where: { region: 'eu-west-1', operation: 'DescribeVolumes' } });
    expect((await calls.ec2()).Volumes).toHaveLength(20);
    const there = new EC2Client(clientSettings(sandbox.aws, 'eu-west-1'));
    await expect(there.send(new DescribeVolumesCommand({}))).rejects.toMatchObject({ name: 'RequestLimitExceeded' });
  });
});

interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What the wire carries for one EC2 call, whether the client makes sense of it or not. */
async function fetchRaw(): Promise<RawAnswer> {
  const { requestHandler, ...settings } = own();
  const transport = new NodeHttpHandler(requestHandler);
  const answers: RawAnswer[] = [];
  const handle: NodeHttpHandler['handle'] = async (request, options) => {
    const { response } = await transport.handle(request, options);
    const bytes: Buffer = await buffer(response.body);
    answers.push({ status: response.statusCode, headers: response.headers, body: bytes.toString('utf8') });
    return { response: Object.assign(response, { body: Readable.from([bytes]) }) };
  };
  const client = new EC2Client({ ...settings, requestHandler: { handle } });
  // Whether the client understands the answer is not the question here.
  await client.send(new DescribeVolumesCommand({ MaxResults: 20 })).catch(() => undefined);
  const [answer] = answers;
  if (!answer) throw new Error('Nothing came back.');
  return answer;
}
