import type { BilledService } from '../charge';

const service = (code: string, name: string, category: string, subcategory: string): BilledService => ({
  code,
  name,
  category,
  subcategory,
});

/** The services of AWS the factory pays for, sorted as FOCUS sorts them. */
export const awsServices = {
  machines: service('AmazonEC2', 'Amazon Elastic Compute Cloud', 'Compute', 'Virtual Machines'),
  volumes: service('AmazonEC2', 'Amazon Elastic Compute Cloud', 'Storage', 'Block Storage'),
  buckets: service('AmazonS3', 'Amazon Simple Storage Service', 'Storage', 'Object Storage'),
  fileSystems: service('AmazonFSx', 'Amazon FSx', 'Storage', 'File Storage'),
  databases: service('AmazonRDS', 'Amazon Relational Database Service', 'Databases', 'Relational Databases'),
  functions: service('AWSLambda', 'AWS Lambda', 'Compute', 'Serverless Compute'),
  models: service('AmazonSageMaker', 'Amazon SageMaker', 'AI and Machine Learning', 'AI Platforms'),
  clusters: service('AmazonEKS', 'Amazon Elastic Kubernetes Service', 'Compute', 'Containers'),
  keys: service('awskms', 'AWS Key Management Service', 'Security', 'Other (Security)'),
  networks: service('AmazonVPC', 'Amazon Virtual Private Cloud', 'Networking', 'Network Connectivity'),
  circuits: service('AWSDirectConnect', 'AWS Direct Connect', 'Networking', 'Network Connectivity'),
  transfers: service('AWSDataTransfer', 'AWS Data Transfer', 'Networking', 'Network Connectivity'),
  savingsPlans: service('ComputeSavingsPlans', 'Savings Plans for AWS Compute usage', 'Compute', 'Other (Compute)'),
  support: service('AWSSupportEnterprise', 'AWS Support (Enterprise)', 'Management and Governance', 'Support'),
} as const;
