/** Work that whoever drives it may interrupt after every step, to let others have a turn. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does all steps at once. */
export function finishAtOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
