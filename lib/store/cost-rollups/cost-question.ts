import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import type { CostDimension } from '@/lib/domain/cost/cost-dimension';
import type { KnownDelivery } from './known-deliveries';

/** Days, the first and the last included: `2026-11-01`. */
export interface DayRange {
  from: string;
  to: string;
}

/** Which costs are asked for, and by what. */
export interface CostQuestion {
  /** All of them count, and tell the metric. */
  deliveries: readonly KnownDelivery[];
  metric: CostMetric;
  /** Null: by nothing; the label of every sum is null then. */
  dimension: CostDimension | null;
  /** Of each dimension the values that count; null among them stands for rows that have none. */
  filters: ReadonlyMap<CostDimension, ReadonlySet<string | null>>;
  /** Null: everything. Else what stands at any of the sites or belongs to any of the teams. */
  reach: { sites: ReadonlySet<string>; teams: ReadonlySet<string> } | null;
  /** Tags as the rows spell their keys: what is split by, and of each the values that count. Absent: none is asked about. */
  tags?: { dimension: string | null; filters: ReadonlyMap<string, ReadonlySet<string | null>> };
  /** Stretches of time are of the months billed in, each told as its first day. Absent: of the days charged for. */
  time?: 'billing-month';
}

/** The dimensions that an answer needs at once. */
export function dimensionsOf({ dimension, filters, reach }: CostQuestion): CostDimension[] {
  return [
    ...(dimension === null ? [] : [dimension]),
    ...filters.keys(),
    ...(reach !== null && reach.sites.size > 0 ? (['site'] as const) : []),
    ...(reach !== null && reach.teams.size > 0 ? (['team'] as const) : []),
  ];
}

/** Whether something with these values counts. */
export function isAskedFor(
  { filters, reach }: CostQuestion,
  toValue: (dimension: CostDimension) => string | null,
): boolean {
  for (const [dimension, values] of filters) if (!values.has(toValue(dimension))) return false;
  if (reach === null) return true;
  const isIn = (values: ReadonlySet<string>, dimension: CostDimension) => {
    const value = values.size === 0 ? null : toValue(dimension);
    return value !== null && values.has(value);
  };
  return isIn(reach.sites, 'site') || isIn(reach.teams, 'team');
}

/** Which stretch of time a day lies in, from 0. */
export type ToBucket = (day: string) => number;

const dayMs = 86_400_000;

/** Days from one to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs;
}

/** A day so many days later. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);
}
