import type { MetricName, MetricSubject } from '@/lib/domain/metric';

/** The labels of a series: its resource's and its metric's. */
export interface SeriesLabels {
  /** The project that was asked. */
  project: string;
  resource: Readonly<Record<string, string>>;
  metric: Readonly<Record<string, string>>;
}

/**
 * How the numbers of a source become the canonical ones. `value`: as they are; `percent`: from 0 to 100, whatever the
 * unit that is written on them says; `by-unit`: percent or ratio, as the unit says; `up`: anything above 0 is up;
 * `rate`: what was counted in an interval, by its length.
 */
export type Conversion = 'value' | 'percent' | 'by-unit' | 'up' | 'rate';

/** One metric type of Cloud Monitoring and what it is here. */
export interface MetricSource {
  type: string;
  /** The monitored resource it is read of, where it is written for several. */
  resourceType: string;
  metric: MetricName;
  subject: MetricSubject;
  conversion: Conversion;
  /** What tells one thing from others; null leaves the series out. */
  attributesOf(labels: SeriesLabels): Record<string, string> | null;
}

/** Metric types that are asked for one after another and reported together. */
export interface MetricGroup {
  name: string;
  sources: readonly MetricSource[];
}
