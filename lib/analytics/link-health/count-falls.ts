/** What was measured of a link's state in a stretch of time: 1 up, 0 down, between them an average over time or tunnels. */
export interface StateStretch {
  atMs: number;
  min: number;
  max: number;
}

/** When a link fell and when it came back: the stretches in which it did, in milliseconds since 1970 UTC, oldest first. */
export interface Turns {
  falls: number[];
  rises: number[];
}

/**
 * What the course of a link's state shows. In a stretch that it was up for a part of, it turned once at least, and no more
 * than that is taken for told: from up to down, from down to up. One that stays at the same part, as the average of two
 * tunnels does when one is down, turned no more. What it was before the first stretch is not known.
 */
export function findTurns(stretches: readonly StateStretch[]): Turns {
  const inOrder = [...stretches].sort((a, b) => a.atMs - b.atMs);
  const turns: Turns = { falls: [], rises: [] };
  let isUp: boolean | null = null;
  inOrder.forEach((stretch, index) => {
    const isPartly = stretch.min < 1 && stretch.max > 0;
    if (isPartly && (isUp === null || isSteady(stretch, inOrder[index - 1]))) return;
    const was: boolean | null = isUp;
    isUp = isPartly ? !was : stretch.min >= 1;
    if (was === null || was === isUp) return;
    (isUp ? turns.rises : turns.falls).push(stretch.atMs);
  });
  return turns;
}

function isSteady({ min, max }: StateStretch, before: StateStretch | undefined): boolean {
  return min === max && before?.min === min && before.max === max;
}

const hourMs = 3_600_000;
const fallsOfAFlap = 3;

/** Whether a link flaps: it fell three times within the hour before. */
export function isFlapping(falls: readonly number[], nowMs: number): boolean {
  return falls.filter((atMs) => atMs > nowMs - hourMs).length >= fallsOfAFlap;
}
