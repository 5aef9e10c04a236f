/** A cluster stands still between ticks; the number of a tick is the resource version of its state. */
export const tickMs = 15_000;

/** The tick that an instant falls into. */
export function tickAt(ms: number): number {
  return Math.floor(ms / tickMs);
}

/** The first tick that shows what happened at an instant. */
export function tickShowing(ms: number): number {
  return Math.ceil(ms / tickMs);
}
