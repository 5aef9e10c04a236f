import { EngineFault } from '../connect/engine-fault';

/** A series as an engine answers it: its labels, and its samples in order of time. */
export interface ServedSeries {
  labels: Record<string, string>;
  /** Milliseconds since 1970. */
  times: number[];
  values: number[];
}

/*
 * Checked by hand: an answer holds millions of samples, and a schema would take longer over them than the engine did. What
 * is no number (`NaN`, which marks the end of a series too, and infinities) is no sample.
 */

/** The series of a matrix (`values`) or of a vector (`value`). Throws an `EngineFault` when it is neither. */
export function parseSeries(data: unknown): ServedSeries[] {
  if (!isRecord(data) || !Array.isArray(data.result)) throw unusable();
  const isVector = data.resultType === 'vector';
  if (!isVector && data.resultType !== 'matrix') throw unusable();
  return data.result.map((one: unknown) => {
    if (!isRecord(one)) throw unusable();
    const pairs = isVector ? [one.value] : one.values;
    if (!Array.isArray(pairs)) throw unusable();
    return { labels: parseLabels(one.metric), ...parsePairs(pairs) };
  });
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
    if (typeof seconds !== 'number' || typeof text !== 'string' || text === '') throw unusable();
    const value = Number(text);
    if (Number.isFinite(value)) {
      times.push(Math.round(seconds * 1000));
      values.push(value);
    } else if (!/^(NaN|[+-]?Inf)$/.test(text)) throw unusable();
  }
  return { times, values };
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
