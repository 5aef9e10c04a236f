import { z } from 'zod';
import { text } from '../../world/bills/money';
import { type PromisedCommitment, promisedTo } from '../../world/bills/promised';
import { AwsError } from '../aws-error';
import { defineOperation } from '../endpoint';
import { invalidInput } from '../json-endpoint';
import { pageOf } from '../paging/page';

const secondMs = 1_000;
const states = [
  'payment-pending',
  'payment-failed',
  'active',
  'retired',
  'queued',
  'queued-deleted',
  'pending-return',
  'returned',
] as const;
const texts = z.array(z.string()).optional();

/** The plans of an account: money promised an hour for a term. */
export const describeSavingsPlans = defineOperation({
  name: 'DescribeSavingsPlans',
  action: 'savingsplans:DescribeSavingsPlans',
  input: z.object({
    savingsPlanArns: texts,
    savingsPlanIds: texts,
    states: z.array(z.enum(states)).optional(),
    filters: z.array(z.object({ name: z.string(), values: z.array(z.string()) })).default([]),
    nextToken: z.string().optional(),
    maxResults: z.int().min(1).max(1000).default(1000),
  }),
  invalid: invalidInput('ValidationException'),
  run(call, input) {
    const { nextToken: token, maxResults } = input;
    const allows = (wanted: readonly string[] | undefined, value: string) => wanted?.includes(value) !== false;
    const found = promisedTo(call.world.seed, 'aws').filter(
      (plan) =>
        plan.category === 'Spend' &&
        plan.account.id === call.account &&
        allows(input.savingsPlanArns, plan.id) &&
        allows(input.savingsPlanIds, idOf(plan)) &&
        allows(input.states, stateOf(plan, call.world.at)) &&
        input.filters.every(({ name, values }) => values.includes(filterable(plan)[name] ?? '')),
    );
    const page = pageOf(call, {
      items: found,
      keyOf: ({ id }) => id,
      size: maxResults,
      token,
      question: { ...input, nextToken: undefined, maxResults: undefined },
      invalidToken: () => new AwsError('ValidationException', 'The nextToken is not valid.', 400),
    });
    return {
      document: {
        savingsPlans: page.items.map((plan) => toDocument(plan, call.world.at)),
        nextToken: page.nextToken,
      },
    };
  },
});

function idOf({ id }: PromisedCommitment): string {
  return id.split('/').at(-1) ?? id;
}

function stateOf({ startsAt, endsAt }: PromisedCommitment, at: Date): (typeof states)[number] {
  if (at < startsAt) return 'queued';
  return at < endsAt ? 'active' : 'retired';
}

function filterable(plan: PromisedCommitment): Record<string, string> {
  return {
    region: plan.region ?? '',
    'ec2-instance-family': 'c7i',
    commitment: text(plan.perHour),
    'savings-plan-type': 'EC2Instance',
    'payment-option': 'No Upfront',
    start: toInstant(plan.startsAt),
    end: toInstant(plan.endsAt),
  };
}

/** As the vendor writes instants here: to the millisecond, in UTC. */
function toInstant(at: Date): string {
  return at.toISOString();
}

function toDocument(plan: PromisedCommitment, at: Date) {
  return {
    offeringId: idOf(plan),
    savingsPlanId: idOf(plan),
    savingsPlanArn: plan.id,
    description: '3 year No Upfront c7i EC2 Instance Savings Plan in us-east-1',
    start: toInstant(plan.startsAt),
    end: toInstant(plan.endsAt),
    state: stateOf(plan, at),
    region: plan.region,
    ec2InstanceFamily: 'c7i',
    savingsPlanType: 'EC2Instance',
    paymentOption: 'No Upfront',
    productTypes: ['EC2'],
    currency: 'USD',
    commitment: text(plan.perHour),
    upfrontPaymentAmount: '0.0',
    recurringPaymentAmount: text(plan.perHour),
    termDurationInSeconds: (plan.endsAt.getTime() - plan.startsAt.getTime()) / secondMs,
    tags: {},
  };
}
