import { DescribeInstanceTypesCommand, type InstanceTypeInfo } from '@aws-sdk/client-ec2';
import type { Accelerator } from '@/lib/domain/resource';
import { ProviderError } from '../../contract/provider-error';
import type { RegionContext } from '../connect/region-context';
import { readListing } from './read-listing';
import { toAccelerators } from './to-accelerators';

/** The API's limit of values in one filter is 200 and of answers in one page 100. */
const typesPerCall = 100;

/** Accelerators of each instance type that could be read; a type that is absent or null is not known. */
export type AcceleratorsByType = ReadonlyMap<string, Accelerator[] | null>;

/**
 * Asks by filter, not by name, so that one type the region does not know does not spoil the rest. A type that is in use
 * but not described is a fault.
 */
export async function readInstanceTypes(
  context: RegionContext,
  faults: ProviderError[],
  types: Iterable<string>,
): Promise<AcceleratorsByType> {
  const wanted = [...new Set(types)].sort();
  const batches = Array.from({ length: Math.ceil(wanted.length / typesPerCall) }, (_, index) =>
    wanted.slice(index * typesPerCall, (index + 1) * typesPerCall),
  );
  const listingFaults: ProviderError[] = [];
  const infos = await Promise.all(batches.map((batch) => readBatch(context, listingFaults, batch)));
  const acceleratorsOf = new Map(
    infos
      .flat()
      .flatMap((info): [string, Accelerator[] | null][] =>
        info.InstanceType === undefined ? [] : [[info.InstanceType, toAccelerators(info)]],
      ),
  );
  const undescribed = wanted.filter((type) => (acceleratorsOf.get(type) ?? null) === null);
  faults.push(...(listingFaults.length > 0 ? listingFaults : undescribed.map(toUndescribed)));
  return acceleratorsOf;
}

function toUndescribed(type: string): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'InstanceTypeMissing',
    operation: 'ec2:DescribeInstanceTypes',
    message: `AWS uses instances of type ${type} but did not describe their GPUs, so they are not known.`,
    remedy:
      'Wait for the next collection; if it lasts, the region does not describe the type or it has been withdrawn.',
  });
}

function readBatch(context: RegionContext, faults: ProviderError[], types: string[]): Promise<InstanceTypeInfo[]> {
  return readListing(context, faults, {
    operation: 'ec2:DescribeInstanceTypes',
    send: (NextToken, options) =>
      context.clients.ec2.send(
        new DescribeInstanceTypesCommand({
          NextToken,
          MaxResults: 100,
          Filters: [{ Name: 'instance-type', Values: types }],
        }),
        options,
      ),
    listOf: (page) => page.InstanceTypes,
    tokenOf: (page) => page.NextToken,
    identityOf: ({ InstanceType }) => InstanceType,
  });
}
