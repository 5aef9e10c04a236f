import type { GpuHolder, GpuReading } from '@/lib/domain/gpu/fleet';
import type { MetricName, MetricSubject } from '@/lib/domain/metric';
import { isSlice } from '../busy';
import type { FleetHost } from './fleet-machine';
import type { DevicePlaces, PlaceFault } from './place-devices';

/** The newest sample of a series. */
export interface FleetSample {
  series: {
    connectionId: string;
    metric: MetricName;
    definition: string;
    subject: MetricSubject;
    attributes: Readonly<Record<string, string>>;
  };
  at: Date;
  value: number;
}

export interface NamedHolder {
  holder: GpuHolder;
  at: Date;
}

/** What metrics tell of the devices of one host, by place. */
export interface HostSigns {
  readings: GpuReading[][];
  /** Whom they name as holders, and when they last did. */
  holders: NamedHolder[][];
  /** Whether a source that names holders on this host measured the device lately. */
  isWatched: boolean[];
  /** Whether all that measures the device repeats itself. */
  isFrozen: boolean[];
  /** Whether the device was in slices lately, by samples that may be too old to tell of now. */
  isSliced: boolean[];
  /** How many devices are given out; null: nobody tells. */
  allocated: number | null;
}

export interface GatherRules {
  now: Date;
  /** By connection, how old a sample may be and still tell of now, in milliseconds; nothing of others tells of now. */
  maxAges: ReadonlyMap<string, number>;
  /** Whether a connection repeats itself on a device. */
  isFrozen(host: FleetHost, place: number, connectionId: string): boolean;
}

export interface GatheredSamples {
  signs: ReadonlyMap<FleetHost, HostSigns>;
  /** Fresh series of devices that are none of the fleet, by why. */
  unplaced: Record<PlaceFault, number>;
}

/** A source whose samples of one device lag so far behind those of its others has a clock that stands still there. */
const standstillMs = 15 * 60_000;

/** Files the newest samples with the devices they are of. Whatever is too old to tell of now is left out. */
export function gatherSamples(
  samples: readonly FleetSample[],
  places: DevicePlaces,
  rules: GatherRules,
): GatheredSamples {
  const gathering = new Gathering(places, rules);
  for (const sample of samples) gathering.takeReading(sample);
  gathering.settle();
  for (const sample of samples) gathering.takeHolder(sample);
  gathering.watch();
  return gathering;
}

interface SampleSource {
  connectionId: string;
  /** What was measured before says nothing of now. */
  freshFromMs: number;
  newestMs: number;
}

class Gathering implements GatheredSamples {
  readonly signs = new Map<FleetHost, HostSigns>();
  readonly unplaced: GatheredSamples['unplaced'] = { ambiguous: 0, unlisted: 0, beyond: 0, unclear: 0 };
  readonly #sources = new Map<string, SampleSource>();
  #lastSource: SampleSource | null = null;
  #lastHost: { host: FleetHost; signs: HostSigns } | null = null;
  readonly #allocatedAt = new Map<HostSigns, number>();
  /** Devices of which some slices were measured lately, and some not, by source. */
  readonly #torn: { readings: GpuReading[]; connectionId: string; definition: string }[] = [];
  /** The connections that name holders, by host: on some a source may be set up to name nobody. */
  readonly #naming = new Map<FleetHost, Set<string>>();

  constructor(
    readonly places: DevicePlaces,
    readonly rules: GatherRules,
  ) {}

  takeReading({ series, at, value }: FleetSample): void {
    if (series.metric === 'gpu.held' || !Number.isFinite(value)) return;
    const { connectionId, metric, definition, subject } = series;
    const source = this.#sourceOf(connectionId);
    const ms = at.getTime();
    const isFresh = ms >= source.freshFromMs;
    if (subject === 'host') {
      if (metric === 'gpu.allocated' && isFresh) this.#takeAllocated(series, at, value);
      return;
    }
    if (subject !== 'accelerator') return;
    const place = this.places.find(series);
    if (typeof place === 'string') {
      if (isFresh) this.unplaced[place] += 1;
      return;
    }
    const signs = this.#signsOf(place.host);
    const index = place.slot - place.host.firstSlot;
    const readings = signs.readings[index];
    if (readings === undefined) return;
    if (isSlice(place)) signs.isSliced[index] = true;
    const { attributes } = place;
    if (isFresh) {
      readings.push({ metric, definition, value, at, connectionId, attributes });
      if (ms > source.newestMs) source.newestMs = ms;
    } else if (metric === 'gpu.engine.active' && isSlice(place))
      this.#torn.push({ readings, connectionId, definition });
  }

  /** Takes away what would tell a part for the whole, and what stands still where something else moves. */
  settle(): void {
    for (const { readings, connectionId, definition } of this.#torn)
      remove(
        readings,
        (one) =>
          one.metric === 'gpu.engine.active' && one.connectionId === connectionId && one.definition === definition,
      );
    for (const [host, signs] of this.signs)
      for (const [place, readings] of signs.readings.entries()) {
        const frozen = this.#findFrozen(host, place, readings);
        if (frozen.length === 0) continue;
        if (readings.every(({ connectionId }) => frozen.includes(connectionId))) signs.isFrozen[place] = true;
        else remove(readings, ({ connectionId }) => frozen.includes(connectionId));
      }
  }

  /** The connections that repeat themselves on a device. Readings of one come together more often than not. */
  #findFrozen(host: FleetHost, place: number, readings: readonly GpuReading[]): string[] {
    const frozen: string[] = [];
    let before: string | null = null;
    for (const { connectionId } of readings) {
      if (connectionId === before) continue;
      before = connectionId;
      if (this.#standsStill(readings, connectionId) || this.rules.isFrozen(host, place, connectionId))
        frozen.push(connectionId);
    }
    return frozen;
  }

  takeHolder({ series, at, value }: FleetSample): void {
    const { connectionId, metric, attributes } = series;
    if (metric !== 'gpu.held') return;
    const place = this.places.find(series);
    if (typeof place === 'string') return;
    const naming = this.#naming.get(place.host);
    if (naming === undefined) this.#naming.set(place.host, new Set([connectionId]));
    else naming.add(connectionId);
    const holder = toHolder(attributes);
    if (holder === null || value !== 1 || at.getTime() < this.#sourceOf(connectionId).freshFromMs) return;
    const signs = this.#signsOf(place.host);
    const index = place.slot - place.host.firstSlot;
    // A device that was measured well after the sample that named somebody is that one's no more.
    const measuredAt = newestOf(signs.readings[index] ?? [], connectionId);
    const maxAgeMs = Number(this.rules.maxAges.get(connectionId));
    if (measuredAt !== null && measuredAt - at.getTime() > maxAgeMs / 3) return;
    const holders = signs.holders[index];
    const known = holders?.find((named) => isSame(named.holder, holder));
    if (known === undefined) holders?.push({ holder, at });
    else if (at > known.at) known.at = at;
  }

  watch(): void {
    for (const [host, signs] of this.signs) {
      const naming = this.#naming.get(host);
      signs.readings.forEach((readings, place) => {
        signs.isWatched[place] =
          !signs.isFrozen[place] && readings.some(({ connectionId }) => naming?.has(connectionId) === true);
      });
      for (const holders of signs.holders) holders.sort(byName);
    }
  }

  /** Samples of one source come one after another. */
  #sourceOf(connectionId: string): SampleSource {
    if (this.#lastSource?.connectionId === connectionId) return this.#lastSource;
    const known = this.#sources.get(connectionId);
    const maxAgeMs = this.rules.maxAges.get(connectionId);
    const freshFromMs = maxAgeMs === undefined ? Number.POSITIVE_INFINITY : this.rules.now.getTime() - maxAgeMs;
    const source = known ?? { connectionId, freshFromMs, newestMs: Number.NEGATIVE_INFINITY };
    this.#sources.set(connectionId, source);
    this.#lastSource = source;
    return source;
  }

  #standsStill(readings: readonly GpuReading[], connectionId: string): boolean {
    const own = newestOf(readings, connectionId);
    return own !== null && this.#sourceOf(connectionId).newestMs - own > standstillMs;
  }

  #takeAllocated(series: FleetSample['series'], at: Date, value: number): void {
    const host = this.places.findHost(series);
    if (host === null || !Number.isInteger(value) || value < 0) return;
    const signs = this.#signsOf(host);
    const known = this.#allocatedAt.get(signs);
    const isNewer = known === undefined || at.getTime() > known;
    if (isNewer) this.#allocatedAt.set(signs, at.getTime());
    if (isNewer || (at.getTime() === known && value > Number(signs.allocated))) signs.allocated = value;
  }

  #signsOf(host: FleetHost): HostSigns {
    if (this.#lastHost?.host === host) return this.#lastHost.signs;
    const signs = this.signs.get(host) ?? this.#makeSigns(host);
    this.#lastHost = { host, signs };
    return signs;
  }

  #makeSigns(host: FleetHost): HostSigns {
    const byPlace = <T>(make: () => T) => Array.from({ length: host.size }, make);
    const signs: HostSigns = {
      readings: byPlace(() => []),
      holders: byPlace(() => []),
      isWatched: byPlace(() => false),
      isFrozen: byPlace(() => false),
      isSliced: byPlace(() => false),
      allocated: null,
    };
    this.signs.set(host, signs);
    return signs;
  }
}

function toHolder(attributes: Readonly<Record<string, string>>): GpuHolder | null {
  const { 'holder.kind': kind, 'holder.name': name, 'k8s.namespace.name': namespace = null } = attributes;
  if (name === undefined || (kind !== 'pod' && kind !== 'job')) return null;
  return { kind, name, namespace: kind === 'pod' ? namespace : null, resourceId: null, team: null, owner: null };
}

function newestOf(readings: readonly GpuReading[], connectionId: string): number | null {
  let newest: number | null = null;
  for (const reading of readings)
    if (reading.connectionId === connectionId && (newest === null || reading.at.getTime() > newest))
      newest = reading.at.getTime();
  return newest;
}

function isSame(one: GpuHolder, other: GpuHolder): boolean {
  return one.kind === other.kind && one.name === other.name && one.namespace === other.namespace;
}

function byName({ holder: one }: NamedHolder, { holder: other }: NamedHolder): number {
  const [left, right] = [
    `${one.kind}\n${one.namespace}\n${one.name}`,
    `${other.kind}\n${other.namespace}\n${other.name}`,
  ];
  return left < right ? -1 : left > right ? 1 : 0;
}

function remove<T>(list: T[], isUnwanted: (one: T) => boolean): void {
  let kept = 0;
  for (const one of list) if (!isUnwanted(one)) list[kept++] = one;
  list.length = kept;
}
