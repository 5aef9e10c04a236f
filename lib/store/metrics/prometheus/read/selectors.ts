import type { SeriesFilter, SeriesIdentity, StoredSeries } from '../../metric-store';
import { toLabelName, toLabelValue } from '../names/label-names';
import { ownLabels, toLabels, toSeriesName } from '../names/series-labels';

/** Of one label, the values it may have. */
interface Choice {
  label: string;
  values: readonly string[];
}

/** Engines bound how long a question may be, VictoriaMetrics at 16 KiB; this much goes to one choice. */
const longestChoice = 6_000;

/**
 * Selectors that together find every series of a filter, no series twice. They may find more where two lists are long:
 * `toMeant` tells. None: the filter matches nothing.
 */
export function toSelectors(filter: SeriesFilter): string[] {
  const { metrics, connectionIds, subject, attributes = {} } = filter;
  const choices: Choice[] = [{ label: '__name__', values: metrics.map(toSeriesName) }];
  if (connectionIds !== undefined)
    choices.push({ label: ownLabels.connection, values: connectionIds.map((id) => toLabelValue(id)) });
  if (subject !== undefined) choices.push({ label: ownLabels.subject, values: [subject] });
  for (const [key, values] of Object.entries(attributes))
    choices.push({ label: toLabelName(key), values: values.map((value) => toLabelValue(value.toWellFormed())) });
  if (choices.some(({ values }) => values.length === 0)) return [];
  const [longest, ...others] = choices.toSorted((left, right) => lengthOf(right) - lengthOf(left));
  if (longest === undefined) return [];
  const matchers = others.filter((choice) => lengthOf(choice) <= longestChoice / 2).map(toMatcher);
  return split(longest).map((part) => `{${[toMatcher(part), ...matchers].join(',')}}`);
}

/** The selector of one series; others that carry attributes beside its own are found too. */
export function toSelector(series: SeriesIdentity): string {
  const matchers = toLabels(series).map(({ name, value }) => toMatcher({ label: name, values: [value] }));
  return `{${matchers.join(',')}}`;
}

/** Tells whether a filter means a series. */
export function toMeant(filter: SeriesFilter): (series: StoredSeries) => boolean {
  const metrics = new Set(filter.metrics);
  const connections = filter.connectionIds === undefined ? null : new Set(filter.connectionIds);
  const attributes = Object.entries(filter.attributes ?? {}).map(([key, values]) => ({ key, values: new Set(values) }));
  return (series) =>
    metrics.has(series.metric) &&
    (connections === null || connections.has(series.connectionId)) &&
    (filter.subject === undefined || filter.subject === series.subject) &&
    attributes.every(({ key, values }) => {
      const value = series.attributes[key];
      return value !== undefined && values.has(value);
    });
}

function split({ label, values }: Choice): Choice[] {
  const parts: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const value of new Set(values)) {
    length += value.length + 1;
    const last = parts.at(-1);
    if (last !== undefined && length <= longestChoice) last.push(value);
    else {
      parts.push([value]);
      length = value.length;
    }
  }
  return parts.map((part) => ({ label, values: part }));
}

function lengthOf({ values }: Choice): number {
  return values.reduce((sum, value) => sum + value.length + 1, 0);
}

function toMatcher({ label, values }: Choice): string {
  const [only, ...others] = new Set(values);
  if (only !== undefined && others.length === 0) return `${label}=${quote(only)}`;
  return `${label}=~${quote([...new Set(values)].map(escapePattern).join('|'))}`;
}

/** As JSON does it: the language reads the same escapes. */
function quote(text: string): string {
  return JSON.stringify(text);
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
