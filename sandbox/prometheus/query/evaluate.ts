import type { Labels } from '../../world/prometheus/series';
import type { TimeSpan } from './moving-series';
import type { Aggregation, Aggregator, Expression, OverRange, Selector } from './parse';
import { type Sample, type SeriesStorage, sampleBefore, samplesWithin } from './storage';
import type { StoredSeries } from './stored-series';

/** One element of an instant vector. */
export interface Element {
  labels: Labels;
  value: number;
}

/** What an expression is at a moment; a number has no labels. */
export type Instant = { kind: 'vector'; elements: Element[] } | { kind: 'scalar'; value: number };

/** Finds the series once, for evaluation at the many moments of a span of time. */
export function prepare(storage: SeriesStorage, expression: Expression, span: TimeSpan): (ms: number) => Instant {
  switch (expression.kind) {
    case 'number':
      return () => ({ kind: 'scalar', value: expression.value });
    case 'selector':
      return prepareSelector(selectWithin(storage, expression, span), expression);
    case 'over-range':
      return prepareOverRange(selectWithin(storage, expression.selector, span), expression);
    case 'aggregation': {
      const inner = prepare(storage, expression.inner, span);
      return (ms) => aggregate(expression, inner(ms));
    }
  }
}

/** The series of what a selector reaches back to from a span of time. */
function selectWithin(storage: SeriesStorage, selector: Selector, { fromMs, toMs }: TimeSpan): StoredSeries[] {
  const { matchers, rangeMs, offsetMs } = selector;
  return storage.select(matchers, { fromMs: fromMs - offsetMs - (rangeMs ?? 0), toMs: toMs - offsetMs });
}

function prepareSelector(found: readonly StoredSeries[], { offsetMs }: Selector): (ms: number) => Instant {
  return (ms) => {
    const elements: Element[] = [];
    for (const series of found) {
      const sample = sampleBefore(series, ms - offsetMs);
      if (sample) elements.push({ labels: series.labels, value: sample[1] });
    }
    return { kind: 'vector', elements };
  };
}

function prepareOverRange(
  found: readonly StoredSeries[],
  { name, selector: { rangeMs, offsetMs } }: OverRange,
): (ms: number) => Instant {
  const lengthMs = rangeMs ?? 0;
  const named = found.map((series) => ({
    series,
    labels: name === 'last_over_time' ? series.labels : nameless(series.labels),
  }));
  return (ms) => {
    const end = ms - offsetMs;
    const elements: Element[] = [];
    for (const { series, labels } of named) {
      const samples = samplesWithin(series, end - lengthMs, end);
      const value = overRange(name, samples, end - lengthMs, end);
      if (value !== null) elements.push({ labels, value });
    }
    return { kind: 'vector', elements };
  };
}

/** Every sample of a range selector. */
export function evaluateMatrix(storage: SeriesStorage, selector: Selector, ms: number) {
  const { rangeMs, offsetMs } = selector;
  const end = ms - offsetMs;
  return selectWithin(storage, selector, { fromMs: ms, toMs: ms })
    .map((series) => ({ labels: series.labels, samples: samplesWithin(series, end - (rangeMs ?? 0), end) }))
    .filter(({ samples }) => samples.length > 0);
}

function overRange(name: OverRange['name'], samples: readonly Sample[], startMs: number, endMs: number): number | null {
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last) return null;
  const values = samples.map(([, value]) => value);
  const sum = () => values.reduce((total, value) => total + value, 0);
  switch (name) {
    case 'avg_over_time':
      return sum() / values.length;
    case 'sum_over_time':
      return sum();
    case 'max_over_time':
      return Math.max(...values);
    case 'min_over_time':
      return Math.min(...values);
    case 'count_over_time':
      return values.length;
    case 'last_over_time':
      return last[1];
    case 'irate': {
      const before = samples.at(-2);
      if (!before) return null;
      const grown = last[1] < before[1] ? last[1] : last[1] - before[1];
      return grown / ((last[0] - before[0]) / 1000);
    }
    default:
      return extrapolate(name, samples, first, last, startMs, endMs);
  }
}

/** Growth over the whole range, drawn on from the samples within it to its ends, as Prometheus does. */
function extrapolate(
  name: 'rate' | 'increase' | 'delta',
  samples: readonly Sample[],
  first: Sample,
  last: Sample,
  startMs: number,
  endMs: number,
): number | null {
  if (samples.length < 2) return null;
  const isCounter = name !== 'delta';
  let growth = last[1] - first[1];
  if (isCounter) {
    for (let place = 1; place < samples.length; place++) {
      const [before, after] = [samples[place - 1], samples[place]];
      if (before && after && after[1] < before[1]) growth += before[1];
    }
  }
  const sampled = (last[0] - first[0]) / 1000;
  const usual = sampled / (samples.length - 1);
  let toStart = (first[0] - startMs) / 1000;
  let toEnd = (endMs - last[0]) / 1000;
  if (toStart >= usual * 1.1) toStart = usual / 2;
  if (toEnd >= usual * 1.1) toEnd = usual / 2;
  if (isCounter && growth > 0 && first[1] >= 0) toStart = Math.min(toStart, sampled * (first[1] / growth));
  const whole = growth * ((sampled + toStart + toEnd) / sampled);
  return name === 'rate' ? whole / ((endMs - startMs) / 1000) : whole;
}

function aggregate({ name, grouping }: Aggregation, inner: Instant): Instant {
  if (inner.kind === 'scalar') return { kind: 'vector', elements: [] };
  const groups = new Map<string, { labels: Labels; values: number[] }>();
  for (const { labels, value } of inner.elements) {
    const kept = groupLabels(grouping, labels);
    const key = JSON.stringify(kept);
    const group = groups.get(key);
    if (group) group.values.push(value);
    else groups.set(key, { labels: kept, values: [value] });
  }
  const elements = [...groups.values()].map(({ labels, values }) => ({ labels, value: fold(name, values) }));
  return { kind: 'vector', elements };
}

function groupLabels(grouping: Aggregation['grouping'], labels: Labels): Labels {
  if (grouping === null) return {};
  const entries = Object.entries(labels).filter(([label]) =>
    grouping.without ? label !== '__name__' && !grouping.labels.includes(label) : grouping.labels.includes(label),
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function fold(name: Aggregator, values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (name) {
    case 'sum':
      return sum;
    case 'avg':
      return sum / values.length;
    case 'count':
      return values.length;
    case 'max':
      return Math.max(...values);
    case 'min':
      return Math.min(...values);
  }
}

function nameless({ __name__: _, ...labels }: Labels): Labels {
  return labels;
}
