import type { DeviceIdentity } from './find-host';
import type { MeasuredIdentity } from './place-devices';

/** Attributes that say of which device a series is. */
const keys = ['resource', 'gce.instance.id', 'gce.project', 'host.name', 'k8s.cluster.name', 'gpu.uuid', 'gpu.index'];
const keysOf = new WeakMap<DeviceIdentity['attributes'], string>();

/** The same text for all series of one connection that name one device alike. Stores give them one object, so it is kept. */
function toIdentityKey(attributes: DeviceIdentity['attributes']): string {
  const found = keysOf.get(attributes);
  if (found !== undefined) return found;
  const key = keys.map((name) => attributes[name] ?? '').join('\n');
  keysOf.set(attributes, key);
  return key;
}

interface Named {
  attributes: DeviceIdentity['attributes'];
  lastMs: number;
  /** When it was first named here. */
  learnedMs: number;
}

/** How series name devices, each way once for a connection, and when it was last measured. */
export class IdentitySet implements Iterable<MeasuredIdentity> {
  readonly #ofConnections = new Map<string, Map<string, Named>>();
  /** By the objects of a connection's series: one look-up for each of very many samples. */
  readonly #taken = new Map<string, WeakMap<DeviceIdentity['attributes'], Named>>();
  #revision = 0;

  /** Another number whenever one came or went. */
  get revision(): number {
    return this.#revision;
  }

  /** Adds what a series says, or when it was last measured; null: not lately. */
  add({ connectionId, attributes }: DeviceIdentity, at: Date | null, now: Date): void {
    const taken = this.#taken.get(connectionId) ?? new WeakMap<DeviceIdentity['attributes'], Named>();
    this.#taken.set(connectionId, taken);
    const named = taken.get(attributes) ?? this.#take(connectionId, attributes, now);
    taken.set(attributes, named);
    const lastMs = at?.getTime() ?? Number.NEGATIVE_INFINITY;
    if (lastMs > named.lastMs) named.lastMs = lastMs;
  }

  #take(connectionId: string, attributes: DeviceIdentity['attributes'], now: Date): Named {
    const ofConnection = this.#ofConnections.get(connectionId) ?? new Map<string, Named>();
    this.#ofConnections.set(connectionId, ofConnection);
    const key = toIdentityKey(attributes);
    const known = ofConnection.get(key);
    if (known !== undefined) return known;
    this.#revision += 1;
    const named = { attributes, lastMs: Number.NEGATIVE_INFINITY, learnedMs: now.getTime() };
    ofConnection.set(key, named);
    return named;
  }

  /** Drops what other connections named, and what was neither measured nor first named since a time. */
  retain(connectionIds: ReadonlySet<string>, since: Date): void {
    const sinceMs = since.getTime();
    for (const [connectionId, ofConnection] of this.#ofConnections) {
      const isKept = connectionIds.has(connectionId);
      const gone: string[] = [];
      for (const [key, { lastMs, learnedMs }] of ofConnection)
        if (!isKept || Math.max(lastMs, learnedMs) < sinceMs) gone.push(key);
      if (isKept && gone.length === 0) continue;
      this.#revision += 1;
      for (const key of gone) ofConnection.delete(key);
      if (ofConnection.size === 0) this.#ofConnections.delete(connectionId);
      // Series may come back, all the same objects.
      this.#taken.delete(connectionId);
    }
  }

  *[Symbol.iterator](): Generator<MeasuredIdentity> {
    for (const [connectionId, ofConnection] of this.#ofConnections)
      for (const { attributes, lastMs } of ofConnection.values())
        yield { connectionId, attributes, lastAt: lastMs === Number.NEGATIVE_INFINITY ? null : new Date(lastMs) };
  }
}
