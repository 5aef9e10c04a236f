import { toRoundValues } from './to-line-chart';

/** One day of a running sum; numbers are for drawing alone. */
export interface ForecastPoint {
  key: string;
  /** What is told by then; null: nothing, or the day is to come. */
  told: number | null;
  /** What is told is a floor. */
  isFloor: boolean;
  forecast: number | null;
  /** From least to most: half of what may come, and most of it. Null: not told. */
  half: readonly [number, number] | null;
  most: readonly [number, number] | null;
}

/** A stretch of points that follow one another, by their places. */
export interface Stretch {
  first: number;
  last: number;
}

export interface ForecastChartData {
  /** Where the told sum is whole, and where it is a floor; a floor begins at the last whole point. */
  whole: readonly Stretch[];
  floor: readonly Stretch[];
  forecast: readonly Stretch[];
  half: readonly Stretch[];
  most: readonly Stretch[];
  /** Round values of the vertical axis; nought is among them. Null: there is nothing to draw. */
  axis: readonly number[] | null;
}

/** What a chart of a sum, its forecast and a limit draws. Nothing is joined across points that tell nothing. */
export function toForecastChart(points: readonly ForecastPoint[], limit: number | null): ForecastChartData {
  const values = points.flatMap(({ told, forecast, half, most }) =>
    [told, forecast, ...(half ?? []), ...(most ?? [])].filter((value) => value !== null),
  );
  const all = limit === null ? values : [...values, limit];
  const floorStarts = points.findIndex(({ told, isFloor }) => told !== null && isFloor);
  return {
    whole: toStretches(points, ({ told, isFloor }) => told !== null && !isFloor),
    floor: toStretches(points, ({ told, isFloor }, place) => told !== null && (isFloor || place === floorStarts - 1)),
    forecast: toStretches(points, ({ forecast }) => forecast !== null),
    half: toStretches(points, ({ half }) => half !== null),
    most: toStretches(points, ({ most }) => most !== null),
    axis: values.length === 0 ? null : toRoundValues(Math.min(0, ...all), Math.max(0, ...all), false),
  };
}

function toStretches(
  points: readonly ForecastPoint[],
  isIn: (point: ForecastPoint, place: number) => boolean,
): Stretch[] {
  const found: Stretch[] = [];
  for (const [place, point] of points.entries()) {
    if (!isIn(point, place)) continue;
    const run = found.at(-1);
    if (run?.last === place - 1) run.last = place;
    else found.push({ first: place, last: place });
  }
  return found;
}
