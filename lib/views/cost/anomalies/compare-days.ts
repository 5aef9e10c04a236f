import { addDays } from '@/lib/store/cost-rollups/cost-question';
import type { Candidate } from './find-candidates';
import { eachDay } from './known-days';

/** The days of an anomaly, and usual days to compare them with. */
export interface ComparedDays {
  days: string[];
  comparedWith: string[];
}

const weeksBack = 8;

/**
 * Days to compare an anomaly with: of each day the same weekday of the latest week before it that is known and usual, of a
 * month the latest such month before. Null: there are none, or not of every day.
 */
export function toComparedDays({ slice, found, out }: Candidate): ComparedDays | null {
  const { points } = slice;
  const steps = found.steps.flatMap((step) => points[step] ?? []);
  const isUsual = (index: number) => {
    const point = points[index];
    return index < found.first && point !== undefined && point.amount !== null && !out.has(index);
  };
  if (slice.rhythm === 'monthly') {
    const before = points.findLastIndex((_, index) => isUsual(index));
    const month = points[before];
    return month === undefined ? null : { days: steps.flatMap(eachDay), comparedWith: eachDay(month) };
  }
  const places = new Map(points.map(({ from }, index) => [from, index]));
  const comparedWith: string[] = [];
  for (const { from } of steps) {
    const weeks = Array.from({ length: weeksBack }, (_, week) => addDays(from, -7 * (week + 1)));
    const usual = weeks.find((day) => {
      const place = places.get(day);
      return place !== undefined && isUsual(place) && !comparedWith.includes(day);
    });
    if (usual === undefined) return null;
    comparedWith.push(usual);
  }
  return { days: steps.map(({ from }) => from), comparedWith };
}
