import type { Metric } from '@aws-sdk/client-cloudwatch';
import type { MetricName, MetricSubject } from '@/lib/domain/metric';
import type { ProviderError } from '../../contract/provider-error';
import type { AwsPlace, RegionContext } from '../connect/region-context';

/** The dimensions of one CloudWatch metric, by name. */
export type Dimensions = Readonly<Record<string, string>>;

/** How one metric name of CloudWatch's becomes one of ours. */
export interface MetricSource {
  /** As CloudWatch lists it, without its namespace. */
  name: string;
  /** A dimension that all it reads have and most roll-ups lack, so that those are not even listed; null: there is none. */
  dimension: string | null;
  metric: MetricName;
  subject: MetricSubject;
  /** Our value for one of CloudWatch's. `count`: over how many devices that is the sum; 1 where it is not. */
  toUnit: (value: number, count: number) => number;
  /**
   * Absent: a level, of which the mean is read. Else a count of what happened since the last value, which comes at least so
   * often: its sum is read over no shorter a period, and told as a rate.
   */
  countedOverSeconds?: 60 | 300;
  /** What a metric with these dimensions is about; null for a roll-up over many things, which is about none of them. */
  identify: (dimensions: Dimensions, place: AwsPlace) => Identified | null;
}

export interface Identified {
  attributes: Record<string, string>;
  count?: number;
}

/** The metrics of one namespace that are read, the more important first: a cap cuts off the last. */
export interface MetricGroup {
  namespace: string;
  sources: readonly MetricSource[];
  /**
   * The sources again, once what the listed metrics are about has been asked for. Absent: their dimensions tell it. Adds
   * what could not be found out to `faults`.
   */
  resolve?(
    context: RegionContext,
    listed: readonly Metric[],
    faults: ProviderError[],
  ): Promise<readonly MetricSource[]>;
}

/** Where the attributes alone say what a metric is about. */
export type ToAttributes = (dimensions: Dimensions, place: AwsPlace) => Record<string, string> | null;

export function byAttributes(toAttributes: ToAttributes): MetricSource['identify'] {
  return (dimensions, place) => {
    const attributes = toAttributes(dimensions, place);
    return attributes && { attributes };
  };
}

export const asIs = (value: number): number => value;
export const fromPercent = (value: number): number => value / 100;
/** Of the driver's memory figures, which say neither MiB nor bytes. */
export const fromMebibytes = (value: number): number => value * 2 ** 20;

/** The attribute, where there is a value for it. */
export function told(key: string, value: string | undefined): Record<string, string> {
  return value === undefined || value === '' ? {} : { [key]: value };
}

/** Null where a name comes twice or a value is missing: such dimensions say nothing for sure. */
export function toDimensions({ Dimensions: listed = [] }: Metric): Dimensions | null {
  const pairs = listed.flatMap(({ Name, Value }): [string, string][] =>
    Name === undefined || Value === undefined ? [] : [[Name, Value]],
  );
  const dimensions = new Map(pairs);
  return dimensions.size === listed.length ? Object.fromEntries(dimensions) : null;
}
