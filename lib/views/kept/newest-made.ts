/** How old what is kept is before another is made beside, for whoever asks next, in milliseconds. */
const servedForMs = 5_000;
/** How old it is at most where what it was made from may be another by now. */
const servedUnseenMs = 10_000;
/** How old it is at most where that was seen to be the same. */
const servedAtMostMs = 30_000;
/** Requests at the same time have their times of arrival: one that came earlier takes what was made for a later one. */
const laterByMs = 5_000;

/** How old it is at most where the next cannot be made. */
const servedInNeedMs = 10 * 60_000;

/** What is made, and when. */
interface Made<T> {
  /** For whom: another one's is never kept for them. */
  key: string;
  at: Date;
  made: T;
}

/** How something is made, and seen to be what would be made again but for its measurements. */
export interface Making<T> {
  make(): Promise<T>;
  /** Whether what it was made from is still the same. */
  isCurrent(made: T): Promise<boolean>;
  /** The same, saying that it is older than it should be, since the next could not be made. */
  toOutdated(made: T): T;
}

/** What is made once the one under way has ended, as whoever asked last would have it. */
interface Waiting<T> {
  asked: { key: string; now: Date; making: Making<T> };
  made: Promise<T>;
}

/** Keeps the newest of what is made anew every few seconds, one at a time, so that requests at the same time share it. */
export class NewestMade<T> {
  #kept: Made<T> | null = null;
  #underWay: Made<Promise<T>> | null = null;
  #waiting: Waiting<T> | null = null;
  /** What was last asked for: nothing else is kept. */
  #key: string | null = null;

  /**
   * What is made for this time, or was for one up to ten seconds ago or five ahead; up to thirty seconds ago where it was
   * made from what there is now. After five seconds the next is made beside, and nobody waits for it who may have this one.
   * Where the next cannot be made, what was made up to ten minutes ago, as outdated; throws what making throws where there
   * is none. Who has to wait is given what was begun after they asked, or up to ten seconds before, however long it took.
   */
  async read(key: string, now: Date, making: Making<T>): Promise<T> {
    this.#key = key;
    const kept = this.#keptFor(key, now, servedAtMostMs);
    if (kept !== null && isWithinAge(kept.at, now, servedForMs)) return kept.made;
    if (kept !== null && (isWithinAge(kept.at, now, servedUnseenMs) || (await making.isCurrent(kept.made)))) {
      // What fails here fails again for the one who cannot do without.
      this.#make(key, now, making).catch(() => undefined);
      return kept.made;
    }
    try {
      return await this.#make(key, now, making);
    } catch (error) {
      const outdated = this.#keptFor(key, now, servedInNeedMs);
      if (outdated === null) throw error;
      return making.toOutdated(outdated.made);
    }
  }

  #keptFor(key: string, now: Date, ms: number): Made<T> | null {
    return this.#kept?.key === key && isWithinAge(this.#kept.at, now, ms) ? this.#kept : null;
  }

  /** The one under way where that serves, else the next: there is one of each at most, however long they take. */
  #make(key: string, now: Date, making: Making<T>): Promise<T> {
    const [underWay, waiting] = [this.#underWay, this.#waiting];
    if (underWay?.key === key && isWithinAge(underWay.at, now, servedUnseenMs)) return underWay.made;
    if (waiting !== null) {
      const earlierByMs = waiting.asked.now.getTime() - now.getTime();
      // Requests at the same time do not come in order of their times.
      if (earlierByMs <= 0 || earlierByMs > laterByMs) waiting.asked = { key, now, making };
      return waiting.made;
    }
    if (underWay === null) return this.#begin(key, now, making);
    const made = underWay.made.catch(() => undefined).then(() => this.#beginWaiting());
    this.#waiting = { asked: { key, now, making }, made };
    return made;
  }

  #beginWaiting(): Promise<T> {
    const waiting = this.#waiting;
    if (waiting === null) throw new RangeError('Nothing waits to be made.');
    this.#waiting = null;
    const { key, now, making } = waiting.asked;
    return this.#begin(key, now, making);
  }

  #begin(key: string, now: Date, { make }: Making<T>): Promise<T> {
    const made = make()
      .then((result) => {
        this.#keep({ key, at: now, made: result });
        return result;
      })
      .finally(() => {
        this.#underWay = null;
      });
    this.#underWay = { key, at: now, made };
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
