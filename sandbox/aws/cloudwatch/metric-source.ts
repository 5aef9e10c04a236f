import type { Dimensions } from './dimensions';
import type { MeasuredMachine, Sender } from './senders';

/** A value that was sent to the service, under everything it could be filed by. */
export interface Emission {
  labels: Dimensions;
  value: number;
}

/** One metric of a namespace: what is sent of it each minute, and under which sets of dimensions it is filed. */
export interface MetricSource {
  namespace: string;
  name: string;
  unit: 'Percent' | 'Bytes' | 'Megabytes' | 'Bytes/Second' | 'Bits/Second' | 'Count' | 'Count/Second' | 'None';
  /** A value is sent for every so many minutes, at their begin; absent: for every minute. */
  everyMinutes?: number;
  /** Names of the dimensions of each set; null where a value is filed under all its labels and nothing else. */
  dimensionSets: readonly (readonly string[])[] | null;
  /** What is sent at an instant; with `device`, of that device alone. */
  emissions(sender: Sender, ms: number, device: number | null): Emission[];
}

/** A metric that machines alone send. */
export interface MachineMetric extends Omit<MetricSource, 'emissions'> {
  emissions(machine: MeasuredMachine, ms: number, device: number | null): Emission[];
}

/** Whether a value is sent for the stretch that begins with a minute. */
export function isSentAt({ everyMinutes = 1 }: MetricSource, ms: number): boolean {
  return (ms / 60_000) % everyMinutes === 0;
}

/** Metrics that machines alone send, as metrics that nothing else does. */
export function ofMachines(metrics: readonly MachineMetric[]): MetricSource[] {
  return metrics.map((metric) => ({
    ...metric,
    emissions: ({ machine }, ms, device) => (machine === null ? [] : metric.emissions(machine, ms, device)),
  }));
}

/** A metric as it is listed. */
export interface ListedMetric {
  namespace: string;
  name: string;
  dimensions: Dimensions;
}

/** Every set of dimensions a value is filed under. */
export function filedUnder({ dimensionSets }: MetricSource, { labels }: Emission): Dimensions[] {
  if (dimensionSets === null) return [labels];
  return dimensionSets.flatMap((names): Dimensions[] => {
    const chosen = names.map((name) => [name, labels[name]] as const);
    return chosen.every(([, value]) => value !== undefined) ? [Object.fromEntries(chosen.map(toPair))] : [];
  });
}

function toPair([name, value]: readonly [string, string | undefined]): [string, string] {
  return [name, value ?? ''];
}

/** Whether a metric of exactly these dimensions holds a value: no fewer and no more. */
export function isFiledUnder({ dimensionSets }: MetricSource, { labels }: Emission, wanted: Dimensions): boolean {
  const names = Object.keys(wanted);
  const isSet =
    dimensionSets === null
      ? Object.keys(labels).length === names.length
      : dimensionSets.some((set) => set.length === names.length && set.every((name) => names.includes(name)));
  return isSet && names.every((name) => labels[name] === wanted[name]);
}
