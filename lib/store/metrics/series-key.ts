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

export function toSeriesKey(traits: SeriesTraits): SeriesKey {
  return { group: toGroupKey(traits), attributes: toAttributesText(traits.attributes) };
}

/** What a series shares with those beside it, as text. */
export function toGroupKey({ metric, definition, subject }: Omit<SeriesTraits, 'attributes'>): string {
  return `${metric}\n${subject}\n${toStorableText(definition)}`;
}

/** Attributes as JSON, keys in order. */
export function toAttributesText(attributes: SeriesTraits['attributes']): string {
  const keys = Object.keys(attributes);
  return toStorableJson(JSON.stringify(isRising(keys) ? attributes : inOrder(attributes, keys)));
}

/** Most are in order as they come. */
function isRising(keys: readonly string[]): boolean {
  let before = '';
  for (const key of keys) {
    if (key < before) return false;
    before = key;
  }
  return true;
}

function inOrder(attributes: SeriesTraits['attributes'], keys: string[]): SeriesTraits['attributes'] {
  const ordered: Record<string, string> = {};
  for (const key of keys.sort()) ordered[key] = String(attributes[key]);
  return ordered;
}
