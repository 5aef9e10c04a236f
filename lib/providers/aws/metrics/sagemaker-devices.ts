import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { ProviderError } from '../../contract/provider-error';
import type { RegionContext } from '../connect/region-context';
import { readEach } from '../inventory/read-each';
import { readInstanceTypes } from '../inventory/read-instance-types';
import { toArn } from '../inventory/to-arn';
import { toEc2Type } from '../inventory/to-ec2-type';

/** The devices of what SageMaker runs. */
export interface SagemakerDevices {
  /** As the inventory names it. */
  arn: string;
  /** On each of its instances; above 0. */
  perInstance: number;
}

interface VariantDevices extends SagemakerDevices {
  endpoint: string;
  variant: string;
}

interface Typed {
  arn: string;
  /** Undefined: it is not known what it runs on, or it is not one type. */
  type: string | undefined;
}

/**
 * What these variants run on, by endpoint. One without devices, or that no longer exists, is left out; one of which it
 * could not be read is left out with a fault.
 */
export async function readEndpointDevices(
  context: RegionContext,
  variantsOf: ReadonlyMap<string, ReadonlySet<string>>,
  faults: ProviderError[],
): Promise<VariantDevices[]> {
  const { sagemaker } = context.clients;
  const read = await readEach([...variantsOf], faults, async ([EndpointName, wanted]) => {
    const { EndpointArn, EndpointConfigName } = await context.call('sagemaker:DescribeEndpoint', (options) =>
      sagemaker.send(new DescribeEndpointCommand({ EndpointName }), options),
    );
    const config = await context.call('sagemaker:DescribeEndpointConfig', (options) =>
      sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName }), options),
    );
    const variants = [...(config.ProductionVariants ?? []), ...(config.ShadowProductionVariants ?? [])];
    const arn = EndpointArn ?? toArn(context, 'sagemaker', `endpoint/${EndpointName}`);
    return variants.flatMap(({ VariantName, InstanceType: type }) =>
      VariantName === undefined || !wanted.has(VariantName)
        ? []
        : [{ endpoint: EndpointName, variant: VariantName, arn, type }],
    );
  });
  return countDevices(
    context,
    read.flatMap(({ detail }) => detail ?? []),
    faults,
  );
}

/**
 * What each host of these training jobs runs on, by the job's name. A job on instances of several types is left out with a
 * fault: which of its hosts is of which type is not told.
 */
export async function readJobDevices(
  context: RegionContext,
  jobs: Iterable<string>,
  faults: ProviderError[],
): Promise<Map<string, SagemakerDevices>> {
  const read = await readEach([...jobs], faults, async (TrainingJobName) => {
    const { TrainingJobArn, ResourceConfig } = await context.call('sagemaker:DescribeTrainingJob', (options) =>
      context.clients.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName }), options),
    );
    const groups = ResourceConfig?.InstanceGroups ?? [];
    const types = new Set([ResourceConfig?.InstanceType, ...groups.map(({ InstanceType }) => InstanceType)]);
    types.delete(undefined);
    if (types.size !== 1) faults.push(typesUnclear(context));
    return {
      job: TrainingJobName,
      arn: TrainingJobArn ?? toArn(context, 'sagemaker', `training-job/${TrainingJobName}`),
      type: types.size === 1 ? [...types][0] : undefined,
    };
  });
  const counted = await countDevices(
    context,
    read.flatMap(({ detail }) => detail ?? []),
    faults,
  );
  return new Map(counted.map(({ job, ...devices }) => [job, devices]));
}

async function countDevices<Thing extends Typed>(
  context: RegionContext,
  things: readonly Thing[],
  faults: ProviderError[],
): Promise<(Omit<Thing, 'type'> & SagemakerDevices)[]> {
  const types = things.flatMap(({ type }) => (type === undefined ? [] : [toEc2Type(type)]));
  const acceleratorsOf = await readInstanceTypes(context, faults, types);
  return things.flatMap(({ type, ...thing }) => {
    const accelerators = type === undefined ? null : acceleratorsOf.get(toEc2Type(type));
    if (!accelerators) return [];
    const perInstance = accelerators.reduce((sum, { count }) => sum + count, 0);
    return perInstance > 0 ? [{ ...thing, perInstance }] : [];
  });
}

function typesUnclear({ region, account }: RegionContext): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'InstanceTypeUnclear',
    operation: 'sagemaker:DescribeTrainingJob',
    message: `A training job in ${region} of ${account} runs on instances of several types or of none that is told, so its GPU metrics, sums over an instance’s GPUs, cannot be read as shares.`,
    remedy: 'Publish the metrics of its GPUs from within the job, or use instances of one type.',
  });
}
