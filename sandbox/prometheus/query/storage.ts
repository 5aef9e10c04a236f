import type { Labels, ScrapeTarget } from '../../world/prometheus/series';
import { scrapeIntervalMs } from '../../world/prometheus/world';
import { type Matcher, QueryError } from './parse';

/** A series as the server keeps it: with the labels of its target. */
export interface StoredSeries {
  /** With `__name__`. */
  labels: Labels;
  /** Null where the target left the series out. */
  valueAt(ms: number): number | null;
  /** Milliseconds after each full interval at which its target is scraped. */
  offsetMs: number;
  /** Samples end while the target cannot be scraped. */
  isScraped: boolean;
}

/** What a server has of its targets, found by name. */
export class SeriesStorage {
  readonly #byName = new Map<string, StoredSeries[]>();

  constructor(targets: readonly ScrapeTarget[]) {
    targets.forEach((target, place) => {
      const offsetMs = (place * 617) % scrapeIntervalMs;
      const isScraped = target.downSince === null;
      const add = (name: string, labels: Labels, valueAt: StoredSeries['valueAt'], isKept: boolean) => {
        const stored = {
          labels: { __name__: name, ...labels, job: target.job, instance: target.instance, ...target.labels },
          valueAt,
          offsetMs,
          isScraped: isKept,
        };
        const known = this.#byName.get(name);
        if (known) known.push(stored);
        else this.#byName.set(name, [stored]);
      };
      for (const { family, labels, valueAt } of target.series) add(family.name, labels, valueAt, isScraped);
      add('up', {}, () => (isScraped ? 1 : 0), true);
      add('scrape_duration_seconds', {}, () => (isScraped ? 0.031 : 10), true);
      add('scrape_samples_scraped', {}, () => (isScraped ? target.series.length : 0), true);
    });
  }

  get names(): string[] {
    return [...this.#byName.keys()].sort();
  }

  get size(): number {
    return [...this.#byName.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** Every series that fits all matchers, whether it has samples or not. */
  select(matchers: readonly Matcher[]): StoredSeries[] {
    const tests = matchers.map(toTest);
    const name = matchers.find(({ label, operator }) => label === '__name__' && operator === '=');
    const candidates = name ? (this.#byName.get(name.value) ?? []) : [...this.#byName.values()].flat();
    return candidates.filter(({ labels }) => tests.every((test) => test(labels)));
  }
}

function toTest({ label, operator, value }: Matcher): (labels: Labels) => boolean {
  const readLabel = (labels: Labels) => labels[label] ?? '';
  if (operator === '=') return (labels) => readLabel(labels) === value;
  if (operator === '!=') return (labels) => readLabel(labels) !== value;
  const pattern = compile(value);
  return operator === '=~' ? (labels) => pattern.test(readLabel(labels)) : (labels) => !pattern.test(readLabel(labels));
}

function compile(value: string): RegExp {
  try {
    return new RegExp(`^(?:${value})$`, 's');
  } catch (error) {
    if (error instanceof SyntaxError) throw new QueryError(`error parsing regexp: ${value}`);
    throw error;
  }
}

/** A sample: milliseconds, value. */
export type Sample = readonly [number, number];

/** The latest sample up to `ms`, no older than the server looks back; null where there is none. */
export function sampleBefore(series: StoredSeries, ms: number): Sample | null {
  if (!series.isScraped) return null;
  const at = Math.floor((ms - series.offsetMs) / scrapeIntervalMs) * scrapeIntervalMs + series.offsetMs;
  const value = series.valueAt(at);
  return value === null ? null : [at, value];
}

/** Samples after `fromMs` up to `toMs`, in order. */
export function samplesWithin(series: StoredSeries, fromMs: number, toMs: number): Sample[] {
  if (!series.isScraped) return [];
  const samples: Sample[] = [];
  const first = Math.floor((fromMs - series.offsetMs) / scrapeIntervalMs) + 1;
  for (let at = first * scrapeIntervalMs + series.offsetMs; at <= toMs; at += scrapeIntervalMs) {
    const value = series.valueAt(at);
    if (value !== null) samples.push([at, value]);
  }
  return samples;
}
