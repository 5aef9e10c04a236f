import type { DeviceIdentity } from './find-host';
import type { MeasuredIdentity } from './place-devices';

/** The series there are, each once, whatever it measures. */
export class IdentitySet implements Iterable<MeasuredIdentity> {
  readonly #lastMs = new Map<string, Map<DeviceIdentity['attributes'], number>>();
  #size = 0;

  /** How many there are. */
  get size(): number {
    return this.#size;
  }

  has({ connectionId, attributes }: DeviceIdentity): boolean {
    return this.#lastMs.get(connectionId)?.has(attributes) ?? false;
  }

  /** Adds a series, or when it was last measured; null: not lately. */
  add({ connectionId, attributes }: DeviceIdentity, at: Date | null): void {
    const known = this.#lastMs.get(connectionId) ?? new Map<DeviceIdentity['attributes'], number>();
    this.#lastMs.set(connectionId, known);
    const before = known.get(attributes);
    const ms = at?.getTime() ?? Number.NEGATIVE_INFINITY;
    if (before === undefined) this.#size += 1;
    if (before === undefined || ms > before) known.set(attributes, ms);
  }

  *[Symbol.iterator](): Generator<MeasuredIdentity> {
    for (const [connectionId, known] of this.#lastMs)
      for (const [attributes, ms] of known)
        yield { connectionId, attributes, lastAt: ms === Number.NEGATIVE_INFINITY ? null : new Date(ms) };
  }
}
