/** How old what is kept is before another is made beside, for whoever asks next, and at most, in milliseconds. */
const servedForMs = 5_000;
const servedAtMostMs = 15_000;
/** Requests at the same time have their times of arrival: one that came earlier takes what was made for a later one. */
const laterByMs = 5_000;

/** What something is made from: another key wherever any part of it is another. */
export type MadeFrom = readonly unknown[];

interface Made<T> {
  from: MadeFrom;
  at: Date;
  made: T;
}

/** Keeps the newest of what is made anew every few seconds, one at a time, so that requests at the same time share it. */
export class NewestMade<T> {
  #kept: Made<T> | null = null;
  #making: Made<Promise<T>> | null = null;
  /** What was last asked for: nothing else is kept. */
  #from: MadeFrom = [];

  /** What `make` makes for this time, or made for one up to fifteen seconds ago or five ahead, of the same parts. */
  async read(from: MadeFrom, now: Date, make: () => Promise<T>): Promise<T> {
    this.#from = from;
    const kept = this.#kept !== null && isSame(this.#kept.from, from) ? this.#kept : null;
    if (kept !== null && isWithinAge(kept.at, now, servedForMs)) return kept.made;
    const underWay = this.#making;
    const making =
      underWay !== null && isSame(underWay.from, from) && isWithinAge(underWay.at, now, servedAtMostMs)
        ? underWay.made
        : this.#begin(from, now, make);
    if (kept === null || !isWithinAge(kept.at, now, servedAtMostMs)) return making;
    // What fails here fails again for the one who cannot do without.
    making.catch(() => undefined);
    return kept.made;
  }

  #begin(from: MadeFrom, at: Date, make: () => Promise<T>): Promise<T> {
    const before = this.#making?.made.catch(() => undefined) ?? Promise.resolve();
    const made = before
      .then(make)
      .then((result) => {
        this.#keep({ from, at, made: result });
        return result;
      })
      .finally(() => {
        if (this.#making === making) this.#making = null;
      });
    const making = { from, at, made };
    this.#making = making;
    return made;
  }

  #keep(made: Made<T>): void {
    if (!isSame(made.from, this.#from)) return;
    const kept = this.#kept !== null && isSame(this.#kept.from, made.from) ? this.#kept : null;
    const newerByMs = kept === null ? 0 : kept.at.getTime() - made.at.getTime();
    // What is newer by more was made before the clock was set back, and would serve nobody.
    if (newerByMs > 0 && newerByMs <= servedAtMostMs) return;
    this.#kept = made;
  }
}

/** Whether what was made at a time serves another, at most so long after it. */
export function isWithinAge(at: Date, now: Date, ms: number): boolean {
  const ageMs = now.getTime() - at.getTime();
  return ageMs >= -laterByMs && ageMs <= ms;
}

function isSame(one: MadeFrom, other: MadeFrom): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}
