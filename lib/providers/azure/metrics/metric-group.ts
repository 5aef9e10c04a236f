import type { MetricName, MetricSubject } from '@/lib/domain/metric';

/** What Azure may call a metric's unit. Percentages come labelled `Count` as often as `Percent`. */
type AzureUnit = 'Count' | 'Percent' | 'Bytes' | 'BytesPerSecond' | 'BitsPerSecond' | 'MilliSeconds' | 'Unspecified';

/** How one metric of Azure's becomes one of ours. */
export interface AzureMetric {
  /** As the REST API names it. */
  name: string;
  metric: MetricName;
  /** Our value for one of Azure's; null for one that says nothing. */
  toValue: (measured: number) => number | null;
  /** A unit that is not among these is not the metric we know, and is not read. */
  units: readonly AzureUnit[];
  attributes?: Readonly<Record<string, string>>;
}

/** Metrics that are asked for with one call: same resources, grain, aggregation and dimensions. */
export interface MetricGroup {
  namespace: string;
  /** Lower-cased resource type. */
  type: string;
  subject: MetricSubject;
  grainSeconds: 60 | 300;
  aggregation: 'average' | 'maximum' | 'total';
  /** By which its series are told apart, each with the attribute it becomes. */
  dimensions: Readonly<Record<string, string>>;
  /** Their attributes in the spelling that the inventory has too. Absent: as they come. */
  toAttributes?: (told: Record<string, string>) => Record<string, string>;
  metrics: readonly AzureMetric[];
}

/** Our value is so many of Azure's. */
export function times(factor: number): AzureMetric['toValue'] {
  return (measured) => measured * factor;
}
