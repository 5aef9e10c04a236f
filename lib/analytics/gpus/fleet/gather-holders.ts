import type { GpuHolder } from '@/lib/domain/gpu/fleet';
import type { FleetHost } from './fleet-machine';
import { type FleetSample, newestOf, type SampleSources } from './fleet-sample';
import type { NamedHolder, SignsOfHosts } from './host-signs';
import type { DevicePlaces } from './place-devices';

/** Files whom metrics name as holders, once all readings are filed: a device that was measured since is nobody's of before. */
export class HolderGathering {
  readonly #allocatedAt = new Map<FleetHost, number>();
  /** The connections that name holders, by host: on some a source may be set up to name nobody. */
  readonly #naming = new Map<FleetHost, Set<string>>();

  constructor(
    readonly places: DevicePlaces,
    readonly sources: SampleSources,
    readonly signs: SignsOfHosts,
  ) {}

  /** Takes how many devices a host has given out. Of several that tell, the newest; of these, the most. */
  takeAllocated({ series, at, value }: FleetSample): void {
    const host = this.places.findHost(series);
    if (host === null || !Number.isInteger(value) || value < 0) return;
    const signs = this.signs.of(host);
    const known = this.#allocatedAt.get(host);
    const isNewer = known === undefined || at.getTime() > known;
    if (isNewer) this.#allocatedAt.set(host, at.getTime());
    if (isNewer || (at.getTime() === known && value > Number(signs.allocated))) signs.allocated = value;
  }

  takeHolder({ series, at, value }: FleetSample): void {
    const { connectionId, attributes } = series;
    const place = this.places.find(series);
    if (typeof place === 'string') return;
    const naming = this.#naming.get(place.host);
    if (naming === undefined) this.#naming.set(place.host, new Set([connectionId]));
    else naming.add(connectionId);
    const holder = toHolder(attributes);
    if (holder === null || value !== 1 || at.getTime() < this.sources.of(connectionId).freshFromMs) return;
    const signs = this.signs.of(place.host);
    const index = place.slot - place.host.firstSlot;
    // A device that was measured well after the sample that named somebody is that one's no more.
    const measuredAt = newestOf(signs.readings[index] ?? [], connectionId);
    const maxAgeMs = Number(this.sources.maxAges.get(connectionId));
    if (measuredAt !== null && measuredAt - at.getTime() > maxAgeMs / 3) return;
    const holders = signs.holders[index];
    if (holders === undefined) return;
    const known = holders.find((named) => isSame(named.holder, holder));
    if (known === undefined) signs.holders[index] = [...holders, { holder, at }];
    else if (at > known.at) known.at = at;
  }

  /** Tells of a host's devices whether anybody would have named who has them. */
  watch(host: FleetHost): void {
    const signs = this.signs.of(host);
    const naming = this.#naming.get(host);
    if (naming !== undefined)
      for (const [place, readings] of signs.readings.entries())
        signs.isWatched[place] =
          !signs.isFrozen[place] && readings.some(({ connectionId }) => naming.has(connectionId));
    for (const [place, holders] of signs.holders.entries())
      if (holders.length > 1) signs.holders[place] = holders.toSorted(byName);
  }
}

/** Whom a series names as a holder; null: nobody. */
export function toHolder(attributes: Readonly<Record<string, string>>): GpuHolder | null {
  const { 'holder.kind': kind, 'holder.name': name, 'k8s.namespace.name': namespace = null } = attributes;
  if (name === undefined || (kind !== 'pod' && kind !== 'job')) return null;
  return { kind, name, namespace: kind === 'pod' ? namespace : null, resourceId: null, team: null, owner: null };
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
