/**
 * The simulated world stands still between ticks, so that one page and the next rarely see different worlds. What a
 * device does goes on between them: who asks for the truth of both at one instant asks at a tick.
 */
export const tickMs = 15_000;

/** The number of the tick that an instant falls into. A cluster tells it as the resource version of its state. */
export function tickAt(ms: number): number {
  return Math.floor(ms / tickMs);
}

/** The first tick that shows what happened at an instant. */
export function tickShowing(ms: number): number {
  return Math.ceil(ms / tickMs);
}

/** The instant of the tick that an instant falls into. */
export function toTick(ms: number): Date {
  return new Date(tickAt(ms) * tickMs);
}
