import { z } from 'zod';
import { findRegion, zoneIdOf } from '../../world/aws/geography';
import { machineOffers } from '../../world/bills/aws/machine-offers';
import { spotPriceOf } from '../../world/bills/aws/meter-machines';
import { dayOf, startOfDay } from '../../world/bills/calendar';
import { text } from '../../world/bills/money';
import { defineOperation, wireBoolean, wireInteger } from '../endpoint';
import { pageOf } from '../paging/page';
import { applyFilters, filtersSchema } from './filters';
import { dryRun, invalidNextToken, invalidParameters } from './refusals';

const dayMs = 86_400_000;
/** What the vendor keeps: the last 90 days. */
const keptMs = 90 * dayMs;
const product = 'Linux/UNIX';

interface SpotPrice {
  key: string;
  zone: string;
  size: string;
  price: string;
  at: Date;
  tags: Record<string, string>;
}

/** The market's prices by zone: one a day, and the one in force when the stretch begins. */
export const describeSpotPriceHistory = defineOperation({
  name: 'DescribeSpotPriceHistory',
  action: 'ec2:DescribeSpotPriceHistory',
  input: z.strictObject({
    InstanceType: z.array(z.string()).optional(),
    ProductDescription: z.array(z.string()).optional(),
    AvailabilityZone: z.string().optional(),
    StartTime: z.coerce.date().optional(),
    EndTime: z.coerce.date().optional(),
    Filter: filtersSchema.optional(),
    MaxResults: wireInteger.optional(),
    NextToken: z.string().optional(),
    DryRun: wireBoolean.optional(),
  }),
  invalid: invalidParameters,
  run(call, input) {
    if (input.DryRun) throw dryRun();
    const { InstanceType: sizes, ProductDescription: products, AvailabilityZone: zone, Filter: filters = [] } = input;
    const now = call.world.at;
    const end = input.EndTime === undefined || input.EndTime > now ? now : input.EndTime;
    const start = new Date(Math.max((input.StartTime ?? now).getTime(), now.getTime() - keptMs));
    const isLinux = products === undefined || products.some((name) => name.startsWith(product));
    const found = !isLinux
      ? []
      : machineOffers()
          .filter(({ region, size }) => region === call.region && (sizes === undefined || sizes.includes(size)))
          .flatMap(({ region, size, onDemand }) =>
            (findRegion(region)?.zones ?? [])
              .map((letter) => `${region}${letter}`)
              .filter((name) => zone === undefined || zone === name)
              .flatMap((name) =>
                daysBetween(start, end).map((at): SpotPrice => {
                  const price = text(spotPriceOf(call.world.seed, dayOf(at), name, size, onDemand));
                  return { key: `${size} ${name} ${at.toISOString()}`, zone: name, size, price, at, tags: {} };
                }),
              ),
          );
    const page = pageOf(call, {
      items: applyFilters(found, filters, {
        'availability-zone': ({ zone: name }) => [name],
        'instance-type': ({ size }) => [size],
        'product-description': () => [product],
      }).sort((one, other) => (one.key < other.key ? -1 : 1)),
      keyOf: ({ key }) => key,
      size: input.MaxResults ?? 1_000,
      token: input.NextToken || undefined,
      question: { sizes, products, zone, filters, start: input.StartTime, end: input.EndTime },
      invalidToken: invalidNextToken,
    });
    return {
      document: {
        nextToken: page.nextToken ?? '',
        spotPriceHistorySet: page.items.map(({ zone: name, size, price, at }) => ({
          availabilityZone: name,
          availabilityZoneId: zoneIdOf(name),
          instanceType: size,
          productDescription: product,
          spotPrice: price,
          timestamp: at,
        })),
      },
    };
  },
});

/** When the prices of a stretch were made: each midnight in it, and the one before it. */
function daysBetween(start: Date, end: Date): Date[] {
  const days: Date[] = [];
  for (let at = startOfDay(dayOf(start)).getTime(); at <= end.getTime(); at += dayMs) days.push(new Date(at));
  return days;
}
