import { actionOf, awsOperationNames, factsOf, priceOperations } from './operations';

/** IAM actions the role of an account must allow: exactly those Millwright uses, none that changes anything. */
export const readActions: string[] = awsOperationNames
  .filter((operation) => !factsOf(operation).before)
  .map(actionOf)
  .concat(Object.keys(priceOperations))
  .sort();

/** The permissions policy of the role in each account. */
export function readPolicy(): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'MillwrightRead', Effect: 'Allow', Action: readActions, Resource: '*' }],
  };
}

/** The permissions policy of who reads the bills below one prefix of a bucket. */
export function billingPolicy(bucket: string, prefix: string): object {
  const arn = `arn:aws:s3:::${bucket}`;
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'MillwrightFindBills', Effect: 'Allow', Action: actionOf('s3:ListObjectsV2'), Resource: arn },
      {
        Sid: 'MillwrightReadBills',
        Effect: 'Allow',
        Action: actionOf('s3:GetObject'),
        Resource: `${arn}/${prefix}/*`,
      },
      {
        Sid: 'MillwrightDiscoverExports',
        Effect: 'Allow',
        Action: [actionOf('bcm-data-exports:ListExports'), actionOf('bcm-data-exports:GetExport')],
        Resource: '*',
      },
      {
        Sid: 'MillwrightReadCommitmentTerms',
        Effect: 'Allow',
        Action: [actionOf('ec2:DescribeReservedInstances'), actionOf('savingsplans:DescribeSavingsPlans')],
        Resource: '*',
      },
    ],
  };
}

/** The trust policy of that role. `principalArn` is the identity whose credentials the connection holds. */
export function trustPolicy(principalArn: string, externalId: string): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: principalArn },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': externalId } },
      },
    ],
  };
}

/** The policy of the connection's own identity, which does nothing but assume the roles. */
export function assumePolicy(roleArns: string[]): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'MillwrightAssumeRoles', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArns }],
  };
}
