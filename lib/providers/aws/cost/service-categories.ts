/** FOCUS's category of a service by AWS's product code; what is not here is told as `Other`. */
export const serviceCategories: Readonly<Record<string, readonly string[]>> = {
  'AI and Machine Learning': [
    'AmazonSageMaker',
    'AmazonBedrock',
    'AmazonRekognition',
    'AmazonQ',
    'comprehend',
    'transcribe',
  ],
  Analytics: [
    'AmazonAthena',
    'AmazonRedshift',
    'AWSGlue',
    'AmazonKinesis',
    'AmazonKinesisFirehose',
    'ElasticMapReduce',
    'AmazonES',
    'AmazonQuickSight',
    'AmazonMSK',
  ],
  Compute: [
    'AmazonEC2',
    'AmazonECS',
    'AmazonEKS',
    'AmazonECR',
    'AWSLambda',
    'AmazonLightsail',
    'AWSBatch',
    'AWSParallelComputingService',
    'ComputeSavingsPlans',
  ],
  Databases: ['AmazonRDS', 'AmazonDynamoDB', 'AmazonElastiCache', 'AmazonDocDB', 'AmazonNeptune', 'AmazonMemoryDB'],
  'Developer Tools': ['CodeBuild', 'AWSCodePipeline', 'AWSCodeArtifact', 'AWSXRay'],
  Identity: ['AmazonCognito', 'AWSDirectoryService'],
  Integration: [
    'AWSQueueService',
    'AmazonSNS',
    'AWSEvents',
    'AmazonStates',
    'AmazonMQ',
    'AmazonSES',
    'AmazonApiGateway',
  ],
  'Management and Governance': [
    'AmazonCloudWatch',
    'AWSCloudTrail',
    'AWSConfig',
    'AWSSystemsManager',
    'AWSCostExplorer',
    'AWSServiceCatalog',
    'AWSSupportBusiness',
    'AWSSupportEnterprise',
    'AWSDeveloperSupport',
    'OCBPremiumSupport',
  ],
  Networking: [
    'AmazonVPC',
    'AWSDataTransfer',
    'AWSELB',
    'AmazonCloudFront',
    'AmazonRoute53',
    'AWSDirectConnect',
    'AWSTransitGateway',
    'AWSGlobalAccelerator',
    'awswaf',
    'AWSNetworkFirewall',
  ],
  Security: [
    'awskms',
    'AWSSecretsManager',
    'AmazonGuardDuty',
    'AWSSecurityHub',
    'AmazonInspectorV2',
    'AmazonMacie',
    'AWSCertificateManager',
    'AWSShield',
  ],
  Storage: [
    'AmazonS3',
    'AmazonS3GlacierDeepArchive',
    'AmazonGlacier',
    'AmazonEFS',
    'AmazonFSx',
    'AWSBackup',
    'AWSDataSync',
    'AWSStorageGateway',
  ],
};

/**
 * What the code AmazonEC2 charges for beside machines, by patterns of usage types after the code of their region, in
 * DuckDB's SQL: volumes and snapshots, addresses, gateways, load balancers, data transfer.
 */
export const categoriesOfEc2: Readonly<Record<string, string>> = {
  Storage: '(^|-)EBS:',
  Networking:
    '(^|-)(NatGateway|ElasticIP|PublicIPv4|DataTransfer|DataXfer|LoadBalancer|LCUUsage|VpcEndpoint|VPN|TransitGateway)|-Bytes$',
};
