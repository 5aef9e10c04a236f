import type { CostBasis, CostMetric } from '@/lib/domain/cost/billing-delivery';
import {
  type CostAxis,
  type CostDimension,
  type CostTimeBasis,
  isTagDimension,
  toTagKey,
} from '@/lib/domain/cost/cost-dimension';
import { nameProvider } from './provider-words';

interface MetricWords {
  title: string;
  /** What it is, in a sentence or two. */
  says: string;
  /** The column of FOCUS that is added up. */
  column: string;
}

/** The four costs of FOCUS in words. They are never added to one another. */
export const costMetricWords: Record<CostMetric, MetricWords> = {
  billed: {
    title: 'Billed',
    says: 'What the invoice asks for. A commitment counts whole on the day it is charged; what it covers later counts nothing.',
    column: 'BilledCost',
  },
  effective: {
    title: 'Effective',
    says: 'What usage cost after all discounts, with what was paid ahead spread over the usage it covers.',
    column: 'EffectiveCost',
  },
  list: {
    title: 'List',
    says: 'What the same usage would cost at the provider’s public prices, without any discount.',
    column: 'ListCost',
  },
  contracted: {
    title: 'Contracted',
    says: 'What usage costs at the prices you negotiated, before discounts of commitments.',
    column: 'ContractedCost',
  },
};

/** What each dimension is called, and what rows without a value are. */
export const costDimensionWords: Record<CostDimension, { title: string; none: string }> = {
  provider: { title: 'Provider', none: 'No provider told' },
  'billing-account': { title: 'Billing account', none: 'No billing account told' },
  account: { title: 'Account', none: 'No account told' },
  service: { title: 'Service', none: 'No service told' },
  'service-category': { title: 'Service category', none: 'No category told' },
  region: { title: 'Region', none: 'In no region' },
  'gpu-model': { title: 'GPU model', none: 'No GPU, or not told' },
  'charge-category': { title: 'Charge category', none: 'No category told' },
  'pricing-category': { title: 'Pricing category', none: 'No category told' },
  currency: { title: 'Currency', none: 'No currency told' },
  sku: { title: 'SKU', none: 'No SKU told' },
  team: { title: 'Team', none: 'Unallocated' },
  site: { title: 'Site', none: 'Unallocated' },
  owner: { title: 'Owner', none: 'Unallocated' },
  workload: { title: 'Workload', none: 'Unallocated' },
  model: { title: 'Model', none: 'Unallocated' },
};

/** Whose word amounts are. Estimates are told apart and never added to bills. */
export const costBasisWords: Record<CostBasis, { title: string; says: string }> = {
  billed: { title: 'Billed', says: 'From the providers’ bills.' },
  'provider-estimate': { title: 'Provider’s estimate', says: 'The provider says that it is not final.' },
  'own-estimate': { title: 'Our estimate', says: 'Usage at prices entered here; nobody billed it.' },
};

/** Which time totals are of, as it is chosen, and within a sentence. */
export const costTimeWords: Record<CostTimeBasis, { title: string; says: string; before: string }> = {
  'charge-day': { title: 'By charge day', says: 'charged for', before: 'as many days before' },
  'billing-month': { title: 'By billing month', says: 'billed in', before: 'as many months before' },
};

/** What costs are split by: its title, and what rows without a value are. */
export function toAxisWords(axis: CostAxis): { title: string; none: string } {
  if (!isTagDimension(axis)) return costDimensionWords[axis];
  return { title: `Tag ${toTagKey(axis)}`, none: `Without the tag ${toTagKey(axis)}` };
}

/** A dimension's name within a sentence: `service`, `GPU model`. */
export function sayCostDimension(dimension: CostAxis): string {
  if (isTagDimension(dimension)) return `tag ${toTagKey(dimension)}`;
  const { title } = costDimensionWords[dimension];
  return /^[A-Z]{2}/.test(title) ? title : title.toLowerCase();
}

/** A value of a dimension as people read it; the empty text is what has none. */
export function nameCostValue(dimension: CostAxis, value: string): string {
  if (value === '') return toAxisWords(dimension).none;
  return dimension === 'provider' ? nameProvider(value) : value;
}
