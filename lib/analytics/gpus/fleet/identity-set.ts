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
}

/** How series name devices, each way once for a connection, and when it was last measured. */
export class IdentitySet implements Iterable<MeasuredIdentity> {
  readonly #ofConnections = new Map<string, Map<string, Named>>();
  readonly #added = new Map<string, WeakSet<DeviceIdentity['attributes']>>();
  #size = 0;

  /** How many there are. */
  get size(): number {
    return this.#size;
  }

  /** Adds what a series says, if it was never asked to: when it was last measured then stays as it was. */
  addUnknown(identity: DeviceIdentity, at: Date): void {
    const { connectionId, attributes } = identity;
    const added = this.#added.get(connectionId);
    if (added?.has(attributes)) return;
    if (added === undefined) this.#added.set(connectionId, new WeakSet([attributes]));
    else added.add(attributes);
    this.add(identity, at);
  }

  /** Adds what a series says, or when it was last measured; null: not lately. */
  add({ connectionId, attributes }: DeviceIdentity, at: Date | null): void {
    const ofConnection = this.#ofConnections.get(connectionId) ?? new Map<string, Named>();
    this.#ofConnections.set(connectionId, ofConnection);
    const key = toIdentityKey(attributes);
    const lastMs = at?.getTime() ?? Number.NEGATIVE_INFINITY;
    const before = ofConnection.get(key);
    if (before === undefined) {
      this.#size += 1;
      ofConnection.set(key, { attributes, lastMs });
    } else if (lastMs > before.lastMs) before.lastMs = lastMs;
  }

  *[Symbol.iterator](): Generator<MeasuredIdentity> {
    for (const [connectionId, ofConnection] of this.#ofConnections)
      for (const { attributes, lastMs } of ofConnection.values())
        yield { connectionId, attributes, lastAt: lastMs === Number.NEGATIVE_INFINITY ? null : new Date(lastMs) };
  }
}
