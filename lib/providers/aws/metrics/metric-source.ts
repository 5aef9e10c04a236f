import type { MetricName, MetricSubject } from '@/lib/domain/metric';
import type { AwsPlace } from '../connect/region-context';

/** The dimensions of one CloudWatch metric, by name. */
export type Dimensions = Readonly<Record<string, string>>;

/** How one metric name of CloudWatch's becomes one of ours. */
export interface MetricSource {
  /** As CloudWatch lists it, without its namespace. */
  name: string;
  metric: MetricName;
  subject: MetricSubject;
  /** Our value for one of CloudWatch's. */
  toUnit: (value: number) => number;
  /** What a metric with these dimensions is about; null for a roll-up over many things, which is about none of them. */
  identify: (dimensions: Dimensions, place: AwsPlace) => Record<string, string> | null;
}

/** The metrics of one namespace that are read, the more important first: a cap cuts off the last. */
export interface MetricGroup {
  namespace: string;
  sources: readonly MetricSource[];
}

export const asIs = (value: number): number => value;
export const fromPercent = (value: number): number => value / 100;
/** Of the driver's memory figures, which say neither MiB nor bytes. */
export const fromMebibytes = (value: number): number => value * 2 ** 20;

/** The attribute, where there is a value for it. */
export function told(key: string, value: string | undefined): Record<string, string> {
  return value === undefined || value === '' ? {} : { [key]: value };
}
