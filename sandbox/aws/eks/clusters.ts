import { z } from 'zod';
import { nativeIdOf } from '../../world/aws/native-id';
import type { KubernetesCluster } from '../../world/aws/records/machines';
import { AwsError } from '../aws-error';
import type { Call } from '../call';
import { defineOperation, wireInteger } from '../endpoint';
import { invalidInput } from '../json-endpoint';
import { pageOf } from '../paging/page';
import type { WireDocument } from '../protocol/wire-value';

export const invalidEksInput = invalidInput('InvalidParameterException');

/** Parameters of EKS's lists. */
export const eksPageShape = {
  maxResults: wireInteger.pipe(z.number().min(1).max(100)).default(100),
  nextToken: z.string().optional(),
};

export function invalidEksToken(): AwsError {
  return new AwsError('InvalidParameterException', 'Invalid nextToken provided.', 400);
}

export const listClusters = defineOperation({
  name: 'ListClusters',
  action: 'eks:ListClusters',
  input: z.object({ ...eksPageShape, include: z.string().optional() }),
  invalid: invalidEksInput,
  run(call, { maxResults: size, nextToken: token }) {
    const page = pageOf(call, {
      items: clustersOf(call),
      keyOf: ({ name }) => name,
      size,
      token,
      invalidToken: invalidEksToken,
    });
    return { document: { clusters: page.items.map(({ name }) => name), nextToken: page.nextToken } };
  },
});

export const describeCluster = defineOperation({
  name: 'DescribeCluster',
  action: 'eks:DescribeCluster',
  input: z.object({ name: z.string() }),
  invalid: invalidEksInput,
  run: (call, { name }) => ({ document: { cluster: clusterDocument(findCluster(call, name)) } }),
});

/** The caller's cluster of that name, or the refusal thrown. */
export function findCluster(call: Call, name: string): KubernetesCluster {
  const cluster = clustersOf(call).find((candidate) => candidate.name === name);
  if (!cluster) {
    throw new AwsError('ResourceNotFoundException', `No cluster found for name: ${name}.`, 404, {
      detail: { clusterName: name },
    });
  }
  return cluster;
}

function clustersOf({ world, account, region }: Call): readonly KubernetesCluster[] {
  return world.list('kubernetes-cluster', account, region);
}

function clusterDocument(cluster: KubernetesCluster): WireDocument {
  const { account, region, name } = cluster;
  return {
    name,
    arn: nativeIdOf(cluster),
    createdAt: cluster.createdAt,
    version: cluster.version,
    endpoint: `https://${cluster.endpointId}.gr7.${region}.eks.amazonaws.com`,
    roleArn: `arn:aws:iam::${account}:role/${name}-cluster`,
    resourcesVpcConfig: {
      subnetIds: cluster.subnets,
      securityGroupIds: [],
      clusterSecurityGroupId: cluster.securityGroup,
      vpcId: cluster.network,
      endpointPublicAccess: false,
      endpointPrivateAccess: true,
      publicAccessCidrs: [],
    },
    kubernetesNetworkConfig: {
      serviceIpv4Cidr: '172.20.0.0/16',
      ipFamily: 'ipv4',
      elasticLoadBalancing: { enabled: false },
    },
    logging: { clusterLogging: [{ types: ['api', 'audit', 'authenticator'], enabled: true }] },
    identity: { oidc: { issuer: `https://oidc.eks.${region}.amazonaws.com/id/${cluster.endpointId}` } },
    status: cluster.status,
    certificateAuthority: { data: Buffer.from(`authority of ${name}`).toString('base64') },
    platformVersion: 'eks.9',
    tags: cluster.tags,
    encryptionConfig: [{ resources: ['secrets'], provider: { keyArn: cluster.encryptionKey } }],
    health: { issues: cluster.issues },
    accessConfig: { authenticationMode: 'API' },
    upgradePolicy: { supportType: 'STANDARD' },
    deletionProtection: true,
  };
}
