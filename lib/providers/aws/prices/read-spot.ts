import {
  type _InstanceType,
  DescribeSpotPriceHistoryCommand,
  type DescribeSpotPriceHistoryCommandOutput,
  type SpotPrice,
} from '@aws-sdk/client-ec2';
import { type Amount, parseAmount } from '@/lib/domain/cost/amount';
import type { ProviderError } from '../../contract/provider-error';
import type { RegionContext } from '../connect/region-context';
import { readListing } from '../inventory/read-listing';
import { pricedMachines } from './priced-machines';

/** What an hour costs in the spot market of a zone, in US dollars. */
export interface ZoneSpotPrice {
  zone: string;
  machineType: string;
  amount: Amount;
}

/** The prices in force now in the zones of a region. Faults are added. */
export async function readSpot(context: RegionContext, faults: ProviderError[]): Promise<ZoneSpotPrice[]> {
  const now = context.now();
  const found = await readListing<DescribeSpotPriceHistoryCommandOutput, SpotPrice>(context, faults, {
    operation: 'ec2:DescribeSpotPriceHistory',
    send: (NextToken, options) =>
      context.clients.ec2.send(
        // A stretch that begins now holds the prices that are in force at its beginning.
        new DescribeSpotPriceHistoryCommand({
          StartTime: now,
          EndTime: now,
          ProductDescriptions: ['Linux/UNIX'],
          InstanceTypes: pricedMachines as _InstanceType[],
          NextToken,
        }),
        options,
      ),
    listOf: ({ SpotPriceHistory }) => SpotPriceHistory,
    tokenOf: ({ NextToken }) => NextToken,
    identityOf: ({ AvailabilityZone, InstanceType, Timestamp }) =>
      [AvailabilityZone, InstanceType, Timestamp?.toISOString()].join(' '),
  });
  const newest = new Map<string, { price: ZoneSpotPrice; at: number }>();
  for (const { AvailabilityZone: zone, InstanceType: machineType, SpotPrice: text, Timestamp } of found) {
    const amount = text === undefined ? null : parseAmount(text);
    if (zone === undefined || machineType === undefined || amount === null || amount <= 0n) continue;
    const at = Timestamp?.getTime() ?? Number.NEGATIVE_INFINITY;
    const key = `${zone} ${machineType}`;
    const known = newest.get(key);
    if (known === undefined || at > known.at) newest.set(key, { price: { zone, machineType, amount }, at });
  }
  return [...newest.values()].map(({ price }) => price);
}
