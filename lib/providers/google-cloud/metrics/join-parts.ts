import type { Whole } from './metric-source';
import { type TimeSeries, toMilliseconds, toNumber } from './to-points';

type Point = NonNullable<TimeSeries['points']>[number];

/** The parts of one thing, by their label's value. */
interface Parts {
  /** Any of them, without the label that tells them apart. */
  series: TimeSeries;
  byPart: Map<string, Map<number, { point: Point; value: number }>>;
}

/** One series for each thing whose parts are all told, with points where they all are, in no order. */
export function joinParts(listed: readonly TimeSeries[], { label, parts, take }: Whole): TimeSeries[] {
  return gatherParts(listed, label).map(({ series, byPart }) => {
    const told = parts.map((part) => byPart.get(part));
    const points = [...(told[0] ?? [])].flatMap(([atMs, { point }]) => {
      const values = told.flatMap((each) => each?.get(atMs)?.value ?? []);
      if (values.length < parts.length) return [];
      const sum = values.reduce((total, value) => total + value, 0);
      const doubleValue = take === 'sum' ? sum : toShare(byPart.get(take.shareOf)?.get(atMs)?.value, sum);
      return doubleValue === null ? [] : [{ ...point, value: { doubleValue } }];
    });
    return { ...series, points };
  });
}

function gatherParts(listed: readonly TimeSeries[], label: string): Parts[] {
  const found = new Map<string, Parts>();
  for (const series of listed) {
    const { [label]: part, ...labels } = series.metric?.labels ?? {};
    if (part === undefined) continue;
    const key = JSON.stringify([Object.entries(labels).sort(), Object.entries(series.resource?.labels ?? {}).sort()]);
    const known = found.get(key) ?? { series: { ...series, metric: { ...series.metric, labels } }, byPart: new Map() };
    found.set(key, known);
    known.byPart.set(part, toMoments(series));
  }
  return [...found.values()];
}

function toMoments({ points }: TimeSeries): Map<number, { point: Point; value: number }> {
  const moments = new Map<number, { point: Point; value: number }>();
  for (const point of points ?? []) {
    const atMs = toMilliseconds(point.interval?.endTime);
    const value = toNumber(point);
    if (atMs !== null && value !== null && !moments.has(atMs)) moments.set(atMs, { point, value });
  }
  return moments;
}

/** Of nothing there is no share. */
function toShare(part: number | undefined, whole: number): number | null {
  return part === undefined || whole <= 0 ? null : part / whole;
}
