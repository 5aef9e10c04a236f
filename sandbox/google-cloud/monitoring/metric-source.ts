import type { GoogleRecord } from '../../world/google-cloud/records';
import type { WorldSnapshot } from '../../world/google-cloud/world';
import type { Scope } from '../assets/scope';

export type MetricKind = 'GAUGE' | 'DELTA' | 'CUMULATIVE';
export type ValueType = 'DOUBLE' | 'INT64' | 'BOOL';

/** What a metric is, as its descriptor says. */
export interface MetricDescription {
  type: string;
  kind: MetricKind;
  valueType: ValueType;
  /** UCUM, as Google writes it. */
  unit: string;
  displayName: string;
  description: string;
  labels: readonly string[];
  resourceTypes: readonly string[];
}

/** One series: labels, and the value at the end of each minute. */
export interface Series {
  metricLabels: Record<string, string>;
  resource: { type: string; labels: Record<string, string> };
  /** Of a delta, what the minute before brought; of a total, what has come since `sinceAt`. Null where nothing was measured. */
  valueAt(minute: Date): number | null;
  /** When the total told at an instant began to be counted; needed of cumulative metrics alone. */
  sinceAt?(minute: Date): Date;
}

/** What series are made from. */
export interface SourceContext {
  seed: string;
  world: WorldSnapshot;
  scope: Scope;
  /** From the first to the last moment that is asked for: series of things that come and go are those of this time. */
  span: { fromMs: number; toMs: number };
}

/** A metric and the series there are of it in a project. */
export interface MetricSource extends MetricDescription {
  series(context: SourceContext): Series[];
}

/** Those of a list of things that are in the project asked for. */
export function within<T extends GoogleRecord>(records: readonly T[], scope: Scope): T[] {
  return records.filter((record) => scope.contains(record));
}
