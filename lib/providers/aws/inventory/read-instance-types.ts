import { DescribeInstanceTypesCommand, type InstanceTypeInfo } from '@aws-sdk/client-ec2';
import type { Accelerator } from '@/lib/domain/resource';
import type { ProviderError } from '../../contract/provider-error';
import type { RegionContext } from '../connect/region-context';
import { readListing } from './read-listing';
import { toAccelerators } from './to-accelerators';

/** The API's limit of values in one filter is 200 and of answers in one page 100. */
const typesPerCall = 100;

/** Accelerators of each instance type that could be read; a type that is absent or null is not known. */
export type AcceleratorsByType = ReadonlyMap<string, Accelerator[] | null>;

/** Asks by filter, not by name, so that one type the region does not know does not spoil the rest. */
export async function readInstanceTypes(
  context: RegionContext,
  faults: ProviderError[],
  types: Iterable<string>,
): Promise<AcceleratorsByType> {
  const wanted = [...new Set(types)].sort();
  const batches = Array.from({ length: Math.ceil(wanted.length / typesPerCall) }, (_, index) =>
    wanted.slice(index * typesPerCall, (index + 1) * typesPerCall),
  );
  const infos = await Promise.all(batches.map((batch) => readBatch(context, faults, batch)));
  return new Map(
    infos
      .flat()
      .flatMap((info): [string, Accelerator[] | null][] =>
        info.InstanceType === undefined ? [] : [[info.InstanceType, toAccelerators(info)]],
      ),
  );
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
