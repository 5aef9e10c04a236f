/** For how long it must do nothing to be called idle, in milliseconds. */
export const idleForMs = 15 * 60_000;
/** The steps it is judged by, in milliseconds. */
export const idleStepMs = 5 * 60_000;
/** How old the end of the newest step with samples may be, in milliseconds. Later ones say nothing of now. */
export const idleToleratedLagMs = 10 * 60_000;

/** What has to be read to tell whether a device is idle now: samples as late as is tolerated, and the steps before them. */
export function idleRange(now: Date): { from: Date; to: Date } {
  const from = now.getTime() - idleToleratedLagMs - idleForMs - 2 * idleStepMs;
  return { from: new Date(from), to: new Date(now.getTime() + idleStepMs) };
}
