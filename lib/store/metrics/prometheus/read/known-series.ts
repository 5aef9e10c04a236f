import type { SeriesFilter, StoredSeries } from '../../metric-store';
import { fromLabels, toIdentityKey } from '../names/series-labels';
import { toMeant } from './selectors';

/** A series and what tells it from others. */
export interface KnownSeries {
  key: string;
  series: StoredSeries;
}

/** Reads label sets as series of a filter, each set once however often it is answered. Null: none that is meant. */
export function knowSeries(filter: SeriesFilter): (labels: Record<string, string>) => KnownSeries | null {
  const isMeant = toMeant(filter);
  const known = new Map<string, KnownSeries | null>();
  return (labels) => {
    const text = JSON.stringify(labels);
    const before = known.get(text);
    if (before !== undefined) return before;
    const series = fromLabels(labels);
    const found = series === null || !isMeant(series) ? null : { key: toIdentityKey(series), series };
    known.set(text, found);
    return found;
  };
}
