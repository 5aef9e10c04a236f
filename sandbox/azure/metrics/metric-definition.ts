import type { AzureRecord, AzureType } from '../../world/azure/records';
import type { AzureSnapshot } from '../../world/azure/world';

export const aggregations = ['average', 'minimum', 'maximum', 'total', 'count'] as const;
export type Aggregation = (typeof aggregations)[number];

/** One line of a metric: what tells it from the metric's other lines, and what was measured when. */
export interface MetricLine {
  dimensions: Readonly<Record<string, string>>;
  /** What was measured in the grain that begins then; null when nothing was. */
  sample(at: Date): number | null;
}

/** A metric as the vendor lists it. */
export interface MetricDefinition {
  name: string;
  /** The vendor's label, which need not tell the unit: percentages and light levels come as `Count`. */
  unit: 'Count' | 'Percent' | 'Bytes' | 'BytesPerSecond' | 'BitsPerSecond' | 'MilliSeconds';
  /** What is answered when the caller asks for no aggregation. */
  aggregation: Aggregation;
  /** Shortest interval it can be asked for, which is how often it is measured. */
  grainMinutes: number;
  dimensions: readonly string[];
  lines(record: AzureRecord, world: AzureSnapshot): MetricLine[];
}

/** What there is to measure about the things of one type. */
export interface MetricNamespace {
  type: AzureType;
  metrics: readonly MetricDefinition[];
}
