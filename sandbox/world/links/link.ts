import type { LinkForm } from '../../../lib/domain/link/link-facts';

/** Where a link ends. */
export interface LinkEnd {
  /** A place of the factory, or what people call an office, a colocation or a regional edge outside it. */
  name: string;
  /** The place of the factory it is; null for ends outside. */
  site: string | null;
  /** Degrees north and east. */
  latitude: number;
  longitude: number;
}

/**
 * What a link carries. `demand`: its part of what its group carries together, `bytesPerSecond` of them on an average
 * day; it falls to those of the group that are up. `riders`: what rides on it. `members`: what its parts carry, and it is
 * up while one of them is. `part`: an even part of a bundle's.
 */
export type Flow =
  | { of: 'demand'; bytesPerSecond: number }
  | { of: 'riders' }
  | { of: 'members'; links: readonly string[] }
  | { of: 'part'; bundle: string; parts: number };

/** One link between two places, whoever reports it. */
export interface Link {
  /** The world's own name of it. */
  name: string;
  form: LinkForm;
  ends: readonly [LinkEnd, LinkEnd];
  /** Each way; null where nobody promised any. */
  capacityBitsPerSecond: number | null;
  /** Names of links it rides on: it is down while all of them are. Empty: the internet, or nothing of the factory's. */
  ridesOn: readonly string[];
  /** Links with the same word stand in for each other; null: nothing stands in. */
  group: string | null;
  flow: Flow;
  /** Of links over glass that somebody measures: how many lanes or strands. Null: no light is measured. */
  lanes: number | null;
}

/** The end of a link at which a provider stands. */
export interface LinkSide {
  link: string;
  end: 0 | 1;
}

/** What a link does at an instant. Pairs are by direction: from the first end to the second, and back. */
export interface LinkReading {
  isUp: boolean;
  /** Of a tunnel that is down, what is sent into the void and counted all the same. */
  bytesPerSecond: readonly [number, number];
  packetsPerSecond: readonly [number, number];
  dropsPerSecond: readonly [number, number];
  /** Share of packets that never arrive; 1 while it is down. */
  lossShare: number;
  /** Median round trip; null while it is down. */
  latencySeconds: number | null;
  /** Errors of the line a second. */
  errorsPerSecond: number;
}

/** What a link does as one end sees it. */
export interface SideReading extends Omit<LinkReading, 'bytesPerSecond' | 'packetsPerSecond' | 'dropsPerSecond'> {
  inBytesPerSecond: number;
  outBytesPerSecond: number;
  inPacketsPerSecond: number;
  outPacketsPerSecond: number;
  inDropsPerSecond: number;
  outDropsPerSecond: number;
}

/** A reading as the given end sees it. */
export function seenFrom(end: 0 | 1, reading: LinkReading): SideReading {
  const { bytesPerSecond, packetsPerSecond, dropsPerSecond, ...both } = reading;
  const back = end === 0 ? 1 : 0;
  return {
    ...both,
    inBytesPerSecond: bytesPerSecond[back],
    outBytesPerSecond: bytesPerSecond[end],
    inPacketsPerSecond: packetsPerSecond[back],
    outPacketsPerSecond: packetsPerSecond[end],
    inDropsPerSecond: dropsPerSecond[back],
    outDropsPerSecond: dropsPerSecond[end],
  };
}
