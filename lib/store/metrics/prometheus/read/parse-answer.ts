import { EngineFault } from '../connect/engine-fault';

/** Samples in order of time. */
export interface ServedColumns {
  /** Milliseconds since 1970. */
  times: number[];
  values: number[];
}

/** A series as an engine answers it. */
export interface ServedSeries extends ServedColumns {
  labels: Record<string, string>;
}

/*
 * Checked by hand: an answer holds millions of samples, and a schema would take longer over them than the engine did. What
 * is no number (`NaN`, which marks the end of a series too, and infinities) is no sample.
 */

/**
 * The series of a matrix (`values`) or of a vector (`value`); `lifted` are samples taken out before, in the order of their
 * series. Throws an `EngineFault` when it is neither.
 */
export function parseSeries(data: unknown, lifted: readonly ServedColumns[] = []): ServedSeries[] {
  let used = 0;
  if (!isRecord(data) || !Array.isArray(data.result)) throw unusable();
  const isVector = data.resultType === 'vector';
  if (!isVector && data.resultType !== 'matrix') throw unusable();
  const series = data.result.map((one: unknown) => {
    if (!isRecord(one)) throw unusable();
    const columns = one.values === used ? lifted[used] : undefined;
    if (columns !== undefined) {
      used += 1;
      return { labels: parseLabels(one.metric), times: columns.times, values: columns.values };
    }
    const pairs = isVector ? [one.value] : one.values;
    if (!Array.isArray(pairs)) throw unusable();
    return { labels: parseLabels(one.metric), ...parsePairs(pairs) };
  });
  if (used !== lifted.length) throw unusable();
  return series;
}

/** The label sets of an answer to `series`. */
export function parseLabelSets(data: unknown): Record<string, string>[] {
  if (!Array.isArray(data)) throw unusable();
  return data.map(parseLabels);
}

function parsePairs(pairs: readonly unknown[]): { times: number[]; values: number[] } {
  const times: number[] = [];
  const values: number[] = [];
  for (const pair of pairs) {
    if (!Array.isArray(pair)) throw unusable();
    const [seconds, text]: unknown[] = pair;
    if (typeof seconds !== 'number' || typeof text !== 'string') throw unusable();
    const value = toSample(text);
    if (value === null) throw unusable();
    if (!Number.isFinite(value)) continue;
    times.push(Math.round(seconds * 1000));
    values.push(value);
  }
  return { times, values };
}

/** The number a sample's text is, be it finite or not; null when it is none. */
export function toSample(text: string): number | null {
  if (/^[+-]?Inf$/.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const value = Number(text);
  return text.trim() === '' || (Number.isNaN(value) && text !== 'NaN') ? null : value;
}

function parseLabels(labels: unknown): Record<string, string> {
  if (!isRecord(labels) || !isOfText(labels)) throw unusable();
  return labels;
}

function isOfText(record: Record<string, unknown>): record is Record<string, string> {
  for (const name in record) if (typeof record[name] !== 'string') return false;
  return true;
}

function unusable(): EngineFault {
  return new EngineFault('unexpected', 'The metric store answered with something that is no answer to the question.');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
