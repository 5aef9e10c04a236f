import type { DeviceIdentity } from './find-host';
import type { MeasuredIdentity } from './place-devices';

/** Attributes that say of which device a series is. */
const keys = ['resource', 'gce.instance.id', 'gce.project', 'host.name', 'k8s.cluster.name', 'gpu.uuid', 'gpu.index'];
const known = new WeakMap<DeviceIdentity['attributes'], string>();

/** The same text for all series of one connection that name one device alike. Stores give them one object, so it is kept. */
function toIdentityKey(attributes: DeviceIdentity['attributes']): string {
  const found = known.get(attributes);
  if (found !== undefined) return found;
  const key = keys.map((name) => attributes[name] ?? '').join('\n');
  known.set(attributes, key);
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
  readonly #added = new Map<string, WeakSet<DeviceIdentity['attributes']>>();
  #revision = 0;

  /** Another number whenever one came or went. */
  get revision(): number {
    return this.#revision;
  }

  /** Adds what a series says, if it was not asked to since the last one of its connection was dropped: when it was last measured then stays as it was. */
  addUnknown(identity: DeviceIdentity, at: Date, now: Date): void {
    const { connectionId, attributes } = identity;
    const added = this.#added.get(connectionId);
    if (added?.has(attributes)) return;
    if (added === undefined) this.#added.set(connectionId, new WeakSet([attributes]));
    else added.add(attributes);
    this.add(identity, at, now);
  }

  /** Adds what a series says, or when it was last measured; null: not lately. */
  add({ connectionId, attributes }: DeviceIdentity, at: Date | null, now: Date): void {
    const ofConnection = this.#ofConnections.get(connectionId) ?? new Map<string, Named>();
    this.#ofConnections.set(connectionId, ofConnection);
    const key = toIdentityKey(attributes);
    const lastMs = at?.getTime() ?? Number.NEGATIVE_INFINITY;
    const before = ofConnection.get(key);
    if (before === undefined) {
      this.#revision += 1;
      ofConnection.set(key, { attributes, lastMs, learnedMs: now.getTime() });
    } else if (lastMs > before.lastMs) before.lastMs = lastMs;
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
      this.#added.delete(connectionId);
    }
  }

  *[Symbol.iterator](): Generator<MeasuredIdentity> {
    for (const [connectionId, ofConnection] of this.#ofConnections)
      for (const { attributes, lastMs } of ofConnection.values())
        yield { connectionId, attributes, lastAt: lastMs === Number.NEGATIVE_INFINITY ? null : new Date(lastMs) };
  }
}
