import type { MetricSeries } from '@/lib/domain/metric';
import type { ServedSeries } from './query-series';

/** Something to ask for, and whether the step before the window is needed to tell what a counter grew by. */
export interface GroupQuery {
  expression: string;
  /** The series' name, for expressions whose answers have none. */
  name?: string;
  isCounter?: true;
}

/** The metrics of one exporter. */
export interface MetricGroup {
  /** What it is called in a read, e.g. `DCGM`. */
  name: string;
  queries: readonly GroupQuery[];
  toSeries(served: readonly ServedSeries[]): MetricSeries[] | Promise<MetricSeries[]>;
}

/** Names a few at a time, so that no answer grows too long. */
export function inChunks(names: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(names.length / size) }, (_, index) =>
    names.slice(index * size, (index + 1) * size),
  );
}

/** Where a series was scraped, as the native id of its target; empty where its labels do not say. */
export function toTargetAttribute({ job, instance }: ServedSeries['labels']): Record<string, string> {
  return job && instance ? { resource: `${job}/${instance}` } : {};
}

/** The labels that are there, under other keys. */
export function pickLabels(labels: ServedSeries['labels'], keys: Record<string, string>): Record<string, string> {
  const picked = Object.entries(keys).flatMap(([key, label]) => {
    const value = Object.hasOwn(labels, label) ? labels[label] : undefined;
    return value ? [[key, value]] : [];
  });
  return Object.fromEntries(picked);
}
