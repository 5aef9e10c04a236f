import type { ExporterSeries, Labels, ScrapeTarget } from '../../world/prometheus/series';
import { scrapeIntervalMs } from '../../world/prometheus/world';
import { type MovingSeries, seriesWithin, type TimeSpan } from './moving-series';
import { type Matcher, QueryError } from './parse';
import type { StoredSeries } from './stored-series';

/** What a server has of its targets, found by name. */
export class SeriesStorage {
  readonly #byName = new Map<string, (StoredSeries | MovingSeries)[]>();

  constructor(targets: readonly ScrapeTarget[]) {
    targets.forEach((target, place) => {
      const offsetMs = (place * 617) % scrapeIntervalMs;
      const isScraped = target.downSince === null;
      const own = { job: target.job, instance: target.instance, ...target.labels };
      const add = (name: string, series: Pick<ExporterSeries, 'labels' | 'valueAt' | 'labelsAt'>, isKept: boolean) => {
        const { valueAt, labelsAt } = series;
        const attach = (labels: Labels) => ({ __name__: name, ...besides(own, labels), ...own });
        const common = { valueAt, offsetMs, isScraped: isKept };
        const stored = labelsAt
          ? {
              ...common,
              labelsAt,
              attach: (moving: Labels) => attach({ ...series.labels, ...moving }),
              known: new Map(),
            }
          : { ...common, labels: attach(series.labels) };
        const known = this.#byName.get(name);
        if (known) known.push(stored);
        else this.#byName.set(name, [stored]);
      };
      for (const series of target.series) add(series.family.name, series, isScraped);
      add('up', { labels: {}, valueAt: () => (isScraped ? 1 : 0) }, true);
      add('scrape_duration_seconds', { labels: {}, valueAt: () => (isScraped ? 0.031 : 10) }, true);
      add('scrape_samples_scraped', { labels: {}, valueAt: () => (isScraped ? target.series.length : 0) }, true);
    });
  }

  get names(): string[] {
    return [...this.#byName.keys()].sort();
  }

  get size(): number {
    return [...this.#byName.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** How many series have a name. */
  sizeOf(name: string): number {
    return this.#byName.get(name)?.length ?? 0;
  }

  /** Every series of a span of time that fits all matchers, whether it has samples or not. */
  select(matchers: readonly Matcher[], span: TimeSpan): StoredSeries[] {
    const tests = matchers.map(toTest);
    const name = matchers.find(({ label, operator }) => label === '__name__' && operator === '=');
    const candidates = name ? (this.#byName.get(name.value) ?? []) : [...this.#byName.values()].flat();
    // Samples of its first moments were taken before it.
    const fromMs = span.fromMs - scrapeIntervalMs;
    return candidates
      .flatMap((each) => ('attach' in each ? seriesWithin(each, { ...span, fromMs }) : [each]))
      .filter(({ labels }) => tests.every((test) => test(labels)));
  }
}

/** Labels of a series as a scrape without `honor_labels` keeps them: those that the target has too are `exported_…`. */
function besides(target: Labels, labels: Labels): Labels {
  return Object.fromEntries(
    Object.entries(labels).map(([name, value]) => [name in target ? `exported_${name}` : name, value]),
  );
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
