import { toMedian } from './baseline';
import type { StateStretch } from './count-falls';

/** What one series tells of a link's state, stretch by stretch in order of time: 1 up, 0 down. `startsAt` in milliseconds since 1970 UTC. */
export interface StateCourse {
  startsAt: ArrayLike<number>;
  min: ArrayLike<number>;
  max: ArrayLike<number>;
}

/** A value holds for so many times as long as usually goes by between two of its series. */
const heldGaps = 2;

/**
 * What several series of a link say of its state together, at every moment that one of them tells of: `choose` of what they say,
 * the least where all must carry. They need not come alike often: between two samples a series says what it said last, and
 * before its first what it says then, unless that is down, for as long as twice the time that usually goes by between two. Else each sample of the
 * one that comes seldomer would look like a fall where it says less than the others.
 */
export function toStateStretches(
  courses: readonly StateCourse[],
  choose: (...values: number[]) => number,
): StateStretch[] {
  const moments = [...new Set(courses.flatMap(({ startsAt }) => Array.from(startsAt)))].sort((a, b) => a - b);
  const said = courses.map((course) => sayAt(course, moments));
  return moments.flatMap((atMs, place) => {
    const then = said.flatMap((each) => each[place] ?? []);
    return then.length === 0
      ? []
      : [{ atMs, min: choose(...then.map(({ min }) => min)), max: choose(...then.map(({ max }) => max)) }];
  });
}

/** The course of a word on single moments, as of whether the link carried then: in part is no fall. */
export function toCarrying({ startsAt, min, max }: StateCourse): StateCourse {
  const carries = (value: number) => (value > 0 ? 1 : 0);
  return { startsAt, min: Array.from(min, carries), max: Array.from(max, carries) };
}

type Said = Pick<StateStretch, 'min' | 'max'>;

/** What a series says at each of these moments, which are in order and have all of its own, or holds then; null: nothing. */
export function sayAt({ startsAt, min, max }: StateCourse, moments: readonly number[]): (Said | null)[] {
  const heldMs = heldGaps * usualGapOf(startsAt);
  let next = 0;
  return moments.map((atMs) => {
    const isOwn = startsAt[next] === atMs;
    if (isOwn) next += 1;
    const index = Math.max(next - 1, 0);
    const [told, least, most] = [startsAt[index], min[index], max[index]];
    if (told === undefined || least === undefined || most === undefined) return null;
    if (isOwn) return { min: least, max: most };
    // Nobody was down before anybody said so; and of a stretch in which it turned it is not known as what it ended.
    const isHeld = atMs > told || least > 0;
    return isHeld && least === most && Math.abs(atMs - told) <= heldMs ? { min: least, max: most } : null;
  });
}

/** The median of what goes by between two; 0 where there are no two. */
function usualGapOf(startsAt: ArrayLike<number>): number {
  const gaps = Array.from(startsAt, (atMs, index) => atMs - (startsAt[index - 1] ?? Number.NaN)).slice(1);
  return gaps.length === 0 ? 0 : toMedian(gaps);
}
