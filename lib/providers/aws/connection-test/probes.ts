import { GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeConnectionsCommand,
  DescribeLagsCommand,
  DescribeVirtualInterfacesCommand,
} from '@aws-sdk/client-direct-connect';
import {
  DescribeCustomerGatewaysCommand,
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeRegionsCommand,
  DescribeSubnetsCommand,
  DescribeTransitGatewayAttachmentsCommand,
  DescribeTransitGatewayPeeringAttachmentsCommand,
  DescribeTransitGatewaysCommand,
  DescribeVolumeStatusCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  DescribeVpnConnectionsCommand,
} from '@aws-sdk/client-ec2';
import {
  DescribeClusterCommand,
  DescribeNodegroupCommand,
  ListClustersCommand,
  ListNodegroupsCommand,
} from '@aws-sdk/client-eks';
import { DescribeFileSystemsCommand } from '@aws-sdk/client-fsx';
import {
  DescribeKeyCommand,
  ListAliasesCommand,
  ListKeysCommand,
  ListResourceTagsCommand as ListKeyTagsCommand,
} from '@aws-sdk/client-kms';
import {
  GetFunctionConfigurationCommand,
  ListFunctionsCommand,
  ListTagsCommand as ListFunctionTagsCommand,
} from '@aws-sdk/client-lambda';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { GetBucketTaggingCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeTrainingJobCommand,
  ListEndpointsCommand,
  ListTagsCommand as ListSagemakerTagsCommand,
  ListTrainingJobsCommand,
} from '@aws-sdk/client-sagemaker';
import type { SendOptions } from '../connect/call-aws';
import type { RegionContext } from '../connect/region-context';
import { toArn } from '../inventory/to-arn';
import type { AwsOperation, BillingOperation, EstimateOperation, PriceOperation } from '../permissions/operations';

/** One cheap call that shows whether an operation is allowed. */
export interface Probe {
  /** What it does, in words: `List EC2 instances`. */
  title: string;
  send(context: RegionContext, options: SendOptions): Promise<unknown>;
}

/** A thing that does not exist: AWS checks the permission first and then says so. */
const nobody = 'millwright-permission-probe';
const nobodyKey = '00000000-0000-4000-8000-000000000000';
/** Bucket names are shared by the whole world, so this one is as good as nobody's. */
const nobodyBucket = `${nobody}-${nobodyKey}`;

/** Every operation that is called in a region, bills apart; the type sees to it that none is missing. */
export const probes: Record<
  Exclude<AwsOperation, `sts:${string}` | `iam:${string}` | BillingOperation | PriceOperation | EstimateOperation>,
  Probe
> = {
  'ec2:DescribeRegions': {
    title: 'List regions',
    send: ({ clients }, options) => clients.ec2.send(new DescribeRegionsCommand({}), options),
  },
  'ec2:DescribeInstances': {
    title: 'List EC2 instances',
    send: ({ clients }, options) => clients.ec2.send(new DescribeInstancesCommand({ MaxResults: 5 }), options),
  },
  'ec2:DescribeInstanceTypes': {
    title: 'Read the GPUs of instance types',
    send: ({ clients }, options) => clients.ec2.send(new DescribeInstanceTypesCommand({ MaxResults: 5 }), options),
  },
  'ec2:DescribeInstanceStatus': {
    title: 'Read the status checks of EC2 instances',
    send: ({ clients }, options) => clients.ec2.send(new DescribeInstanceStatusCommand({ MaxResults: 5 }), options),
  },
  'ec2:DescribeVolumes': {
    title: 'List EBS volumes',
    send: ({ clients }, options) => clients.ec2.send(new DescribeVolumesCommand({ MaxResults: 5 }), options),
  },
  'ec2:DescribeVolumeStatus': {
    title: 'Read the status checks of EBS volumes',
    send: ({ clients }, options) => clients.ec2.send(new DescribeVolumeStatusCommand({ MaxResults: 5 }), options),
  },
  'ec2:DescribeVpcs': {
    title: 'List VPCs',
    send: ({ clients }, options) => clients.ec2.send(new DescribeVpcsCommand({ MaxResults: 5 }), options),
  },
  'ec2:DescribeSubnets': {
    title: 'List subnets',
    send: ({ clients }, options) => clients.ec2.send(new DescribeSubnetsCommand({ MaxResults: 5 }), options),
  },
  'ec2:DescribeVpnConnections': {
    title: 'List VPN connections',
    send: ({ clients }, options) => clients.ec2.send(new DescribeVpnConnectionsCommand({}), options),
  },
  'ec2:DescribeCustomerGateways': {
    title: 'List customer gateways',
    send: ({ clients }, options) => clients.ec2.send(new DescribeCustomerGatewaysCommand({}), options),
  },
  'ec2:DescribeTransitGateways': {
    title: 'List transit gateways',
    send: ({ clients }, options) => clients.ec2.send(new DescribeTransitGatewaysCommand({ MaxResults: 5 }), options),
  },
  'ec2:DescribeTransitGatewayAttachments': {
    title: 'List transit gateway attachments',
    send: ({ clients }, options) =>
      clients.ec2.send(new DescribeTransitGatewayAttachmentsCommand({ MaxResults: 5 }), options),
  },
  'ec2:DescribeTransitGatewayPeeringAttachments': {
    title: 'List peerings of transit gateways',
    send: ({ clients }, options) =>
      clients.ec2.send(new DescribeTransitGatewayPeeringAttachmentsCommand({ MaxResults: 5 }), options),
  },
  'eks:ListClusters': {
    title: 'List EKS clusters',
    send: ({ clients }, options) => clients.eks.send(new ListClustersCommand({ maxResults: 1 }), options),
  },
  'eks:DescribeCluster': {
    title: 'Read an EKS cluster',
    send: ({ clients }, options) => clients.eks.send(new DescribeClusterCommand({ name: nobody }), options),
  },
  'eks:ListNodegroups': {
    title: 'List node groups',
    send: ({ clients }, options) => clients.eks.send(new ListNodegroupsCommand({ clusterName: nobody }), options),
  },
  'eks:DescribeNodegroup': {
    title: 'Read a node group',
    send: ({ clients }, options) =>
      clients.eks.send(new DescribeNodegroupCommand({ clusterName: nobody, nodegroupName: nobody }), options),
  },
  'fsx:DescribeFileSystems': {
    title: 'List FSx file systems',
    send: ({ clients }, options) => clients.fsx.send(new DescribeFileSystemsCommand({ MaxResults: 1 }), options),
  },
  's3:ListBuckets': {
    title: 'List S3 buckets',
    send: ({ clients, region }, options) =>
      clients.s3.send(new ListBucketsCommand({ BucketRegion: region, MaxBuckets: 1 }), options),
  },
  's3:GetBucketTagging': {
    title: 'Read the tags of a bucket',
    send: ({ clients }, options) => clients.s3.send(new GetBucketTaggingCommand({ Bucket: nobodyBucket }), options),
  },
  'directconnect:DescribeConnections': {
    title: 'List Direct Connect connections',
    send: ({ clients }, options) =>
      clients.directConnect.send(new DescribeConnectionsCommand({ maxResults: 1 }), options),
  },
  'directconnect:DescribeLags': {
    title: 'List Direct Connect aggregation groups',
    send: ({ clients }, options) => clients.directConnect.send(new DescribeLagsCommand({ maxResults: 1 }), options),
  },
  'directconnect:DescribeVirtualInterfaces': {
    title: 'List Direct Connect virtual interfaces',
    send: ({ clients }, options) =>
      clients.directConnect.send(new DescribeVirtualInterfacesCommand({ maxResults: 1 }), options),
  },
  'sagemaker:ListEndpoints': {
    title: 'List SageMaker endpoints',
    send: ({ clients }, options) => clients.sagemaker.send(new ListEndpointsCommand({ MaxResults: 1 }), options),
  },
  'sagemaker:DescribeEndpoint': {
    title: 'Read a SageMaker endpoint',
    send: ({ clients }, options) =>
      clients.sagemaker.send(new DescribeEndpointCommand({ EndpointName: nobody }), options),
  },
  'sagemaker:DescribeEndpointConfig': {
    title: 'Read the configuration of a SageMaker endpoint',
    send: ({ clients }, options) =>
      clients.sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName: nobody }), options),
  },
  'sagemaker:ListTrainingJobs': {
    title: 'List SageMaker training jobs',
    send: ({ clients }, options) => clients.sagemaker.send(new ListTrainingJobsCommand({ MaxResults: 1 }), options),
  },
  'sagemaker:DescribeTrainingJob': {
    title: 'Read a SageMaker training job',
    send: ({ clients }, options) =>
      clients.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: nobody }), options),
  },
  'sagemaker:ListTags': {
    title: 'Read the tags of a SageMaker resource',
    send: (context, options) =>
      context.clients.sagemaker.send(
        new ListSagemakerTagsCommand({ ResourceArn: toArn(context, 'sagemaker', `endpoint/${nobody}`) }),
        options,
      ),
  },
  'lambda:ListFunctions': {
    title: 'List Lambda functions',
    send: ({ clients }, options) => clients.lambda.send(new ListFunctionsCommand({ MaxItems: 1 }), options),
  },
  'lambda:GetFunctionConfiguration': {
    title: 'Read the state of a Lambda function',
    send: ({ clients }, options) =>
      clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: nobody }), options),
  },
  'lambda:ListTags': {
    title: 'Read the tags of a Lambda function',
    send: (context, options) =>
      context.clients.lambda.send(
        new ListFunctionTagsCommand({ Resource: toArn(context, 'lambda', `function:${nobody}`) }),
        options,
      ),
  },
  'rds:DescribeDBInstances': {
    title: 'List RDS instances',
    send: ({ clients }, options) => clients.rds.send(new DescribeDBInstancesCommand({ MaxRecords: 20 }), options),
  },
  'cloudwatch:ListMetrics': {
    title: 'List CloudWatch metrics',
    send: ({ clients }, options) =>
      clients.cloudWatch.send(new ListMetricsCommand({ Namespace: nobody, RecentlyActive: 'PT3H' }), options),
  },
  'cloudwatch:GetMetricData': {
    title: 'Read CloudWatch metrics',
    send: ({ clients, now }, options) =>
      clients.cloudWatch.send(
        new GetMetricDataCommand({
          MetricDataQueries: [
            {
              Id: 'm0',
              MetricStat: { Metric: { Namespace: nobody, MetricName: nobody }, Period: 60, Stat: 'Average' },
            },
          ],
          StartTime: new Date(now().getTime() - 60_000),
          EndTime: now(),
        }),
        options,
      ),
  },
  'kms:ListKeys': {
    title: 'List KMS keys',
    send: ({ clients }, options) => clients.kms.send(new ListKeysCommand({ Limit: 1 }), options),
  },
  'kms:ListAliases': {
    title: 'List KMS key aliases',
    send: ({ clients }, options) => clients.kms.send(new ListAliasesCommand({ Limit: 1 }), options),
  },
  'kms:DescribeKey': {
    title: 'Read a KMS key',
    send: ({ clients }, options) => clients.kms.send(new DescribeKeyCommand({ KeyId: nobodyKey }), options),
  },
  'kms:ListResourceTags': {
    title: 'Read the tags of a KMS key',
    send: ({ clients }, options) => clients.kms.send(new ListKeyTagsCommand({ KeyId: nobodyKey }), options),
  },
};
