import type { CauseDimension } from './anomaly';

/**
 * What made an anomaly: its costs against those of comparable days before, told apart by each dimension. Amounts are exact
 * decimal text. The changes of the values of a dimension, with those of the others, add up to the change of the whole.
 */
export interface AnomalyCause {
  /** The days of the anomaly, and the days they are compared with, in their order. */
  days: string[];
  comparedWith: string[];
  whole: CauseChange;
  /** What explains four fifths of the change or more, each within the one before it; empty: it is spread. */
  path: CauseStep[];
  dimensions: CauseBreakdown[];
  effects: CauseEffects;
  /** Rows of either days that do not tell their cost. */
  untoldRows: number;
}

/** What something cost on the days compared with, and on those of the anomaly. */
export interface CauseChange {
  before: string;
  now: string;
  change: string;
}

/** A value that explains most of the change. `value` null: rows that have none. */
export interface CauseStep extends CauseChange {
  dimension: CauseDimension;
  value: string | null;
  /** No row of the days compared with has it. */
  isNew: boolean;
}

/** The values of a dimension, the largest changes first, and how many others there are. */
export interface CauseBreakdown {
  dimension: CauseDimension;
  shown: (CauseChange & { value: string | null; isNew: boolean })[];
  others: (CauseChange & { values: number }) | null;
}

/**
 * The change by what moved, SKU by SKU: more or less was used at the price of before; the price moved; SKUs came or went;
 * and what bills do not tell a quantity of. They add up to the change of the whole.
 */
export interface CauseEffects {
  quantity: string;
  price: string;
  appeared: string;
  gone: string;
  untold: string;
}
