/** What a series' values are, as exporters declare it. */
export type MetricType = 'counter' | 'gauge' | 'untyped';

/** A metric as an exporter declares it. */
export interface MetricFamily {
  name: string;
  type: MetricType;
  help: string;
}

export type Labels = Readonly<Record<string, string>>;

/** A stretch of time in which the same sets of labels are told: as many series as there are sets, all of one value. */
export interface LabelStay {
  fromMs: number;
  untilMs: number;
  sets: readonly Labels[];
}

/** One series of an exporter: its labels, and its value at any moment. Pure; the value may be NaN, and null where the exporter leaves the series out. */
export interface ExporterSeries {
  family: MetricFamily;
  labels: Labels;
  valueAt(ms: number): number | null;
  /** Labels that come and go beside those that stay; absent: there are none, and always one series. */
  labelsAt?(ms: number): LabelStay;
  /** How the exporter writes the value where a number would lose digits; absent elsewhere. */
  exactText?: string;
}

/** One thing the server scrapes. */
export interface ScrapeTarget {
  job: string;
  instance: string;
  /** Labels the configuration adds beside job and instance. */
  labels: Labels;
  /** Where the real exporter would be. */
  url: string;
  /** Which page of exporters shows it. */
  page: string;
  series: readonly ExporterSeries[];
  /** Why it cannot be scraped; null while it can. */
  downSince: { reason: string } | null;
}
