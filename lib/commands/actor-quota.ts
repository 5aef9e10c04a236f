import type { Actor } from '@/lib/access/actor';
import { Refusal } from '@/lib/domain/refusal';

const windowMs = 10 * 60_000;
const mostActors = 10_000;

/** How often an actor may do something that calls a provider while someone waits, in ten minutes and this process. */
export class ActorQuota {
  readonly #most: number;
  readonly #what: string;
  readonly #made = new Map<string, number[]>();

  /** `what`: what there are too many of, in the plural. */
  constructor(most: number, what: string) {
    this.#most = most;
    this.#what = what;
  }

  /** Counts one; a person's tokens count as the person. Throws a `too-many` Refusal beyond the most. */
  spend(actor: Actor, now: Date): void {
    const key = actor.personId ?? actor.id ?? actor.label;
    const recent = (this.#made.get(key) ?? []).filter((at) => now.getTime() - at < windowMs);
    if (recent.length >= this.#most)
      throw new Refusal('too-many', `More than ${this.#most} ${this.#what} in ten minutes. Try again a little later.`);
    if (this.#made.size >= mostActors) this.#made.clear();
    this.#made.set(key, [...recent, now.getTime()]);
  }
}
