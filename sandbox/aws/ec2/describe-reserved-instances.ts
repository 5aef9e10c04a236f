import { z } from 'zod';
import { text } from '../../world/bills/money';
import { type PromisedCommitment, promisedTo } from '../../world/bills/promised';
import { AwsError } from '../aws-error';
import { defineOperation, wireBoolean } from '../endpoint';
import { wholeOf } from '../paging/page';
import type { WireDocument } from '../protocol/wire-value';
import { applyFilters, filtersSchema } from './filters';
import { dryRun, invalidParameters } from './refusals';

const secondMs = 1_000;

interface Reserved {
  id: string;
  commitment: PromisedCommitment;
  tags: Record<string, string>;
}

/** Machines promised for a term. All at once: the operation knows no pages. */
export const describeReservedInstances = defineOperation({
  name: 'DescribeReservedInstances',
  action: 'ec2:DescribeReservedInstances',
  input: z.strictObject({
    ReservedInstancesId: z.array(z.string()).optional(),
    OfferingClass: z.enum(['standard', 'convertible']).optional(),
    OfferingType: z.string().optional(),
    Filter: filtersSchema.optional(),
    DryRun: wireBoolean.optional(),
  }),
  invalid: invalidParameters,
  run(call, { ReservedInstancesId: ids, OfferingClass: offering, OfferingType: type, Filter: filters = [], DryRun }) {
    if (DryRun) throw dryRun();
    const here = promisedTo(call.world.seed, 'aws')
      .filter(
        ({ category, account, region }) =>
          category === 'Usage' && account.id === call.account && region === call.region,
      )
      .map((commitment): Reserved => ({ id: commitment.id.split('/').at(-1) ?? '', commitment, tags: {} }));
    const unknown = (ids ?? []).find((id) => !here.some((one) => one.id === id));
    if (unknown !== undefined)
      throw new AwsError('InvalidReservedInstancesId', `The reserved instances id '${unknown}' does not exist`, 400);
    const isOffered = (offering ?? 'standard') === 'standard' && (type ?? 'No Upfront') === 'No Upfront';
    const found = applyFilters(isOffered ? here : [], filters, {
      'reserved-instances-id': ({ id }) => [id],
      'instance-type': ({ commitment }) => [commitment.size],
      state: ({ commitment }) => [stateOf(commitment, call.world.at)],
      scope: () => ['Region'],
      'product-description': () => ['Linux/UNIX'],
    }).filter(({ id }) => ids === undefined || ids.includes(id));
    return { document: { reservedInstancesSet: wholeOf(call, found).map((one) => toDocument(one, call.world.at)) } };
  },
});

function stateOf({ startsAt, endsAt }: PromisedCommitment, at: Date): string {
  if (at < startsAt) return 'queued';
  return at < endsAt ? 'active' : 'retired';
}

function toDocument({ id, commitment }: Reserved, at: Date): WireDocument {
  const { startsAt, endsAt, perHour, unitFee, size } = commitment;
  return {
    reservedInstancesId: id,
    instanceType: size,
    start: startsAt,
    // The vendor's own end is the last moment of the term.
    end: new Date(endsAt.getTime() - 1),
    duration: (endsAt.getTime() - startsAt.getTime()) / secondMs,
    fixedPrice: 0,
    usagePrice: 0,
    instanceCount: Number(text(perHour)),
    productDescription: 'Linux/UNIX',
    state: stateOf(commitment, at),
    tagSet: [],
    instanceTenancy: 'default',
    currencyCode: 'USD',
    offeringClass: 'standard',
    offeringType: 'No Upfront',
    scope: 'Region',
    recurringCharges: [{ amount: Number(text(unitFee)), frequency: 'Hourly' }],
  };
}
