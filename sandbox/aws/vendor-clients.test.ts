import {
  DescribeConnectionsCommand,
  DescribeVirtualInterfacesCommand,
  DirectConnectClient,
} from '@aws-sdk/client-direct-connect';
import {
  DescribeVpnConnectionsCommand,
  EC2Client,
  paginateDescribeInstances,
  paginateDescribeInstanceTypes,
  paginateDescribeTransitGatewayAttachments,
  paginateDescribeVolumes,
} from '@aws-sdk/client-ec2';
import { DescribeNodegroupCommand, EKSClient, paginateListClusters, paginateListNodegroups } from '@aws-sdk/client-eks';
import { FSxClient, paginateDescribeFileSystems } from '@aws-sdk/client-fsx';
import { IAMClient, ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, KMSClient, paginateListKeys } from '@aws-sdk/client-kms';
import { LambdaClient, ListTagsCommand, paginateListFunctions } from '@aws-sdk/client-lambda';
import { OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { paginateDescribeDBInstances, RDSClient } from '@aws-sdk/client-rds';
import {
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  paginateListBuckets,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  DescribeTrainingJobCommand,
  paginateListEndpoints,
  paginateListTrainingJobs,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { accounts } from '../world/aws/geography';
import type { AwsKind } from '../world/aws/records';
import { type ClientCredentials, clientSettings } from './client-settings';

let sandbox: RunningSandbox;
let training: ClientCredentials;
const account = accounts.training.id;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: [] });
  sandbox.clock.hold(new Date('2026-11-21T12:00:00Z'));
  training = await assume(account);
});
afterAll(() => sandbox.stop());

async function assume(id: string): Promise<ClientCredentials> {
  const sts = new STSClient(clientSettings(sandbox.aws, 'us-east-1'));
  const { Credentials: issued } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: sandbox.aws.roleArns.find((arn) => arn.includes(id)),
      RoleSessionName: 'vendor-clients',
      ExternalId: sandbox.aws.externalId,
    }),
  );
  if (!issued?.AccessKeyId || !issued.SecretAccessKey) throw new Error('No credentials were issued.');
  return {
    accessKeyId: issued.AccessKeyId,
    secretAccessKey: issued.SecretAccessKey,
    sessionToken: issued.SessionToken,
  };
}

const settings = (region: string) => clientSettings(sandbox.aws, region, training);

async function all<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}

/** Ids of what is really there of a kind, in the training account's region. */
function truthOf(kind: AwsKind, region: string): string[] {
  return sandbox
    .truth()
    .resources.filter(
      (resource) => resource.kind === kind && resource.account === account && resource.region === region,
    )
    .map(({ shortId }) => shortId)
    .sort();
}

const sorted = (ids: (string | undefined)[]) => ids.map(String).sort();

describe('the vendor’s own clients', () => {
  test('learn who they are, before and after assuming a role', async () => {
    const own = await new STSClient(clientSettings(sandbox.aws, 'us-east-1')).send(new GetCallerIdentityCommand());
    expect(own.Account).toBe(accounts.research.id);
    const assumed = await new STSClient(settings('eu-north-1')).send(new GetCallerIdentityCommand());
    expect(assumed.Arn).toBe(`arn:aws:sts::${account}:assumed-role/MillwrightReader/vendor-clients`);
  });

  test('page through EC2 and see exactly what is there', async () => {
    const ec2 = new EC2Client(settings('us-east-1'));
    const reservations = await all(
      paginateDescribeInstances({ client: ec2, pageSize: 20 }, {}),
      (page) => page.Reservations,
    );
    const instances = reservations.flatMap(({ Instances }) => Instances ?? []);
    expect(sorted(instances.map(({ InstanceId }) => InstanceId))).toEqual(truthOf('compute-instance', 'us-east-1'));
    const volumes = await all(paginateDescribeVolumes({ client: ec2, pageSize: 100 }, {}), (page) => page.Volumes);
    expect(sorted(volumes.map(({ VolumeId }) => VolumeId))).toEqual(truthOf('volume', 'us-east-1'));
    const attachments = await all(
      paginateDescribeTransitGatewayAttachments({ client: ec2, pageSize: 5 }, {}),
      (page) => page.TransitGatewayAttachments,
    );
    expect(attachments).toHaveLength(truthOf('transit-attachment', 'us-east-1').length);
    const { VpnConnections: vpns = [] } = await ec2.send(new DescribeVpnConnectionsCommand({}));
    expect(vpns[0]?.VgwTelemetry?.map(({ Status }) => Status)).toEqual(['UP', 'UP']);
  });

  test('read tags as they were written, markup, formulas and direction marks included', async () => {
    const ec2 = new EC2Client(clientSettings(sandbox.aws, 'us-east-1'));
    const reservations = await all(paginateDescribeInstances({ client: ec2 }, {}), (page) => page.Reservations);
    const read = new Map(
      reservations
        .flatMap(({ Instances }) => Instances ?? [])
        .map(({ InstanceId, Tags = [] }) => [
          InstanceId,
          Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
        ]),
    );
    for (const { kind, account: owner, region, shortId, tags } of sandbox.truth().resources) {
      if (kind === 'compute-instance' && owner === accounts.research.id && region === 'us-east-1')
        expect(read.get(shortId)).toEqual(tags);
    }
  });

  test('read the accelerators of sizes', async () => {
    const types = await all(
      paginateDescribeInstanceTypes({ client: new EC2Client(settings('us-east-1')), pageSize: 5 }, {}),
      (page) => page.InstanceTypes,
    );
    const sizes = new Map(types.map((type) => [type.InstanceType, type]));
    expect(sizes.get('p5.48xlarge')?.GpuInfo?.Gpus).toMatchObject([
      { Name: 'H100', Manufacturer: 'NVIDIA', Count: 8, MemoryInfo: { SizeInMiB: 81_920 } },
    ]);
    expect(sizes.get('trn1.32xlarge')?.NeuronInfo?.NeuronDevices).toMatchObject([{ Name: 'Trainium', Count: 16 }]);
  });

  test('page through EKS, FSx, SageMaker, KMS, Lambda and RDS', async () => {
    const region = 'us-west-2';
    const eks = new EKSClient(settings(region));
    const clusters = await all(paginateListClusters({ client: eks, pageSize: 1 }, {}), (page) => page.clusters);
    expect(clusters).toEqual(truthOf('kubernetes-cluster', region));
    const clusterName = clusters[0];
    const groups = await all(
      paginateListNodegroups({ client: eks, pageSize: 2 }, { clusterName }),
      (page) => page.nodegroups,
    );
    expect(sorted(groups)).toEqual(truthOf('node-group', region));
    const { nodegroup } = await eks.send(new DescribeNodegroupCommand({ clusterName, nodegroupName: 'trn1-reserved' }));
    expect(nodegroup?.health?.issues?.[0]?.code).toBe('AsgInstanceLaunchFailures');
    expect(nodegroup?.createdAt).toBeInstanceOf(Date);
    const fileSystems = await all(
      paginateDescribeFileSystems({ client: new FSxClient(settings(region)), pageSize: 1 }, {}),
      (page) => page.FileSystems,
    );
    expect(sorted(fileSystems.map(({ FileSystemId }) => FileSystemId))).toEqual(truthOf('file-system', region));
    const sagemaker = new SageMakerClient(settings(region));
    const jobs = await all(
      paginateListTrainingJobs({ client: sagemaker, pageSize: 9 }, {}),
      (page) => page.TrainingJobSummaries,
    );
    expect(sorted(jobs.map(({ TrainingJobName }) => TrainingJobName))).toEqual(truthOf('training-job', region));
    const job = await sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: jobs[0]?.TrainingJobName }));
    expect(job.CreationTime).toEqual(jobs[0]?.CreationTime);
    expect(await all(paginateListEndpoints({ client: sagemaker }, {}), (page) => page.Endpoints)).toEqual([]);
    const kms = new KMSClient(settings(region));
    const keys = await all(paginateListKeys({ client: kms, pageSize: 3 }, {}), (page) => page.Keys);
    expect(sorted(keys.map(({ KeyId }) => KeyId))).toEqual(truthOf('encryption-key', region));
    const { KeyMetadata: key } = await kms.send(new DescribeKeyCommand({ KeyId: keys[0]?.KeyArn }));
    expect(key?.KeyState).toBe('Enabled');
    const lambda = new LambdaClient(settings(region));
    const functions = await all(paginateListFunctions({ client: lambda, pageSize: 5 }, {}), (page) => page.Functions);
    expect(sorted(functions.map(({ FunctionName }) => FunctionName))).toEqual(truthOf('function', region));
    const { Tags: tags } = await lambda.send(new ListTagsCommand({ Resource: functions[0]?.FunctionArn }));
    expect(tags).toEqual(
      sandbox.truth().resources.find(({ nativeId }) => nativeId === functions[0]?.FunctionArn)?.tags,
    );
    const databases = await all(
      paginateDescribeDBInstances({ client: new RDSClient(settings(region)), pageSize: 20 }, {}),
      (page) => page.DBInstances,
    );
    expect(sorted(databases.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier))).toEqual(
      truthOf('database', region),
    );
  });

  test('page by hand through Direct Connect', async () => {
    const client = new DirectConnectClient(settings('us-east-1'));
    const first = await client.send(new DescribeConnectionsCommand({ maxResults: 1 }));
    expect(first.connections).toHaveLength(1);
    const second = await client.send(new DescribeConnectionsCommand({ maxResults: 1, nextToken: first.nextToken }));
    expect(second.nextToken).toBeUndefined();
    const ids = [...(first.connections ?? []), ...(second.connections ?? [])].map(({ connectionId }) => connectionId);
    expect(sorted(ids)).toEqual(truthOf('private-circuit', 'us-east-1'));
    const { virtualInterfaces = [] } = await client.send(new DescribeVirtualInterfacesCommand({}));
    expect(sorted(virtualInterfaces.map(({ virtualInterfaceId }) => virtualInterfaceId))).toEqual(
      truthOf('virtual-interface', 'us-east-1'),
    );
  });

  test('list buckets of all regions and read each where it is', async () => {
    const client = new S3Client({ ...settings('us-east-1'), forcePathStyle: true, followRegionRedirects: true });
    const buckets = await all(paginateListBuckets({ client, pageSize: 7 }, {}), (page) => page.Buckets);
    const there = sandbox
      .truth()
      .resources.filter(({ kind, account: owner }) => kind === 'bucket' && owner === account);
    expect(sorted(buckets.map(({ Name }) => Name))).toEqual(there.map(({ shortId }) => shortId).sort());
    const far = buckets.find(({ BucketRegion }) => BucketRegion === 'eu-north-1');
    expect((await client.send(new GetBucketLocationCommand({ Bucket: far?.Name }))).LocationConstraint).toBe(
      'eu-north-1',
    );
    expect(await client.send(new GetBucketVersioningCommand({ Bucket: far?.Name }))).toBeDefined();
    const near = new S3Client({ ...settings('eu-north-1'), forcePathStyle: true });
    expect((await near.send(new HeadBucketCommand({ Bucket: far?.Name }))).BucketRegion).toBe('eu-north-1');
    const tagged = there.find(({ region, tags }) => region === 'eu-north-1' && Object.keys(tags).length > 0);
    const { TagSet: tags = [] } = await near.send(new GetBucketTaggingCommand({ Bucket: tagged?.shortId }));
    expect(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]))).toEqual(tagged?.tags);
  });

  test('learn the account’s alias and, from the organization’s own account, the others', async () => {
    const { AccountAliases: aliases } = await new IAMClient(settings('us-east-1')).send(
      new ListAccountAliasesCommand(),
    );
    expect(aliases).toEqual(['millwright-training']);
    const management = new OrganizationsClient(clientSettings(sandbox.aws, 'us-east-1'));
    const members = await all(paginateListAccounts({ client: management, pageSize: 1 }, {}), (page) => page.Accounts);
    expect(sorted(members.map(({ Id }) => Id))).toEqual(
      sandbox
        .truth()
        .accounts.map(({ id }) => id)
        .sort(),
    );
  });
});
