import {
  DescribeSavingsPlansOfferingRatesCommand,
  type DescribeSavingsPlansOfferingRatesCommandOutput,
  type SavingsPlanOfferingRate,
} from '@aws-sdk/client-savingsplans';
import { parseAmount } from '@/lib/domain/cost/amount';
import type { ProviderError } from '../../contract/provider-error';
import type { RegionContext } from '../connect/region-context';
import { readListing } from '../inventory/read-listing';
import { pricedMachines } from './priced-machines';
import type { RegionPrice } from './to-offers';

const yearSeconds = 365 * 86_400;

/**
 * What an hour costs whoever promises one for a year, nothing paid ahead (an EC2 Instance Savings Plan), of all machines
 * with accelerators in every region. Faults are added.
 */
export async function readCommitted(context: RegionContext, faults: ProviderError[]): Promise<RegionPrice[]> {
  const rates = await readListing<DescribeSavingsPlansOfferingRatesCommandOutput, SavingsPlanOfferingRate>(
    context,
    faults,
    {
      operation: 'savingsplans:DescribeSavingsPlansOfferingRates',
      send: (nextToken, options) =>
        context.clients.savingsPlans.send(
          new DescribeSavingsPlansOfferingRatesCommand({
            savingsPlanTypes: ['EC2Instance'],
            savingsPlanPaymentOptions: ['No Upfront'],
            products: ['EC2'],
            serviceCodes: ['AmazonEC2'],
            filters: [
              { name: 'instanceType', values: [...pricedMachines] },
              { name: 'productDescription', values: ['Linux/UNIX'] },
              { name: 'tenancy', values: ['shared'] },
            ],
            maxResults: 1000,
            nextToken,
          }),
          options,
        ),
      listOf: ({ searchResults }) => searchResults,
      tokenOf: ({ nextToken }) => nextToken,
      identityOf: (rate) => JSON.stringify(rate),
    },
  );
  return rates.flatMap(toCommitted);
}

function toCommitted({ savingsPlanOffering: plan, rate, unit, usageType, properties }: SavingsPlanOfferingRate) {
  const of = (wanted: string) => properties?.find(({ name }) => name === wanted)?.value;
  const [region, machineType] = [of('region'), of('instanceType')];
  const amount = rate === undefined ? null : parseAmount(rate);
  // Reserved capacity that nobody uses, and dedicated machines, have usage types of their own.
  const isBox = usageType !== undefined && /(^|-)BoxUsage:/.test(usageType);
  if (region === undefined || machineType === undefined || amount === null || amount <= 0n || !isBox) return [];
  if (plan?.durationSeconds !== yearSeconds || plan.currency === undefined || unit !== 'Hrs') return [];
  return [{ region, machineType, currency: plan.currency, amount }];
}
