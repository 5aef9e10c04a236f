import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  type DescribeEndpointConfigOutput,
  type DescribeEndpointOutput,
  type EndpointStatus,
  type EndpointSummary,
  ListEndpointsCommand,
} from '@aws-sdk/client-sagemaker';
import type { Accelerator, InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { ProviderError } from '../../contract/provider-error';
import type { AwsPlace, RegionContext } from '../connect/region-context';
import { addAccelerators } from './add-accelerators';
import type { KindReader } from './kind-reader';
import { orNull } from './or-null';
import { readEach } from './read-each';
import { type AcceleratorsByType, readInstanceTypes } from './read-instance-types';
import { readListing } from './read-listing';
import { readSagemakerTags } from './read-sagemaker-tags';
import { readTagged } from './read-tagged';
import { toArn } from './to-arn';
import { toEc2Type } from './to-ec2-type';
import { toItems } from './to-items';
import { toLifecycle } from './to-lifecycle';
import { toRaw } from './to-raw';

const operation = 'sagemaker:ListEndpoints';

const states: Record<EndpointStatus, LifecycleState> = {
  Creating: 'provisioning',
  InService: 'active',
  Updating: 'active',
  SystemUpdating: 'active',
  RollingBack: 'degraded',
  UpdateRollbackFailed: 'degraded',
  OutOfService: 'failed',
  Failed: 'failed',
  Deleting: 'deleting',
};

/** What a variant runs on, one that only shadows another included. */
export interface VariantCapacity {
  instanceType: string;
  /** Instances serving now. */
  instances: number;
}

/** SageMaker endpoints with the accelerators of the instances they serve from. */
export const modelEndpoints: KindReader = {
  kind: 'model-endpoint',
  listing: operation,
  async read(context, faults) {
    const summaries = await readListing(context, faults.listing, {
      operation,
      send: (NextToken, options) =>
        context.clients.sagemaker.send(new ListEndpointsCommand({ NextToken, MaxResults: 100 }), options),
      listOf: (page) => page.Endpoints,
      tokenOf: (page) => page.NextToken,
      identityOf: ({ EndpointName }) => EndpointName,
    });
    const capacities = await readEach(summaries, faults.detail, (summary) =>
      readCapacity(context, faults.detail, summary),
    );
    const types = capacities.flatMap(({ detail }) => detail ?? []).map(({ instanceType }) => toEc2Type(instanceType));
    const acceleratorsOf = await readInstanceTypes(context, faults.detail, types);
    const tagged = await readTagged(capacities, faults.detail, ({ key }) =>
      readSagemakerTags(context, key.EndpointArn ?? toArn(context, 'sagemaker', `endpoint/${key.EndpointName}`)),
    );
    return toItems(operation, tagged, faults.listing, ({ source, tags }) =>
      toModelEndpoint(context, source.key, source.detail, acceleratorsOf, tags),
    );
  },
};

/** Null when the endpoint's configuration could not be read. Throws a `ProviderError` when the endpoint could not. */
async function readCapacity(
  context: RegionContext,
  faults: ProviderError[],
  { EndpointName }: EndpointSummary,
): Promise<VariantCapacity[] | null> {
  const endpoint = await context.call('sagemaker:DescribeEndpoint', (options) =>
    context.clients.sagemaker.send(new DescribeEndpointCommand({ EndpointName }), options),
  );
  const { EndpointConfigName } = endpoint;
  const config = await orNull(
    faults,
    context.call('sagemaker:DescribeEndpointConfig', (options) =>
      context.clients.sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName }), options),
    ),
  );
  if (config === null) return null;
  const capacities = toVariantCapacities(endpoint, config);
  if (capacities === null) faults.push(toUncounted());
  return capacities;
}

function toUncounted(): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'InstanceCountMissing',
    operation: 'sagemaker:DescribeEndpoint',
    message: 'AWS did not say how many instances a variant of an endpoint runs on, so their GPUs are not known.',
    remedy: 'Wait for the next collection.',
  });
}

/**
 * Serverless variants run on no instance, and nor does an endpoint that failed before it had any variant. Null when a
 * variant does not say how many instances it has.
 */
export function toVariantCapacities(
  endpoint: Partial<Pick<DescribeEndpointOutput, 'EndpointStatus' | 'ProductionVariants' | 'ShadowProductionVariants'>>,
  config: Pick<DescribeEndpointConfigOutput, 'ProductionVariants' | 'ShadowProductionVariants'>,
): VariantCapacity[] | null {
  const summaries = [...(endpoint.ProductionVariants ?? []), ...(endpoint.ShadowProductionVariants ?? [])];
  if (endpoint.EndpointStatus === 'Failed' && summaries.length === 0) return [];
  const running = new Map(
    summaries.map(({ VariantName, CurrentInstanceCount }) => [VariantName, CurrentInstanceCount]),
  );
  const variants = [...(config.ProductionVariants ?? []), ...(config.ShadowProductionVariants ?? [])].filter(
    ({ ServerlessConfig }) => ServerlessConfig === undefined,
  );
  const capacities = variants.flatMap(({ VariantName, InstanceType }): VariantCapacity[] => {
    const instances = running.get(VariantName);
    return InstanceType === undefined || instances === undefined ? [] : [{ instanceType: InstanceType, instances }];
  });
  return capacities.length === variants.length ? capacities : null;
}

/** `capacities` null: what it runs on is not known. */
export function toModelEndpoint(
  place: AwsPlace,
  summary: EndpointSummary,
  capacities: VariantCapacity[] | null,
  acceleratorsOf: AcceleratorsByType,
  tags: Record<string, string> | null,
): InventoryItem | null {
  const { EndpointName, EndpointArn, EndpointStatus } = summary;
  if (EndpointName === undefined) return null;
  const types = [...new Set((capacities ?? []).map(({ instanceType }) => instanceType))];
  return {
    kind: 'model-endpoint',
    nativeId: EndpointArn ?? toArn(place, 'sagemaker', `endpoint/${EndpointName}`),
    nativeType: 'AWS::SageMaker::Endpoint',
    name: EndpointName,
    account: place.account,
    region: place.region,
    zone: null,
    status: toLifecycle(states, EndpointStatus),
    nativeStatus: EndpointStatus ?? null,
    size: types.length === 0 ? null : types.join(', '),
    accelerators: capacities === null ? null : toEndpointAccelerators(capacities, acceleratorsOf),
    tags,
    createdAt: summary.CreationTime ?? null,
    detailed: capacities !== null,
    raw: toRaw({ ...summary, Variants: capacities }),
  };
}

function toEndpointAccelerators(
  capacities: VariantCapacity[],
  acceleratorsOf: AcceleratorsByType,
): Accelerator[] | null {
  return addAccelerators(
    capacities.map(({ instanceType, instances }) => ({
      each: acceleratorsOf.get(toEc2Type(instanceType)) ?? null,
      instances,
    })),
  );
}
