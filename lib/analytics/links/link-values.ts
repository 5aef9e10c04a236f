import type { LinkMeter } from '@/lib/domain/link/link-facts';
import type { MetricName } from '@/lib/domain/metric';
import type { Link } from './join-links';
import type { ToldLink } from './told-link';

/** The newest sample of a series about a link. */
export interface LinkSample {
  connectionId: string;
  metric: MetricName;
  definition: string;
  attributes: Readonly<Record<string, string>>;
  /** The sample's own time. */
  at: Date;
  value: number;
}

/** Whether a value was measured, follows from measured ones, or was stated by whoever made the link. */
export type ValueBasis = 'measured' | 'derived' | 'stated';

/** A value of a link with where it comes from. */
export interface LinkValue {
  value: number;
  basis: ValueBasis;
  /** Of the oldest sample it rests on; of what is stated, when it was read. */
  at: Date;
  /** The source's names for what it rests on; empty of what is stated. */
  definitions: readonly string[];
  connectionId: string;
}

/** What is known of a link now. Null: unknown. Rates and capacity are in bits a second, each way as its near end sees it. */
export interface LinkValues {
  receive: LinkValue | null;
  transmit: LinkValue | null;
  capacity: LinkValue | null;
  /** The busier way's share of the capacity. */
  utilization: LinkValue | null;
  /** Share of packets or probes lost, 0 to 1. */
  loss: LinkValue | null;
  /** Round trip, seconds. */
  latency: LinkValue | null;
  /** Packets dropped a second, both ways. */
  drops: LinkValue | null;
  /** The weakest light received, dBm. */
  light: LinkValue | null;
  /** A second. */
  errors: LinkValue | null;
  /** Share of its sessions that are established. */
  bgp: LinkValue | null;
  /** Prefixes taken from its peers. */
  prefixes: LinkValue | null;
}

const bitsPerByte = 8;

/** Finds the samples of each link. */
export type SamplesOf = (told: ToldLink) => readonly LinkSample[];

/** Sorts what is measured of links by what links look it up by: the samples of a link, its stretches, anything. */
export function indexByMeter<T extends Pick<LinkSample, 'connectionId' | 'attributes'>>(
  measured: readonly T[],
): (told: ToldLink) => readonly T[] {
  const byResource = Map.groupBy(measured, ({ connectionId, attributes }) => `${connectionId} ${attributes.resource}`);
  return ({ resource, facts }) =>
    facts.meters.flatMap((meter) =>
      (byResource.get(`${resource.connectionId} ${meter.resource}`) ?? []).filter(({ attributes }) =>
        isOf(attributes, meter),
      ),
    );
}

function isOf(attributes: LinkSample['attributes'], meter: LinkMeter): boolean {
  return Object.entries(meter.attributes).every(([key, value]) => attributes[key] === value);
}

/**
 * What is known of a link. Of two tellers the first that has a value gives it: two ends never add. A value is the sum of its
 * lanes and paths, or the worst of them, and as old as the oldest.
 */
export function toLinkValues(link: Link, samplesOf: SamplesOf): LinkValues {
  const sides = link.told.map((told) => ({ told, samples: samplesOf(told) }));
  const first = (find: (side: (typeof sides)[number]) => LinkValue | null): LinkValue | null => {
    for (const side of sides) {
      const value = find(side);
      if (value !== null) return value;
    }
    return null;
  };
  const [own] = sides;
  // The other end receives what this one transmits.
  const way = (direction: 'receive' | 'transmit') =>
    first((side) => {
      const seen = side === own ? direction : direction === 'receive' ? 'transmit' : 'receive';
      const rate = sum(pick(side.samples, 'link.io.rate', seen));
      return rate && { ...rate, value: rate.value * bitsPerByte };
    });
  const receive = way('receive');
  const transmit = way('transmit');
  const capacity = first(toCapacity);
  return {
    receive,
    transmit,
    capacity,
    utilization: toUtilization([receive, transmit], capacity),
    loss: first(({ samples }) => extreme(pick(samples, 'link.loss'), Math.max) ?? toLoss(samples)),
    latency: first(({ samples }) => extreme(pick(samples, 'link.latency'), Math.max)),
    // Each reason and each way is a definition of its own, and what one counts no other does.
    drops: first(({ samples }) => sum(samples.filter(({ metric }) => metric === 'link.packet.drop.rate'))),
    light: first(({ samples }) => extreme(pick(samples, 'link.optical.power', 'receive'), Math.min)),
    errors: first(({ samples }) => sum(pick(samples, 'link.errors'))),
    bgp: first(({ samples }) => toShare(pick(samples, 'link.bgp.state'))),
    prefixes: first(({ told, samples }) => sum(pick(samples, 'link.bgp.prefixes', 'accepted')) ?? toPrefixes(told)),
  };
}

function pick(samples: readonly LinkSample[], metric: MetricName, direction?: string): readonly LinkSample[] {
  const found = samples.filter(
    (sample) => sample.metric === metric && (direction === undefined || sample.attributes.direction === direction),
  );
  // Unlike definitions are never mixed: the first one's series are the value.
  return found.filter(({ definition }) => definition === found[0]?.definition);
}

function combine(samples: readonly LinkSample[], value: number, basis: ValueBasis): LinkValue | null {
  const [first] = samples;
  if (first === undefined) return null;
  return {
    value,
    basis,
    at: new Date(Math.min(...samples.map(({ at }) => at.getTime()))),
    definitions: [...new Set(samples.map(({ definition }) => definition))],
    connectionId: first.connectionId,
  };
}

const basisOf = (samples: readonly LinkSample[]): ValueBasis => (samples.length === 1 ? 'measured' : 'derived');

function sum(samples: readonly LinkSample[]): LinkValue | null {
  return combine(
    samples,
    samples.reduce((total, { value }) => total + value, 0),
    basisOf(samples),
  );
}

/** The worst of several is one that was measured. */
function extreme(samples: readonly LinkSample[], choose: (...values: number[]) => number): LinkValue | null {
  return combine(samples, choose(...samples.map(({ value }) => value)), 'measured');
}

function toShare(samples: readonly LinkSample[]): LinkValue | null {
  return combine(samples, samples.filter(({ value }) => value >= 1).length / samples.length, basisOf(samples));
}

/** What did not come through of what was sent. */
function toLoss(samples: readonly LinkSample[]): LinkValue | null {
  const reached = extreme(pick(samples, 'link.reachability'), Math.min);
  return reached && { ...reached, value: 1 - reached.value, basis: 'derived' };
}

function toCapacity({ told, samples }: { told: ToldLink; samples: readonly LinkSample[] }): LinkValue | null {
  const { facts, readAt, resource } = told;
  if (facts.capacityBitsPerSecond !== null)
    return {
      value: facts.capacityBitsPerSecond,
      basis: 'stated',
      at: readAt,
      definitions: [],
      connectionId: resource.connectionId,
    };
  const measured = sum(pick(samples, 'link.capacity'));
  return measured && { ...measured, value: measured.value * bitsPerByte };
}

function toPrefixes({ facts, readAt, resource }: ToldLink): LinkValue | null {
  const told = facts.sessions?.map(({ acceptedPrefixes }) => acceptedPrefixes);
  if (told === undefined || told.length === 0 || told.includes(null)) return null;
  const value = told.reduce<number>((total, count) => total + (count === null ? Number.NaN : count), 0);
  return { value, basis: 'stated', at: readAt, definitions: [], connectionId: resource.connectionId };
}

/** Unknown unless both ways and the capacity are known: the way that is not may be the busier one. */
function toUtilization(ways: readonly (LinkValue | null)[], capacity: LinkValue | null): LinkValue | null {
  const known = ways.filter((way) => way !== null);
  const [first] = known;
  if (first === undefined || known.length < ways.length || capacity === null || capacity.value <= 0) return null;
  return {
    value: Math.max(...known.map(({ value }) => value)) / capacity.value,
    basis: 'derived',
    at: new Date(Math.min(...known.map(({ at }) => at.getTime()))),
    definitions: [...new Set([...known, capacity].flatMap(({ definitions }) => definitions))],
    connectionId: first.connectionId,
  };
}
