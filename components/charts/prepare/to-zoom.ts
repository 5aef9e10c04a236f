/** Shorter than this nothing is measured apart. */
const leastMs = 5 * 60_000;

/**
 * The stretch from one bucket to another, whichever is the earlier, both included: five minutes at least. Buckets by their
 * place; places beyond the first and last mean those. Null where there are no buckets. ISO 8601.
 */
export function toZoom(
  startsAt: readonly number[],
  stepMs: number,
  one: number,
  other: number,
): { from: string; to: string } | null {
  const within = (place: number) => Math.min(Math.max(place, 0), startsAt.length - 1);
  const from = startsAt[within(Math.min(one, other))];
  const last = startsAt[within(Math.max(one, other))];
  if (from === undefined || last === undefined) return null;
  return { from: new Date(from).toISOString(), to: new Date(Math.max(last + stepMs, from + leastMs)).toISOString() };
}

/** The bucket whose point is nearest to a place on an axis of so many pixels, from the first point to the last. */
export function toNearestBucket(x: number, width: number, buckets: number): number {
  if (buckets < 2 || width <= 0) return 0;
  return Math.round((Math.min(Math.max(x, 0), width) / width) * (buckets - 1));
}
