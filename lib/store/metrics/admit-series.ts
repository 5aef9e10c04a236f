import type { MetricPoint } from '@/lib/domain/metric';
import { type MetricBatch, type MetricRefusals, toleratedAheadMs } from './metric-store';
import { type SeriesTraits, toSeriesKey } from './series-key';

/** A series with the samples of it that may be written. */
export interface AdmittedSeries {
  traits: SeriesTraits;
  group: string;
  attributesText: string;
  /** Milliseconds since 1970, rising, each once. Never empty. */
  times: readonly number[];
  values: readonly number[];
}

export interface AdmittedBatch {
  series: AdmittedSeries[];
  refused: Pick<MetricRefusals, 'notFinite' | 'ahead' | 'tooOld'>;
}

/**
 * What of a batch may be written: finite values, at moments that are neither ahead of the clock nor past their keeping.
 * Of two values of one series and moment the later in the batch stands. Series left without a sample are left out.
 */
export function admitSeries({ series, now }: Pick<MetricBatch, 'series' | 'now'>, rawMs: number): AdmittedBatch {
  const bounds = { earliest: now.getTime() - rawMs, latest: now.getTime() + toleratedAheadMs };
  const refused = { notFinite: 0, ahead: 0, tooOld: 0 };
  const admitted = new Map<string, AdmittedSeries>();
  for (const one of series) {
    const points = one.points.filter((point) => mayStand(point, bounds, refused));
    if (points.length === 0) continue;
    const { group, attributes } = toSeriesKey(one);
    const key = `${group}\n${attributes}`;
    const before = admitted.get(key);
    const samples = inOrder([...(before ? toPoints(before) : []), ...points]);
    admitted.set(key, { traits: one, group, attributesText: attributes, ...samples });
  }
  return { series: [...admitted.values()], refused };
}

function mayStand(
  { at, value }: MetricPoint,
  { earliest, latest }: { earliest: number; latest: number },
  refused: AdmittedBatch['refused'],
): boolean {
  const time = at.getTime();
  if (!Number.isFinite(value) || Number.isNaN(time)) refused.notFinite += 1;
  else if (time > latest) refused.ahead += 1;
  else if (time < earliest) refused.tooOld += 1;
  else return true;
  return false;
}

function toPoints({ times, values }: AdmittedSeries): MetricPoint[] {
  return times.flatMap((time, index) => {
    const value = values[index];
    return value === undefined ? [] : [{ at: new Date(time), value }];
  });
}

/** Negative zero is stored as zero: no source means a difference. */
function inOrder(points: readonly MetricPoint[]): { times: number[]; values: number[] } {
  const times: number[] = [];
  const values: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  let isInOrder = true;
  for (const { at, value } of points) {
    const time = at.getTime();
    if (time <= last) isInOrder = false;
    last = time;
    times.push(time);
    values.push(value + 0);
  }
  if (isInOrder) return { times, values };
  const byTime = new Map(points.map(({ at, value }) => [at.getTime(), value + 0]));
  const sorted = [...byTime].sort(([left], [right]) => left - right);
  return { times: sorted.map(([time]) => time), values: sorted.map(([, value]) => value) };
}
