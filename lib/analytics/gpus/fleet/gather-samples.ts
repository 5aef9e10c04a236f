import type { Steps } from '../steps';
import type { FleetHost } from './fleet-machine';
import { type FleetSample, SampleSources } from './fleet-sample';
import { HolderGathering } from './gather-holders';
import { type IsFrozen, ReadingGathering } from './gather-readings';
import { type HostSigns, SignsOfHosts } from './host-signs';
import type { DevicePlaces, PlaceFault } from './place-devices';

export interface GatherRules {
  now: Date;
  /** By connection, how old a sample may be and still tell of now, in milliseconds; nothing of others tells of now. */
  maxAges: ReadonlyMap<string, number>;
  isFrozen: IsFrozen;
}

export interface GatheredSamples {
  signs: ReadonlyMap<FleetHost, HostSigns>;
  /** Fresh series of devices that are none of the fleet, by why. */
  unplaced: Readonly<Record<PlaceFault, number>>;
}

/** Files the newest samples with the devices they are of. Whatever is too old to tell of now is left out. */
export function* gatherSamples(
  samples: readonly FleetSample[],
  places: DevicePlaces,
  { now, maxAges, isFrozen }: GatherRules,
): Steps<GatheredSamples> {
  const [sources, signs] = [new SampleSources(maxAges, now), new SignsOfHosts()];
  const readings = new ReadingGathering(places, sources, signs);
  const holders = new HolderGathering(places, sources, signs);
  const naming: FleetSample[] = [];
  for (const sample of samples) {
    yield;
    const { metric, subject, connectionId } = sample.series;
    if (metric === 'gpu.held') naming.push(sample);
    else if (!Number.isFinite(sample.value)) continue;
    else if (subject === 'accelerator') readings.take(sample);
    else if (subject === 'host' && metric === 'gpu.allocated' && isFresh(sample, sources.of(connectionId).freshFromMs))
      holders.takeAllocated(sample);
  }
  readings.dropTorn();
  for (const host of signs.keys()) {
    yield;
    readings.settle(host, isFrozen);
  }
  for (const sample of naming) {
    yield;
    holders.takeHolder(sample);
  }
  for (const host of signs.keys()) {
    yield;
    holders.watch(host);
  }
  return { signs, unplaced: readings.unplaced };
}

function isFresh({ at }: FleetSample, freshFromMs: number): boolean {
  return at.getTime() >= freshFromMs;
}
