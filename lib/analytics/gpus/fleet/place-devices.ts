import { finishAtOnce, type Steps } from '../steps';
import { type DeviceIdentity, HostFinder } from './find-host';
import type { FleetHost, FleetMachine } from './fleet-machine';
import { toOwnAttributes } from './own-attributes';

/** A series, as far as it says which device it measures, and when it was last measured. */
export interface MeasuredIdentity extends DeviceIdentity {
  /** Null: not lately. */
  lastAt: Date | null;
}

/** A place of a device in the fleet. */
export interface DevicePlace {
  host: FleetHost;
  /** Among the machine's devices. */
  slot: number;
  /** What tells the series from others of its metric and device. */
  attributes: DeviceIdentity['attributes'];
}

/**
 * Why a series is of no device of the fleet. `ambiguous`: several machines could be meant. `unlisted`: no inventory lists
 * the machine with devices, or the series names none. `beyond`: the machine has fewer devices. `unclear`: other series of
 * the machine tell devices by index, this one by UUID, and none tells both.
 */
export type PlaceFault = 'ambiguous' | 'unlisted' | 'beyond' | 'unclear';

/** What is known of a device's names; null where no source tells. */
export interface DeviceNames {
  index: number | null;
  uuid: string | null;
}

/** What series say of the devices of one host. */
interface Told {
  /** The slots of UUIDs, with when that was last so. */
  slotOf: Map<string, { slot: number; lastMs: number }>;
  /** When each UUID was last measured, whatever told it. */
  uuids: Map<string, number>;
  /** Slots told by index, by whatever source. */
  indexes: Set<number>;
  /** Slots that a source tells by index and not by UUID. */
  indexOnly: Set<number>;
}

type KnownPlaces = WeakMap<DeviceIdentity['attributes'], DevicePlace | PlaceFault>;

/**
 * Which device each series is of. It depends on all series there are: a UUID that one source tells beside the index stands
 * for the index wherever another tells it alone. Where nobody tells an index, a host's devices are in order of UUID.
 */
export class DevicePlaces {
  readonly #hosts: HostFinder;
  readonly #told = new Map<FleetHost, Told>();
  readonly #hostsOf = new Map<string, Set<FleetHost>>();
  readonly #ranked = new Map<FleetHost, ReadonlyMap<string, number>>();
  readonly #known = new Map<string, KnownPlaces>();
  #last: { connectionId: string; known: KnownPlaces } | null = null;

  constructor(machines: readonly FleetMachine[], identities: Iterable<MeasuredIdentity>) {
    this.#hosts = new HostFinder(machines);
    finishAtOnce(this.#learnAll(identities));
  }

  /** The same of very many, in steps. */
  static *prepare(machines: readonly FleetMachine[], identities: Iterable<MeasuredIdentity>): Steps<DevicePlaces> {
    const places = new DevicePlaces(machines, []);
    yield* places.#learnAll(identities);
    return places;
  }

  *#learnAll(identities: Iterable<MeasuredIdentity>): Steps<void> {
    for (const identity of identities) {
      yield;
      this.#learn(identity);
    }
    for (const [host, told] of this.#told) {
      yield;
      this.#ranked.set(host, rank(host, told));
    }
  }

  /** The device that a series is of. */
  find(identity: DeviceIdentity): DevicePlace | PlaceFault {
    const known = this.#knownOf(identity.connectionId);
    const found = known.get(identity.attributes);
    if (found !== undefined) return found;
    const place = this.#place(identity);
    known.set(identity.attributes, place);
    return place;
  }

  /** Series of one connection are asked for one after another. */
  #knownOf(connectionId: string): KnownPlaces {
    if (this.#last?.connectionId === connectionId) return this.#last.known;
    const known: KnownPlaces = this.#known.get(connectionId) ?? new WeakMap();
    this.#known.set(connectionId, known);
    this.#last = { connectionId, known };
    return known;
  }

  /** The host that a series is of, of whatever device. */
  findHost(identity: DeviceIdentity): FleetHost | null {
    const host = this.#hosts.find(identity);
    return host === null || typeof host === 'string' ? null : host;
  }

  /** What a host's device at a place among its own is called. */
  namesOf(host: FleetHost, place: number): DeviceNames {
    const told = this.#told.get(host);
    if (told === undefined) return { index: null, uuid: null };
    let newest: { uuid: string; lastMs: number } | null = null;
    for (const [uuid, { slot, lastMs }] of told.slotOf)
      if (
        slot === place &&
        (newest === null || lastMs > newest.lastMs || (lastMs === newest.lastMs && uuid < newest.uuid))
      )
        newest = { uuid, lastMs };
    if (newest !== null) return { index: place, uuid: newest.uuid };
    if (told.indexes.has(place)) return { index: place, uuid: null };
    for (const [uuid, slot] of this.#ranked.get(host) ?? []) if (slot === place) return { index: null, uuid };
    return { index: null, uuid: null };
  }

  /** Whether the driver's index is the place among a host's devices: not where they are in order of UUID. */
  isIndexed(host: FleetHost): boolean {
    const ranked = this.#ranked.get(host);
    return ranked === undefined || ranked.size === 0;
  }

  #learn(identity: MeasuredIdentity): void {
    const host = this.#hosts.find(identity);
    if (host === null || typeof host === 'string') return;
    const { 'gpu.uuid': uuid } = identity.attributes;
    const lastMs = identity.lastAt?.getTime() ?? Number.NEGATIVE_INFINITY;
    const told = this.#told.get(host) ?? {
      slotOf: new Map(),
      uuids: new Map(),
      indexes: new Set(),
      indexOnly: new Set(),
    };
    this.#told.set(host, told);
    const index = toIndex(identity.attributes['gpu.index']);
    const slot = index !== null && index < host.size ? index : null;
    if (slot !== null) told.indexes.add(slot);
    if (slot !== null && uuid === undefined) told.indexOnly.add(slot);
    if (uuid === undefined) return;
    const hosts = this.#hostsOf.get(uuid) ?? new Set();
    this.#hostsOf.set(uuid, hosts.add(host));
    told.uuids.set(uuid, Math.max(lastMs, told.uuids.get(uuid) ?? lastMs));
    if (slot === null) return;
    const known = told.slotOf.get(uuid);
    if (known === undefined || lastMs > known.lastMs || (lastMs === known.lastMs && slot < known.slot))
      told.slotOf.set(uuid, { slot, lastMs });
  }

  #place(identity: DeviceIdentity): DevicePlace | PlaceFault {
    const { 'gpu.uuid': uuid, 'gpu.index': told } = identity.attributes;
    const found = this.#hosts.find(identity) ?? this.#findByUuid(uuid);
    if (typeof found === 'string') return found;
    const place = toIndex(told);
    if (place !== null) return toPlace(found, place, identity);
    if (uuid === undefined) return found.size === 1 ? toPlace(found, 0, identity) : 'unlisted';
    const known = this.#told.get(found)?.slotOf.get(uuid)?.slot ?? this.#ranked.get(found)?.get(uuid);
    if (known !== undefined) return toPlace(found, known, identity);
    return this.#told.get(found)?.indexOnly.size ? 'unclear' : 'beyond';
  }

  #findByUuid(uuid: string | undefined): FleetHost | PlaceFault {
    const [host, other] = (uuid !== undefined && this.#hostsOf.get(uuid)) || [];
    if (host === undefined) return 'unlisted';
    return other === undefined ? host : 'ambiguous';
  }
}

/**
 * Places of the UUIDs of which no source tells an index: what places are left, in order of UUID; of more than there are
 * places, those measured last. None where some devices are told by index alone, since one of these may be one of those,
 * unless one UUID and one place are left.
 */
function rank({ size }: FleetHost, { slotOf, uuids, indexOnly }: Told): Map<string, number> {
  const taken = new Set([...slotOf.values()].map(({ slot }) => slot));
  const free = Array.from({ length: size }, (_, slot) => slot).filter((slot) => !taken.has(slot));
  const left = [...uuids].filter(([uuid]) => !slotOf.has(uuid));
  const isCertain = left.length === 1 && free.length === 1;
  if (!isCertain && free.some((slot) => indexOnly.has(slot))) return new Map();
  const latest = left
    .sort(([one, at], [other, otherAt]) => (at === otherAt ? (one < other ? -1 : 1) : otherAt > at ? 1 : -1))
    .slice(0, free.length)
    .map(([uuid]) => uuid)
    .sort();
  return new Map(latest.flatMap((uuid, place) => (free[place] === undefined ? [] : [[uuid, free[place]] as const])));
}

function toPlace(host: FleetHost, place: number, { attributes }: DeviceIdentity): DevicePlace | PlaceFault {
  if (place >= host.size) return 'beyond';
  return { host, slot: host.firstSlot + place, attributes: toOwnAttributes(attributes) };
}

/** Null where it is no whole number. */
function toIndex(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : null;
}
