import type { ExporterSeries, Labels } from '../../world/prometheus/series';
import type { StoredSeries } from './stored-series';

/** From the first to the last moment that is asked for. */
export interface TimeSpan {
  fromMs: number;
  toMs: number;
}

/** What a target tells under labels that come and go: one series after another, or several at a time. */
export interface MovingSeries extends Omit<StoredSeries, 'labels'> {
  labelsAt: NonNullable<ExporterSeries['labelsAt']>;
  /** The labels of a series, of a set that moves. */
  attach(moving: Labels): Labels;
  /** Series by their set, so that whoever asks twice gets the same one. */
  known: Map<string, StoredSeries>;
}

const mostKnown = 500;

/** Each series that there is within a span of time, once. */
export function seriesWithin(moving: MovingSeries, { fromMs, toMs }: TimeSpan): StoredSeries[] {
  const found = new Set<StoredSeries>();
  for (let ms = fromMs; ms <= toMs; ms = moving.labelsAt(ms).untilMs) {
    for (const set of moving.labelsAt(ms).sets) found.add(seriesOf(moving, set));
  }
  return [...found];
}

function seriesOf(moving: MovingSeries, set: Labels): StoredSeries {
  const key = keyOf(set);
  const found = moving.known.get(key);
  if (found) return found;
  const { labelsAt, attach, offsetMs, isScraped } = moving;
  const made: StoredSeries = {
    labels: attach(set),
    offsetMs,
    isScraped,
    valueAt: (ms) => (labelsAt(ms).sets.some((each) => keyOf(each) === key) ? moving.valueAt(ms) : null),
  };
  if (moving.known.size >= mostKnown) moving.known.clear();
  moving.known.set(key, made);
  return made;
}

const keys = new WeakMap<Labels, string>();

function keyOf(set: Labels): string {
  const known = keys.get(set) ?? JSON.stringify(set);
  keys.set(set, known);
  return known;
}
