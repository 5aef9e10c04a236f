import type { GpuReading } from '@/lib/domain/gpu/fleet';
import { isSlice } from '../busy';
import type { FleetHost } from './fleet-machine';
import { type FleetSample, newestOf, type SampleSources } from './fleet-sample';
import type { SignsOfHosts } from './host-signs';
import type { DevicePlaces, PlaceFault } from './place-devices';

/** A source whose samples of one device lag so far behind those of its others has a clock that stands still there. */
const standstillMs = 15 * 60_000;

/** Whether a connection repeats itself on a device. */
export type IsFrozen = (host: FleetHost, place: number, connectionId: string) => boolean;

/** Files what was measured of devices with them. Whatever is too old to tell of now is left out. */
export class ReadingGathering {
  /** Fresh series of devices that are none of the fleet, by why. */
  readonly unplaced: Record<PlaceFault, number> = { ambiguous: 0, unlisted: 0, beyond: 0, unclear: 0 };
  /** Devices of which some slices were measured lately, and some not, by source. */
  readonly #torn: { readings: GpuReading[]; connectionId: string; definition: string }[] = [];

  constructor(
    readonly places: DevicePlaces,
    readonly sources: SampleSources,
    readonly signs: SignsOfHosts,
  ) {}

  take({ series, at, value }: FleetSample): void {
    const { connectionId, metric, definition } = series;
    const source = this.sources.of(connectionId);
    const ms = at.getTime();
    const isFresh = ms >= source.freshFromMs;
    const place = this.places.find(series);
    if (typeof place === 'string') {
      if (isFresh) this.unplaced[place] += 1;
      return;
    }
    const signs = this.signs.of(place.host);
    const index = place.slot - place.host.firstSlot;
    const readings = signs.readings[index];
    if (readings === undefined) return;
    const { attributes } = place;
    const isOfSlice = isSlice(place);
    if (isOfSlice) signs.isSliced[index] = true;
    if (isFresh) {
      readings.push({ metric, definition, value, at, connectionId, attributes });
      if (ms > source.newestMs) source.newestMs = ms;
    } else if (metric === 'gpu.engine.active' && isOfSlice) this.#torn.push({ readings, connectionId, definition });
  }

  /** Takes away what would tell some slices for the whole. */
  dropTorn(): void {
    for (const { readings, connectionId, definition } of this.#torn)
      remove(
        readings,
        (one) =>
          one.metric === 'gpu.engine.active' && one.connectionId === connectionId && one.definition === definition,
      );
  }

  /** Takes away what stands still on a host where something else moves. */
  settle(host: FleetHost, isFrozen: IsFrozen): void {
    const signs = this.signs.of(host);
    for (const [place, readings] of signs.readings.entries()) {
      const frozen = this.#findFrozen(host, place, isFrozen);
      if (frozen.length === 0) continue;
      if (readings.every(({ connectionId }) => frozen.includes(connectionId))) signs.isFrozen[place] = true;
      else remove(readings, ({ connectionId }) => frozen.includes(connectionId));
    }
  }

  /** The connections that repeat themselves on a device. Readings of one come together more often than not. */
  #findFrozen(host: FleetHost, place: number, isFrozen: IsFrozen): string[] {
    const readings = this.signs.of(host).readings[place] ?? [];
    const frozen: string[] = [];
    let before: string | null = null;
    for (const { connectionId } of readings) {
      if (connectionId === before) continue;
      before = connectionId;
      if (this.#standsStill(readings, connectionId) || isFrozen(host, place, connectionId)) frozen.push(connectionId);
    }
    return frozen;
  }

  #standsStill(readings: readonly GpuReading[], connectionId: string): boolean {
    const own = newestOf(readings, connectionId);
    return own !== null && this.sources.of(connectionId).newestMs - own > standstillMs;
  }
}

function remove<T>(list: T[], isUnwanted: (one: T) => boolean): void {
  let kept = 0;
  for (const one of list) if (!isUnwanted(one)) list[kept++] = one;
  list.length = kept;
}
