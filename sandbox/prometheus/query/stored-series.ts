import type { Labels } from '../../world/prometheus/series';

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
