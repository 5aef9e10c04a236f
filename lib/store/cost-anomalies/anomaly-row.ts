import { z } from 'zod';
import type { AnomalyKind, AnomalyRhythm, AnomalyState, WatchedDimension } from '@/lib/domain/cost/anomaly';
import { anomalyKinds, anomalyRhythms, anomalyStates } from '@/lib/domain/cost/anomaly';
import type { AnomalyCause } from '@/lib/domain/cost/anomaly-cause';
import { type CostBasis, type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';

/** A step of an anomaly's course. Amounts are decimal text; null: not known, or nothing could be expected yet. */
export interface CourseStep {
  from: string;
  to: string;
  actual: string | null;
  expected: string | null;
  low: string | null;
  high: string | null;
}

/** An anomaly as it was found. Amounts are decimal text; days are `2026-11-01`. */
export interface FoundRow {
  identity: string;
  provider: string;
  currency: string | null;
  basis: CostBasis;
  metric: CostMetric;
  dimension: WatchedDimension;
  value: string;
  rhythm: AnomalyRhythm;
  kind: AnomalyKind;
  fromDay: string;
  toDay: string;
  actual: string;
  expected: string;
  expectedLow: string;
  expectedHigh: string;
  impact: string;
  score: number;
  course: CourseStep[];
  cause: AnomalyCause | null;
  /** What the cause was read from; null: it was not. */
  causeOf: string | null;
  /** The identity of the anomaly that tells the same money; null: it is told by itself. */
  partOf: string | null;
  /** `expected` when it is like one that somebody called so, which `expectedBy` is the id of. */
  state: 'open' | 'expected';
  expectedBy: string | null;
}

const text = z.string();
const day = z.iso.date();
const amount = z.string();

/** The columns of an anomaly that are read everywhere. */
export const anomalyColumns = `a.id, a.identity, a.provider, a.currency, a.basis, a.metric, a.dimension, a.value, a.rhythm, a.kind,
  to_char(a.from_day, 'YYYY-MM-DD') AS "fromDay", to_char(a.to_day, 'YYYY-MM-DD') AS "toDay",
  trim_scale(a.actual)::text AS actual, trim_scale(a.expected)::text AS expected, trim_scale(a.expected_low)::text AS "expectedLow",
  trim_scale(a.expected_high)::text AS "expectedHigh", trim_scale(a.impact)::text AS impact, a.score,
  a.part_of AS "partOf", a.state, a.expected_by AS "expectedBy", a.found_at AS "foundAt", a.changed_at AS "changedAt"`;

export const anomalyRowSchema = z.object({
  id: text,
  identity: text,
  provider: text,
  currency: text.nullable(),
  basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
  metric: z.enum(costMetrics),
  dimension: z.enum(['provider', 'service', 'account', 'region', 'gpu-model', 'team', 'site', 'charge-category']),
  value: text,
  rhythm: z.enum(anomalyRhythms),
  kind: z.enum(anomalyKinds),
  fromDay: day,
  toDay: day,
  actual: amount,
  expected: amount,
  expectedLow: amount,
  expectedHigh: amount,
  impact: amount,
  score: z.number(),
  partOf: text.nullable(),
  state: z.enum(anomalyStates),
  expectedBy: text.nullable(),
  foundAt: z.date(),
  changedAt: z.date(),
});

/** An anomaly as it is kept. */
export type AnomalyRow = z.infer<typeof anomalyRowSchema>;

/** States that no verdict stands behind. */
export const openStates: readonly AnomalyState[] = ['open', 'acknowledged'];
