/** The simulated time: real time plus what it was advanced by, unless it is held still. */
export interface SimulatedClock {
  now(): Date;
  /** Moves simulated time forward, whether it runs or is held. */
  advance(ms: number): void;
  /** Holds simulated time at `at`, or where it is. */
  hold(at?: Date): void;
  /** Lets it run on from where it is held. */
  release(): void;
  readonly isHeld: boolean;
}

/** A clock over `realNow`. Only the world follows it; signatures, sessions and certificates live in real time. */
export function createClock(realNow: () => Date): SimulatedClock {
  let offsetMs = 0;
  let held: Date | null = null;
  const now = () => held ?? new Date(realNow().getTime() + offsetMs);
  return {
    now,
    advance(ms) {
      if (held) held = new Date(held.getTime() + ms);
      else offsetMs += ms;
    },
    hold(at) {
      held = at ?? now();
    },
    release() {
      if (held) offsetMs = held.getTime() - realNow().getTime();
      held = null;
    },
    get isHeld() {
      return held !== null;
    },
  };
}
