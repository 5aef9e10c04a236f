import { googlePrice } from '../../world/bills/google-cloud/google-catalogue';
import { type Exact, exact, text, times } from '../../world/bills/money';
import { codeOf } from '../../world/bills/price-list';

/** Where the factory buys. */
const regions = ['us-central1', 'us-east4', 'europe-west3', 'europe-west4'] as const;

const gpus = [
  { name: 'Nvidia H100 80GB GPU', price: 'nvidia-h100-80gb' },
  { name: 'Nvidia L4 GPU', price: 'nvidia-l4' },
  { name: 'Nvidia Tesla T4 GPU', price: 'nvidia-tesla-t4' },
] as const;

/** Dollars an hour of a core and of a gibibyte of memory in the first region. */
const families = [
  { name: 'A3', core: '0.029279', ram: '0.00255' },
  { name: 'G2', core: '0.02499', ram: '0.00293' },
  { name: 'N1 Predefined', core: '0.031611', ram: '0.004237' },
] as const;

/** What each way of buying keeps of the price on demand. */
const usages = [
  { usageType: 'OnDemand', keeps: '1' },
  { usageType: 'Preemptible', keeps: '0.4' },
  { usageType: 'Commit1Yr', keeps: '0.63' },
  { usageType: 'Commit3Yr', keeps: '0.45' },
] as const;
type UsageType = (typeof usages)[number]['usageType'];

let skus: object[] | null = null;

/** Compute Engine's SKUs, as far as machines with GPUs are made of them, and one that is nothing of the kind. */
export function catalogSkus(): readonly object[] {
  skus ??= regions.flatMap((region) =>
    usages.flatMap(({ usageType, keeps }) => [
      ...gpus.map(({ name, price }) =>
        toSku(
          region,
          usageType,
          'GPU',
          nameOf(usageType, name, region),
          'h',
          times(googlePrice(region, price), exact(keeps), 9),
        ),
      ),
      ...families.flatMap(({ name, core, ram }) => [
        toSku(
          region,
          usageType,
          'CPU',
          nameOf(usageType, `${name} Instance Core`, region),
          'h',
          scaled(region, core, keeps),
        ),
        toSku(
          region,
          usageType,
          'RAM',
          nameOf(usageType, `${name} Instance Ram`, region),
          'GiBy.h',
          scaled(region, ram, keeps),
        ),
      ]),
    ]),
  );
  return skus;
}

/** Prices of other regions differ as those of machines do. */
function scaled(region: string, price: string, keeps: string): Exact {
  const here = googlePrice(region, 'n2-standard-8');
  const first = googlePrice('us-central1', 'n2-standard-8');
  return times(times(exact(price), (here * exact('1')) / first, 9), exact(keeps), 9);
}

function nameOf(usageType: UsageType, what: string, region: string): string {
  switch (usageType) {
    case 'OnDemand':
      return `${what} running in ${region}`;
    case 'Preemptible':
      return what.endsWith('GPU')
        ? `${what} attached to Spot Preemptible VMs running in ${region}`
        : `Spot Preemptible ${what} running in ${region}`;
    case 'Commit1Yr':
    case 'Commit3Yr': {
      const kind = what.replace(' Instance Core', ' Cpu').replace(' Instance Ram', ' Ram');
      return `Commitment v1: ${kind} in ${region} for ${usageType === 'Commit1Yr' ? '1 Year' : '3 Years'}`;
    }
  }
}

function toSku(
  region: string,
  usageType: UsageType,
  resourceGroup: string,
  description: string,
  usageUnit: string,
  price: Exact,
): object {
  const id = codeOf(12, 'google sku', description).replace(/^(.{4})(.{4})/, '$1-$2-');
  const [units = '0', fraction = ''] = text(price).split('.');
  return {
    name: `services/6F81-5844-456A/skus/${id}`,
    skuId: id,
    description,
    category: { serviceDisplayName: 'Compute Engine', resourceFamily: 'Compute', resourceGroup, usageType },
    serviceRegions: [region],
    pricingInfo: [
      {
        summary: '',
        pricingExpression: {
          usageUnit,
          displayQuantity: 1,
          tieredRates: [
            {
              startUsageAmount: 0,
              unitPrice: { currencyCode: 'USD', units, nanos: Number(fraction.padEnd(9, '0').slice(0, 9)) },
            },
          ],
          usageUnitDescription: usageUnit === 'h' ? 'hour' : 'gibibyte hour',
          baseUnit: usageUnit === 'h' ? 's' : 'By.s',
          baseUnitDescription: usageUnit === 'h' ? 'second' : 'byte second',
          baseUnitConversionFactor: usageUnit === 'h' ? 3600 : 3865470566400,
        },
        currencyConversionRate: 1,
        effectiveTime: '2026-11-20T08:00:00Z',
      },
    ],
    serviceProviderName: 'Google',
    geoTaxonomy: { type: 'REGIONAL', regions: [region] },
  };
}
