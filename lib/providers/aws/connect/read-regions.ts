import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { ProviderError } from '../../contract/provider-error';
import { requireList } from '../inventory/require-list';
import type { RegionContext } from './region-context';

/**
 * Names of the regions enabled for the account, in order. `home` is its context in the home region, which answers and
 * so is one of them: an answer without it is none. Throws a `ProviderError`.
 */
export async function readEnabledRegions(home: RegionContext): Promise<string[]> {
  const operation = 'ec2:DescribeRegions';
  const { Regions } = await home.call(operation, (options) =>
    home.clients.ec2.send(new DescribeRegionsCommand({}), options),
  );
  const names = requireList(Regions, operation)
    .flatMap(({ RegionName }) => (RegionName === undefined ? [] : [RegionName]))
    .sort();
  if (names.includes(home.region)) return names;
  throw new ProviderError({
    kind: 'response-unexpected',
    code: 'HomeRegionMissing',
    operation,
    message: `AWS listed ${names.length === 0 ? 'no regions' : 'regions without the one that was asked'}, so which there are is not known.`,
    remedy: 'Check that the endpoint is an AWS API, or name the regions to read in the connection.',
  });
}
