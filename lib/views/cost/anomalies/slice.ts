import type { CostPoint } from '@/lib/analytics/anomalies/cost-point';
import type { AnomalyRhythm, WatchedDimension } from '@/lib/domain/cost/anomaly';
import type { CostBasis, CostMetric } from '@/lib/domain/cost/billing-delivery';

/** Which costs are watched: one value of a dimension, of one provider, in one currency and on one basis. */
export interface SliceName {
  provider: string;
  currency: string | null;
  basis: CostBasis;
  metric: CostMetric;
  /** `provider`: the whole of the provider, and the value is its name. */
  dimension: WatchedDimension;
  value: string;
  rhythm: AnomalyRhythm;
}

/** The costs of a slice, step by step. */
export interface Slice extends SliceName {
  points: CostPoint[];
}

/** What names a slice and the day an anomaly of it began when it was first found, so that what is found again is the same. */
export function toIdentity(name: SliceName, fromDay: string): string {
  const { provider, currency, basis, metric, dimension, value, rhythm } = name;
  return JSON.stringify([provider, currency, basis, metric, dimension, value, rhythm, fromDay]);
}

/** What names a slice, whenever an anomaly of it began. */
export function toSliceText(name: SliceName): string {
  return toIdentity(name, '');
}

/** What is told in one book, and so may be the same money. */
export function toBook({ provider, currency, basis }: SliceName): string {
  return JSON.stringify([provider, currency, basis]);
}
