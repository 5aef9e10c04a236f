import { sayAt } from '@/lib/analytics/link-health/state-stretches';
import type { LinkState } from '@/lib/domain/link/link-facts';

/** A value a step; null: not measured. */
export type Course = readonly (number | null)[];

/** Step by step the sum of all; null wherever one of them is not known, for the rest would be too little. */
export function sumCourses(courses: readonly Course[]): (number | null)[] | null {
  const [first] = courses;
  if (first === undefined) return null;
  return first.map((_, step) =>
    courses.reduce<number | null>((total, course) => {
      const value = course[step] ?? null;
      return total === null || value === null ? null : total + value;
    }, 0),
  );
}

/** The busier way's share of a capacity; null unless both ways are known: the one that is not may be the busier. */
export function toUtilizationCourse(
  receive: Course | null,
  transmit: Course | null,
  capacity: number | null,
): (number | null)[] | null {
  if (receive === null || transmit === null || capacity === null || capacity <= 0) return null;
  return receive.map((one, step) => {
    const other = transmit[step] ?? null;
    return one === null || other === null ? null : Math.max(one, other) / capacity;
  });
}

/** Least and greatest of a state metric a step: 1 is up, 0 down. */
export interface StateCourse {
  min: Course;
  max: Course;
}

const worstFirst: readonly LinkState[] = ['down', 'degraded', 'unknown', 'up'];

/**
 * How a link stood step by step, by the worst of what its tellers say, each by its own series: down where all of it was down
 * all the time, up where all was up, else degraded. Of paths that were not all measured, what would hold whatever the others
 * said: degraded, or unknown where the rest was all up or all down. A teller that measured nothing in a step leaves unknown
 * what another calls up. Null: none was measured.
 */
export function toStateCourse(tellers: readonly (readonly StateCourse[])[]): (LinkState | null)[] | null {
  const told = tellers.map(toTellersCourse).filter((course) => course !== null);
  const [first] = told;
  if (first === undefined) return null;
  return first.map((_, step) => {
    const said = told.map((course) => course[step] ?? null);
    if (said.every((state) => state === null)) return null;
    return worstFirst.find((worst) => said.some((state) => (state ?? 'unknown') === worst)) ?? null;
  });
}

/** What one teller's series say together. */
function toTellersCourse(courses: readonly StateCourse[]): (LinkState | null)[] | null {
  const [first] = courses;
  if (first === undefined) return null;
  const most = Math.max(...courses.map(countSteps));
  const held = courses.map((course) => (countSteps(course) * 2 < most ? hold(course) : course));
  return first.min.map((_, step) => {
    if (courses.every(({ min }) => (min[step] ?? null) === null)) return null;
    const least = held.flatMap(({ min }) => min[step] ?? []);
    const greatest = held.flatMap(({ max }) => max[step] ?? []);
    const isWhole = least.length === courses.length;
    if (Math.max(...greatest) <= 0) return isWhole ? 'down' : 'unknown';
    if (Math.min(...least) >= 1) return isWhole ? 'up' : 'unknown';
    return 'degraded';
  });
}

function countSteps({ min }: StateCourse): number {
  return min.filter((value) => value !== null).length;
}

/** The course with what it says in the steps between. */
function hold({ min, max }: StateCourse): StateCourse {
  const known = min.flatMap((least, step) => {
    const greatest = max[step] ?? null;
    return least === null || greatest === null ? [] : [{ step, least, greatest }];
  });
  const own = {
    startsAt: known.map(({ step }) => step),
    min: known.map(({ least }) => least),
    max: known.map(({ greatest }) => greatest),
  };
  const said = sayAt(
    own,
    min.map((_, step) => step),
  );
  return { min: said.map((one) => one?.min ?? null), max: said.map((one) => one?.max ?? null) };
}
