import { bcmDataExportsEndpoint } from './bcm-data-exports/bcm-data-exports-endpoint';
import { cloudWatchEndpoint } from './cloudwatch/cloudwatch-endpoint';
import { costExplorerEndpoint } from './cost-explorer/cost-explorer-endpoint';
import { directConnectEndpoint } from './direct-connect/direct-connect-endpoint';
import { ec2Endpoint } from './ec2/ec2-endpoint';
import { eksEndpoint } from './eks/eks-endpoint';
import type { Endpoint } from './endpoint';
import { fsxEndpoint } from './fsx/fsx-endpoint';
import { iamEndpoint } from './iam/iam-endpoint';
import { kmsEndpoint } from './kms/kms-endpoint';
import { lambdaEndpoint } from './lambda/lambda-endpoint';
import { organizationsEndpoint } from './organizations/organizations-endpoint';
import { pricingEndpoint } from './pricing/pricing-endpoint';
import { rdsEndpoint } from './rds/rds-endpoint';
import { s3Endpoint } from './s3/s3-endpoint';
import { sageMakerEndpoint } from './sagemaker/sagemaker-endpoint';
import { savingsPlansEndpoint } from './savings-plans/savings-plans-endpoint';
import { stsEndpoint } from './sts/sts-endpoint';

const endpoints: readonly Endpoint[] = [
  bcmDataExportsEndpoint,
  cloudWatchEndpoint,
  costExplorerEndpoint,
  directConnectEndpoint,
  ec2Endpoint,
  eksEndpoint,
  fsxEndpoint,
  iamEndpoint,
  kmsEndpoint,
  lambdaEndpoint,
  organizationsEndpoint,
  pricingEndpoint,
  rdsEndpoint,
  s3Endpoint,
  sageMakerEndpoint,
  savingsPlansEndpoint,
  stsEndpoint,
];

const bySigningName = new Map(endpoints.map((endpoint) => [endpoint.signingName, endpoint]));

/** The endpoint that goes by `signingName` in credential scopes; undefined when the face has none. */
export function findEndpoint(signingName: string): Endpoint | undefined {
  return bySigningName.get(signingName);
}
