import type { Amount } from './amount';
import type { CostBasis } from './billing-delivery';

/**
 * How usage was paid for. `covered`: by a commitment. `unnamed`: by a commitment that the bill does not name, so that what
 * it cost stands on a fee and not on the usage. `unused`: paid for by a commitment, and used by nothing. `untold`: by a
 * commitment, and the bill does not say whether anything used it. `on-demand`, `spot`: FOCUS's Standard and Dynamic.
 * `other`: the bill says something else, or nothing. `purchase`: the fee of a commitment. `adjustment`: any other charge
 * that names one, such as a credit.
 */
export const commitmentClasses = [
  'covered',
  'unnamed',
  'unused',
  'untold',
  'on-demand',
  'spot',
  'other',
  'purchase',
  'adjustment',
] as const;
export type CommitmentClass = (typeof commitmentClasses)[number];

/** What usage ran on: machines with accelerators, other compute, or neither. */
export const capacities = ['gpu', 'compute', 'other'] as const;
export type Capacity = (typeof capacities)[number];

/** What usage is valued at that a commitment covered: at prices negotiated, or at public ones. */
export const onDemandPrices = ['contracted', 'list'] as const;
export type OnDemandPrice = (typeof onDemandPrices)[number];

/**
 * What commitment sums are by, beside provider, currency and class. `whole`: usage, by nothing more; `committed`: what
 * names a commitment, by nothing more.
 */
export const commitmentCuts = ['whole', 'service', 'region', 'gpu-model', 'committed', 'commitment'] as const;
export type CommitmentCut = (typeof commitmentCuts)[number];

/**
 * What is added up of rows. `quantity`: in the commitment's own unit. `hours`: of whole machines, never of their cores,
 * memory or accelerators. `gpu-hours`: of accelerators.
 */
export const commitmentMeasures = [
  'billed',
  'effective',
  'list',
  'contracted',
  'quantity',
  'hours',
  'gpu-hours',
] as const;
export type CommitmentMeasure = (typeof commitmentMeasures)[number];

/** What sums by each cut hold; they tell no other measure. */
export const measuresOfCut: Readonly<Record<CommitmentCut, readonly CommitmentMeasure[]>> = {
  whole: ['effective', 'list', 'contracted', 'hours', 'gpu-hours'],
  service: ['effective', 'list', 'contracted'],
  region: ['effective', 'list', 'contracted'],
  'gpu-model': ['effective', 'list', 'contracted'],
  committed: ['effective'],
  commitment: ['billed', 'effective', 'list', 'contracted', 'quantity'],
};

/** A sum of one measure. `amount` null: no row tells it. `untold`: of so many of the `rows` it is not told. */
export interface ToldSum {
  amount: Amount | null;
  rows: number;
  untold: number;
}

/** What is told of a sum; `onDemand`: what the usage is valued at on demand, at the price that was asked for. */
export type SumFigure = 'billed' | 'effective' | 'onDemand' | 'quantity' | 'hours' | 'gpuHours';

/** Rows of one kind, added up. */
export interface CommitmentSum {
  basis: CostBasis;
  provider: string | null;
  currency: string | null;
  /** The cut's value; of the cut `commitment` the commitment's id. Null: the rows name none. */
  value: string | null;
  class: CommitmentClass;
  capacity: Capacity;
  /**
   * Whether it counts for coverage: usage that a commitment covers, and on-demand usage of a service and category of which
   * the same bill has covered usage.
   */
  isEligible: boolean;
  /** What the cut does not hold is told by no row. */
  told: Readonly<Record<SumFigure, ToldSum>>;
}

/** What bills say of a commitment beside money; null: not told. */
export interface BilledCommitment {
  id: string;
  provider: string | null;
  name: string | null;
  type: string | null;
  category: string | null;
  /** What its quantity is counted in: hours of machines, or a currency. */
  unit: string | null;
}

/** The sum of what two tell; null: neither tells anything. */
export function addTold(one: Amount | null, other: Amount | null): Amount | null {
  if (one === null) return other;
  return other === null ? one : one + other;
}
