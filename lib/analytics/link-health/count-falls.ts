/** What was measured of a link's state in a stretch of five minutes: 1 up, 0 down, between them an average of tunnels. */
export interface StateStretch {
  atMs: number;
  min: number;
  max: number;
}

/**
 * When a link fell: the stretches in which it went from up to less. A stretch that begins up again counts anew; one that is
 * between up and down all the time, as the average of two tunnels is when one is down, falls once.
 */
export function findFalls(stretches: readonly StateStretch[]): number[] {
  const inOrder = [...stretches].sort((a, b) => a.atMs - b.atMs);
  return inOrder.flatMap((stretch, index) => {
    const before = inOrder[index - 1];
    return before !== undefined && before.max >= 1 && stretch.min < 1 && (before.min >= 1 || stretch.max >= 1)
      ? [stretch.atMs]
      : [];
  });
}

const hourMs = 3_600_000;
const fallsOfAFlap = 3;

/** Whether a link flaps: it fell three times within the hour before. */
export function isFlapping(falls: readonly number[], nowMs: number): boolean {
  return falls.filter((atMs) => atMs > nowMs - hourMs).length >= fallsOfAFlap;
}
