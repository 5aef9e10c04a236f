/** The steps that the time of a device is told by, in milliseconds. */
export const useStepMs = 5 * 60_000;

/** Steps of the clock: from `startMs` on, `count` of them. */
export interface UseSteps {
  startMs: number;
  count: number;
}

/** Steps to look at before and after what is told: a device is idle when it does nothing for a quarter of an hour. */
export const stepsAround = 2;
