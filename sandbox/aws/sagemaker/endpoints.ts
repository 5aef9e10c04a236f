import { z } from 'zod';
import { nativeIdOf } from '../../world/aws/native-id';
import type { ModelEndpoint } from '../../world/aws/records/models';
import { AwsError } from '../aws-error';
import type { Call } from '../call';
import { defineOperation } from '../endpoint';
import type { WireDocument } from '../protocol/wire-value';
import { invalidSageMakerInput, listPage, listShape } from './list-order';

export const listEndpoints = defineOperation({
  name: 'ListEndpoints',
  action: 'sagemaker:ListEndpoints',
  input: z.object({ ...listShape, SortOrder: z.enum(['Ascending', 'Descending']).default('Descending') }),
  invalid: invalidSageMakerInput,
  run(call, query) {
    const page = listPage(call, endpointsOf(call), query);
    return {
      document: {
        Endpoints: page.items.map((endpoint) => ({
          EndpointName: endpoint.name,
          EndpointArn: nativeIdOf(endpoint),
          CreationTime: endpoint.createdAt,
          LastModifiedTime: endpoint.modifiedAt,
          EndpointStatus: endpoint.status,
        })),
        NextToken: page.nextToken,
      },
    };
  },
});

export const describeEndpoint = defineOperation({
  name: 'DescribeEndpoint',
  action: 'sagemaker:DescribeEndpoint',
  input: z.object({ EndpointName: z.string().max(63) }),
  invalid: invalidSageMakerInput,
  run(call, { EndpointName: name }) {
    const endpoint = endpointsOf(call).find((candidate) => candidate.name === name);
    if (!endpoint) throw notFound('endpoint', name);
    return { document: endpointDocument(endpoint) };
  },
});

export const describeEndpointConfig = defineOperation({
  name: 'DescribeEndpointConfig',
  action: 'sagemaker:DescribeEndpointConfig',
  input: z.object({ EndpointConfigName: z.string().max(63) }),
  invalid: invalidSageMakerInput,
  run(call, { EndpointConfigName: name }) {
    const endpoint = endpointsOf(call).find(({ configuration }) => configuration === name);
    if (!endpoint) throw notFound('endpoint configuration', name);
    return { document: configurationDocument(endpoint) };
  },
});

function endpointsOf({ world, account, region }: Call): readonly ModelEndpoint[] {
  return world.list('model-endpoint', account, region);
}

export function notFound(what: string, name: string): AwsError {
  return new AwsError('ValidationException', `Could not find ${what} "${name}".`, 400);
}

function endpointDocument(endpoint: ModelEndpoint): WireDocument {
  return {
    EndpointName: endpoint.name,
    EndpointArn: nativeIdOf(endpoint),
    EndpointConfigName: endpoint.configuration,
    ProductionVariants: [
      {
        VariantName: 'main',
        DeployedImages: [
          { SpecifiedImage: endpoint.image, ResolvedImage: endpoint.image, ResolutionTime: endpoint.createdAt },
        ],
        CurrentWeight: 1,
        DesiredWeight: 1,
        CurrentInstanceCount: endpoint.count,
        DesiredInstanceCount: endpoint.desired,
      },
    ],
    EndpointStatus: endpoint.status,
    FailureReason: endpoint.failure,
    CreationTime: endpoint.createdAt,
    LastModifiedTime: endpoint.modifiedAt,
  };
}

function configurationDocument(endpoint: ModelEndpoint): WireDocument {
  return {
    EndpointConfigName: endpoint.configuration,
    EndpointConfigArn: `arn:aws:sagemaker:${endpoint.region}:${endpoint.account}:endpoint-config/${endpoint.configuration}`,
    ProductionVariants: [
      {
        VariantName: 'main',
        ModelName: endpoint.model,
        InitialInstanceCount: endpoint.desired,
        InstanceType: endpoint.size,
        InitialVariantWeight: 1,
      },
    ],
    CreationTime: endpoint.createdAt,
    ExecutionRoleArn: `arn:aws:iam::${endpoint.account}:role/serving-runtime`,
    EnableNetworkIsolation: true,
  };
}
