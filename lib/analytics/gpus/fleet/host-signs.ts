import type { GpuHolder, GpuReading } from '@/lib/domain/gpu/fleet';
import type { FleetHost } from './fleet-machine';

export interface NamedHolder {
  holder: GpuHolder;
  at: Date;
}

/** What metrics tell of the devices of one host, by place. */
export interface HostSigns {
  readings: GpuReading[][];
  /** Whom they name as holders, and when they last did. */
  holders: (readonly NamedHolder[])[];
  /** Whether a source that names holders on this host measured the device lately. */
  isWatched: boolean[];
  /** Whether all that measures the device repeats itself. */
  isFrozen: boolean[];
  /** Whether the device was in slices lately, by samples that may be too old to tell of now. */
  isSliced: boolean[];
  /** How many devices are given out; null: nobody tells. */
  allocated: number | null;
}

/** The signs of each host that anything is told of. */
export class SignsOfHosts extends Map<FleetHost, HostSigns> {
  #last: { host: FleetHost; signs: HostSigns } | null = null;

  /** Those of a host, none yet where nothing was told before. Samples of one host come one after another. */
  of(host: FleetHost): HostSigns {
    if (this.#last?.host === host) return this.#last.signs;
    const signs = this.get(host) ?? noSigns(host);
    this.set(host, signs);
    this.#last = { host, signs };
    return signs;
  }
}

const nobody: readonly NamedHolder[] = [];

function noSigns({ size }: FleetHost): HostSigns {
  const signs: HostSigns = {
    readings: [],
    holders: [],
    isWatched: [],
    isFrozen: [],
    isSliced: [],
    allocated: null,
  };
  for (let place = 0; place < size; place++) {
    signs.readings.push([]);
    signs.holders.push(nobody);
    signs.isWatched.push(false);
    signs.isFrozen.push(false);
    signs.isSliced.push(false);
  }
  return signs;
}
