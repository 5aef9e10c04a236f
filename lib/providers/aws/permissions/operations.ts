interface OperationFacts {
  /** The IAM action that allows it, where it is not the operation's own name. */
  action?: string;
  /** Millionths of a US dollar one request costs at most, or one metric of a request that asks for several. */
  priceMicroUsd: number;
  /** Made with the connection's own credentials, before any role is assumed. */
  before?: true;
  /** Needs no permission: every identity may call it. */
  open?: true;
}

const free: OperationFacts = { priceMicroUsd: 0 };
/** Amazon S3 pricing, S3 Standard in us-east-1: $0.005 per 1,000 LIST requests. */
const s3List = 5;
/** Amazon S3 pricing, S3 Standard in us-east-1: $0.0004 per 1,000 GET and all other requests. */
const s3Get = 0.4;
/** AWS KMS pricing: $0.03 per 10,000 requests beyond the account's monthly free tier, so at most this. */
const kms: OperationFacts = { priceMicroUsd: 3 };

/** Amazon CloudWatch pricing: $0.01 per 1,000 ListMetrics requests beyond the free tier; GetMetricData per 1,000 metrics. */
const cloudWatch: OperationFacts = { priceMicroUsd: 10 };

/** Every AWS operation Millwright calls but for bills, prices and estimates, with what it costs and needs. Policy, connection test and meter all read this list. */
export const awsOperations = {
  'sts:GetCallerIdentity': { ...free, before: true, open: true },
  'sts:AssumeRole': { ...free, before: true },
  'iam:ListAccountAliases': free,
  'ec2:DescribeRegions': free,
  'ec2:DescribeInstances': free,
  'ec2:DescribeInstanceTypes': free,
  'ec2:DescribeInstanceStatus': free,
  'ec2:DescribeVolumes': free,
  'ec2:DescribeVolumeStatus': free,
  'ec2:DescribeVpcs': free,
  'ec2:DescribeSubnets': free,
  'ec2:DescribeVpnConnections': free,
  'ec2:DescribeCustomerGateways': free,
  'ec2:DescribeTransitGateways': free,
  'ec2:DescribeTransitGatewayAttachments': free,
  'ec2:DescribeTransitGatewayPeeringAttachments': free,
  'eks:ListClusters': free,
  'eks:DescribeCluster': free,
  'eks:ListNodegroups': free,
  'eks:DescribeNodegroup': free,
  'fsx:DescribeFileSystems': free,
  's3:ListBuckets': { action: 's3:ListAllMyBuckets', priceMicroUsd: s3List },
  's3:GetBucketTagging': { priceMicroUsd: s3Get },
  'directconnect:DescribeConnections': free,
  'directconnect:DescribeLags': free,
  'directconnect:DescribeVirtualInterfaces': free,
  'sagemaker:ListEndpoints': free,
  'sagemaker:DescribeEndpoint': free,
  'sagemaker:DescribeEndpointConfig': free,
  'sagemaker:ListTrainingJobs': free,
  'sagemaker:DescribeTrainingJob': free,
  'sagemaker:ListTags': free,
  'lambda:ListFunctions': free,
  'lambda:GetFunctionConfiguration': free,
  'lambda:ListTags': free,
  'rds:DescribeDBInstances': free,
  'cloudwatch:ListMetrics': cloudWatch,
  'cloudwatch:GetMetricData': cloudWatch,
  'kms:ListKeys': kms,
  'kms:ListAliases': kms,
  'kms:DescribeKey': kms,
  'kms:ListResourceTags': kms,
} as const satisfies Record<`${string}:${string}`, OperationFacts>;

/** What is called to read bills, by a policy of its own that names the buckets they lie in. */
export const billingOperations = {
  's3:ListObjectsV2': { action: 's3:ListBucket', priceMicroUsd: s3List },
  's3:GetObject': { priceMicroUsd: s3Get },
  'bcm-data-exports:ListExports': free,
  'bcm-data-exports:GetExport': free,
  'ec2:DescribeReservedInstances': free,
  'savingsplans:DescribeSavingsPlans': free,
} as const satisfies Record<`${string}:${string}`, OperationFacts>;

/** What is called for prices, which every account may be told. */
export const priceOperations = {
  'pricing:GetProducts': free,
  'savingsplans:DescribeSavingsPlansOfferingRates': free,
  'ec2:DescribeSpotPriceHistory': free,
} as const satisfies Record<`${string}:${string}`, OperationFacts>;

/** What is called when a person asks for a quick estimate. AWS Cost Explorer pricing: $0.01 per paginated API request. */
export const estimateOperations = {
  'ce:GetCostAndUsage': { priceMicroUsd: 10_000 },
} as const satisfies Record<`${string}:${string}`, OperationFacts>;

export type PriceOperation = keyof typeof priceOperations;
export type EstimateOperation = keyof typeof estimateOperations;
export type BillingOperation = keyof typeof billingOperations;
export type AwsOperation = keyof typeof awsOperations | BillingOperation | PriceOperation | EstimateOperation;

const allOperations: Record<AwsOperation, OperationFacts> = {
  ...awsOperations,
  ...billingOperations,
  ...priceOperations,
  ...estimateOperations,
};

/** All but what is called for bills alone. */
export const awsOperationNames: AwsOperation[] = Object.keys(awsOperations).filter(isAwsOperation);

export function isAwsOperation(text: string): text is AwsOperation {
  return Object.hasOwn(allOperations, text);
}

export function factsOf(operation: AwsOperation): OperationFacts {
  return allOperations[operation];
}

/** The IAM action that allows an operation, e.g. `s3:ListAllMyBuckets` for `s3:ListBuckets`. */
export function actionOf(operation: AwsOperation): string {
  return factsOf(operation).action ?? operation;
}
