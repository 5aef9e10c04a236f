/** How old what is kept is before another is made beside, for whoever asks next, in milliseconds. */
const servedForMs = 5_000;
/** How old it is at most where what it was made from may be another by now. */
const servedUnseenMs = 10_000;
/** How old it is at most where that was seen to be the same. */
const servedAtMostMs = 30_000;
/** Requests at the same time have their times of arrival: one that came earlier takes what was made for a later one. */
const laterByMs = 5_000;

/** What is made, and when. */
interface Made<T> {
  /** For whom: another one's is never taken. */
  key: string;
  at: Date;
  made: T;
}

/** How something is made, and seen to be what would be made again but for its measurements. */
export interface Making<T> {
  make(): Promise<T>;
  /** Whether what it was made from is still the same. */
  isCurrent(made: T): Promise<boolean>;
}

/** Keeps the newest of what is made anew every few seconds, one at a time, so that requests at the same time share it. */
export class NewestMade<T> {
  #kept: Made<T> | null = null;
  #making: Made<Promise<T>> | null = null;
  /** What was last asked for: nothing else is kept. */
  #key: string | null = null;

  /**
   * What is made for this time, or was for one up to ten seconds ago or five ahead; up to thirty seconds ago where it was
   * made from what there is now. After five seconds the next is made beside, and nobody waits for it who may have this one.
   */
  async read(key: string, now: Date, making: Making<T>): Promise<T> {
    this.#key = key;
    const kept = this.#kept?.key === key && isWithinAge(this.#kept.at, now, servedAtMostMs) ? this.#kept : null;
    if (kept === null) return this.#make(key, now, making);
    if (isWithinAge(kept.at, now, servedForMs)) return kept.made;
    if (!isWithinAge(kept.at, now, servedUnseenMs) && !(await making.isCurrent(kept.made)))
      return this.#make(key, now, making);
    // What fails here fails again for the one who cannot do without.
    this.#make(key, now, making).catch(() => undefined);
    return kept.made;
  }

  /** The next, which may be under way. */
  #make(key: string, now: Date, { make }: Making<T>): Promise<T> {
    const underWay = this.#making;
    if (underWay?.key === key && isWithinAge(underWay.at, now, servedUnseenMs)) return underWay.made;
    const before = underWay?.made.catch(() => undefined) ?? Promise.resolve();
    const made = before
      .then(make)
      .then((result) => {
        this.#keep({ key, at: now, made: result });
        return result;
      })
      .finally(() => {
        if (this.#making === making) this.#making = null;
      });
    const making = { key, at: now, made };
    this.#making = making;
    return made;
  }

  #keep(made: Made<T>): void {
    if (made.key !== this.#key) return;
    const newerByMs = this.#kept?.key === made.key ? this.#kept.at.getTime() - made.at.getTime() : 0;
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
