import { z } from 'zod';
import { committedPrice, machineOffers } from '../../world/bills/aws/machine-offers';
import { text } from '../../world/bills/money';
import { drawsOf } from '../../world/draws';
import { AwsError } from '../aws-error';
import { defineOperation } from '../endpoint';
import { brokenJson, invalidInput } from '../json-endpoint';
import { pageOf } from '../paging/page';
import { restJsonEndpoint } from '../rest-endpoint';
import { describeSavingsPlans } from './describe-savings-plans';

const yearSeconds = 31_536_000;
const names = ['region', 'instanceFamily', 'instanceType', 'productDescription', 'tenancy', 'productId'] as const;

const texts = z.array(z.string()).optional();

interface OfferedRate {
  key: string;
  years: 1 | 3;
  planType: 'EC2Instance' | 'Compute';
  rate: string;
  usageType: string;
  properties: Record<string, string>;
}

/** What an hour of each machine costs under a plan of one year or three, nothing paid ahead. */
const describeOfferingRates = defineOperation({
  name: 'DescribeSavingsPlansOfferingRates',
  action: 'savingsplans:DescribeSavingsPlansOfferingRates',
  input: z.object({
    savingsPlanOfferingIds: texts,
    savingsPlanPaymentOptions: texts,
    savingsPlanTypes: texts,
    products: texts,
    serviceCodes: texts,
    usageTypes: texts,
    operations: texts,
    filters: z.array(z.object({ name: z.enum(names), values: z.array(z.string()) })).default([]),
    nextToken: z.string().optional(),
    maxResults: z.int().min(0).max(1000).default(1000),
  }),
  invalid: invalidInput('ValidationException'),
  run(call, input) {
    const { filters, nextToken: token, maxResults } = input;
    const allows = (wanted: readonly string[] | undefined, value: string) => wanted?.includes(value) !== false;
    const isOurs =
      allows(input.savingsPlanPaymentOptions, 'No Upfront') &&
      allows(input.products, 'EC2') &&
      allows(input.serviceCodes, 'AmazonEC2') &&
      allows(input.operations, 'RunInstances');
    const page = pageOf(call, {
      items: (isOurs ? offeredRates() : []).filter(
        (rate) =>
          allows(input.savingsPlanTypes, rate.planType) &&
          allows(input.usageTypes, rate.usageType) &&
          allows(input.savingsPlanOfferingIds, offeringId(rate)) &&
          filters.every(({ name, values }) => values.includes(rate.properties[name] ?? '')),
      ),
      keyOf: ({ key }) => key,
      size: maxResults === 0 ? 1000 : maxResults,
      token,
      question: { ...input, nextToken: undefined, maxResults: undefined },
      invalidToken: () => new AwsError('ValidationException', 'The nextToken is not valid.', 400),
    });
    return { document: { searchResults: page.items.map(toDocument), nextToken: page.nextToken } };
  },
});

function offeredRates(): OfferedRate[] {
  return machineOffers()
    .flatMap(({ region, size, onDemand }) =>
      ([1, 3] as const).flatMap((years) =>
        (['EC2Instance', 'Compute'] as const).map(
          (planType): OfferedRate => ({
            key: `${region} ${size} ${years} ${planType}`,
            years,
            planType,
            // Plans that bind less save less.
            rate: text(committedPrice(planType === 'Compute' ? (onDemand * 11n) / 10n : onDemand, years)),
            usageType: `BoxUsage:${size}`,
            properties: {
              region,
              instanceType: size,
              instanceFamily: size.split('.', 1).join(''),
              productDescription: 'Linux/UNIX',
              tenancy: 'shared',
            },
          }),
        ),
      ),
    )
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}

function offeringId({ years, planType, properties }: OfferedRate): string {
  const family = planType === 'Compute' ? '' : `${properties.region} ${properties.instanceFamily}`;
  const hex = drawsOf('savings-plan-offering', String(years), planType, family).hex(32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function toDocument(offered: OfferedRate) {
  const { years, planType, rate, usageType, properties } = offered;
  return {
    savingsPlanOffering: {
      offeringId: offeringId(offered),
      paymentOption: 'No Upfront',
      planType,
      durationSeconds: years * yearSeconds,
      currency: 'USD',
      planDescription: `${years} year No Upfront ${planType === 'Compute' ? 'Compute' : 'EC2 Instance'} Savings Plan`,
    },
    rate,
    unit: 'Hrs',
    productType: 'EC2',
    serviceCode: 'AmazonEC2',
    usageType,
    operation: 'RunInstances',
    properties: Object.entries(properties).map(([name, value]) => ({ name, value })),
  };
}

export const savingsPlansEndpoint = restJsonEndpoint({
  signingName: 'savingsplans',
  routes: [
    { method: 'POST', path: '/DescribeSavingsPlans', operation: describeSavingsPlans },
    { method: 'POST', path: '/DescribeSavingsPlansOfferingRates', operation: describeOfferingRates },
  ],
  throttled: () => new AwsError('ThrottlingException', 'Rate exceeded', 429),
  broken: (status) => brokenJson(status, 'InternalServerException'),
  onlyRegion: 'us-east-1',
});
