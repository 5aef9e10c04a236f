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
 * unit that is written on them says; `by-unit`: percent or ratio, as the unit says; `documented`: in the canonical unit
 * as the source's documentation has it, or in the unit that is told; `up`: anything above 0 is up; `rate`: what was
 * counted in an interval, by its length; `growth`: by how much a counter grew a second; `held`: 1 at each moment there is
 * a number; `code`: the attribute of that name at each moment by which its counter grew, or at which a new one stands
 * above 0; nothing where a counter was not seen for long, or fell without a new start.
 */
export type Conversion = 'value' | 'percent' | 'by-unit' | 'documented' | 'up' | 'rate' | 'growth' | 'held' | 'code';

/** To tell by how much a counter grew, its last point before the window is needed: it is looked for so far back. */
export const counterLookBackMs = 5 * 60_000;

/** Whether the conversion takes the difference of two points. */
export function isOfCounter({ conversion }: MetricSource): boolean {
  return conversion === 'growth' || conversion === 'code';
}

/** A whole that is told in parts, a series for each. */
export interface Whole {
  /** The metric's label that tells the parts apart. */
  label: string;
  /** Its values; a moment at which one of them is not told has no sum. */
  parts: readonly string[];
  /** What is read: the sum of the parts, or one part's share of it. */
  take: 'sum' | { shareOf: string };
}

/** One metric type of Cloud Monitoring and what it is here. */
export interface MetricSource {
  type: string;
  /** The monitored resource it is read of, where it is written for several. */
  resourceType: string;
  metric: MetricName;
  subject: MetricSubject;
  conversion: Conversion;
  /** A project has the type only once something has written it: that it is not found is no fault. */
  isWrittenByAgent?: true;
  /** Absent, each series is read by itself. */
  whole?: Whole;
  /** What tells one thing from others; null leaves the series out. */
  attributesOf(labels: SeriesLabels): Record<string, string> | null;
}

/** Metric types that are asked for one after another and reported together. */
export interface MetricGroup {
  name: string;
  sources: readonly MetricSource[];
}

/** The attribute, where there is a value for it. */
export function told(key: string, value: string | undefined): Record<string, string> {
  return value === undefined || value === '' ? {} : { [key]: value };
}
