import type { MetricName, MetricSubject } from '@/lib/domain/metric';
import { toStorableJson, toStorableText } from '../inventory/storable-text';

/** What tells a series from others of its connection. */
export interface SeriesTraits {
  metric: MetricName;
  definition: string;
  subject: MetricSubject;
  attributes: Readonly<Record<string, string>>;
}

/** A series' traits as text: equal for two series exactly when they are one. */
export interface SeriesKey {
  /** What a series shares with those beside it. */
  group: string;
  /** Attributes as JSON, keys in order. */
  attributes: string;
}

export function toSeriesKey({ metric, definition, subject, attributes }: SeriesTraits): SeriesKey {
  return {
    group: `${metric}\n${subject}\n${toStorableText(definition)}`,
    attributes: toStorableJson(JSON.stringify(inOrder(attributes))),
  };
}

/** With keys in order. Most come so. */
function inOrder(attributes: SeriesTraits['attributes']): SeriesTraits['attributes'] {
  const keys = Object.keys(attributes);
  if (keys.every((key, index) => index === 0 || String(keys[index - 1]) < key)) return attributes;
  return Object.fromEntries(keys.sort().map((key) => [key, String(attributes[key])]));
}
