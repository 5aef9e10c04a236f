import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { requireList } from '../inventory/require-list';
import type { RegionContext } from './region-context';

/** Names of the regions enabled for the account, in order. `home` is its context in the home region. Throws a `ProviderError`. */
export async function readEnabledRegions(home: RegionContext): Promise<string[]> {
  const operation = 'ec2:DescribeRegions';
  const { Regions } = await home.call(operation, (options) =>
    home.clients.ec2.send(new DescribeRegionsCommand({}), options),
  );
  return requireList(Regions, operation)
    .flatMap(({ RegionName }) => (RegionName === undefined ? [] : [RegionName]))
    .sort();
}
