import type { LinkMeter, LinkState } from '@/lib/domain/link/link-facts';
import type { MetricName } from '@/lib/domain/metric';
import { isOtherReason } from './drop-reasons';
import { isSameWay } from './join-declared';
import type { Link } from './join-links';
import { isOfFarEnd, turn, type WayOfTraffic } from './measuring-end';
import type { ToldLink } from './told-link';

/** The newest sample of a series about a link. */
export interface LinkSample {
  /** Null: our own probes. */
  connectionId: string | null;
  metric: MetricName;
  definition: string;
  attributes: Readonly<Record<string, string>>;
  /** The sample's own time. */
  at: Date;
  value: number;
}

/** A series that was measured of late and is no longer: what it would say now is not known. */
export type SilentSeries = Pick<LinkSample, 'connectionId' | 'metric' | 'definition' | 'attributes'>;

/** Whether a value was measured, follows from measured ones, or was stated by whoever made the link. */
export type ValueBasis = 'measured' | 'derived' | 'stated';

/**
 * How a value stands to the true one. `least`: a lane, path or session of it is no longer measured, so the true one is this or
 * more; `most`: this or less.
 */
type ValueBound = 'exact' | 'least' | 'most';

/** A value of a link with where it comes from. */
export interface LinkValue {
  value: number;
  basis: ValueBasis;
  bound: ValueBound;
  /** Of the oldest sample it rests on; of what is stated, when it was read. */
  at: Date;
  /** The source's names for what it rests on; empty of what is stated. */
  definitions: readonly string[];
  /** Null: a person declared it. */
  connectionId: string | null;
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
  /** Prefixes told to its peers. */
  advertised: LinkValue | null;
}

const bitsPerByte = 8;
/** Of parts that stand so nothing is expected. */
const idle: ReadonlySet<LinkState> = new Set(['disabled', 'provisioning']);

/** What is measured of links. */
interface MeasuredLinks {
  samplesOf: (told: ToldLink) => readonly LinkSample[];
  /** What was measured of late and is no longer. */
  silentOf: (told: ToldLink) => readonly SilentSeries[];
  /** The parts of a link as they are told; of them only those that are of one resource with it count. */
  partsOf: (link: Link) => readonly ToldLink[];
}

/** Sorts what is measured of links by what links look it up by: the samples of a link, its stretches, anything. */
export function indexByMeter<T extends Pick<LinkSample, 'connectionId' | 'attributes'>>(
  measured: readonly T[],
): (told: ToldLink) => readonly T[] {
  const byResource = Map.groupBy(measured, ({ connectionId, attributes }) => `${connectionId} ${attributes.resource}`);
  return ({ resource, facts }) =>
    facts.meters.flatMap((meter) =>
      (byResource.get(`${toConnection(meter, resource)} ${meter.resource}`) ?? []).filter(({ attributes }) =>
        isOf(attributes, meter),
      ),
    );
}

function toConnection({ connectionId }: LinkMeter, resource: ToldLink['resource']): string | null {
  return connectionId === undefined ? resource.connectionId : connectionId;
}

function isOf(attributes: LinkSample['attributes'], meter: LinkMeter): boolean {
  return Object.entries(meter.attributes).every(([key, value]) => attributes[key] === value);
}

interface Side {
  told: ToldLink;
  samples: readonly LinkSample[];
  silent: readonly SilentSeries[];
  /** Of each part that is expected to carry. */
  parts: readonly (readonly LinkMeter[])[];
}

/** Samples that make up a value, and whether some that would are no longer measured. */
interface Picked {
  samples: readonly LinkSample[];
  isPartial: boolean;
}

/**
 * What is known of a link. Of two tellers the first that has all of a value gives it, else the first that has any: two ends
 * never add. A value is the sum of its lanes and paths, or the worst of them, and as old as the oldest; without those of them
 * that are no longer measured it is a bound.
 */
export function toLinkValues(link: Link, { samplesOf, silentOf, partsOf }: MeasuredLinks): LinkValues {
  const parts = partsOf(link).filter(({ facts }) => !idle.has(facts.state) && facts.meters.length > 0);
  const sides = link.told.map(
    (told): Side => ({
      told,
      samples: samplesOf(told),
      silent: silentOf(told),
      parts: parts.filter(({ resource }) => resource.id === told.resource.id).map(({ facts }) => facts.meters),
    }),
  );
  const first = (find: (side: Side) => LinkValue | null): LinkValue | null => {
    let partial: LinkValue | null = null;
    for (const side of sides) {
      const value = find(side);
      if (value?.bound === 'exact') return value;
      partial ??= value;
    }
    return partial;
  };
  const [own] = sides;
  // The other end receives what this one transmits, whoever tells of it: of what both ends of one source measure (`source`
  // says which) the near one's counts.
  const way = (direction: WayOfTraffic) =>
    first((side) => {
      const seen = side === own || isSameWay(side.told, link.near) ? direction : turn(direction);
      const isFar = (one: SilentSeries) => isOfFarEnd(one, side.told.facts);
      const near = only(side, (one) => !isFar(one));
      const rate = sum(pick(near, 'link.io.rate', seen)) ?? sum(pick(only(side, isFar), 'link.io.rate', turn(seen)));
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
    loss: first((side) => extreme(pick(side, 'link.loss'), Math.max) ?? toLoss(side)),
    latency: first((side) => extreme(pick(side, 'link.latency'), Math.max)),
    drops: first((side) => sum(pickAll(side, 'link.packet.drop.rate'))),
    light: first((side) => extreme(pick(side, 'link.optical.power', 'receive'), Math.min, 'most')),
    errors: first((side) => sum(pick(side, 'link.errors'))),
    bgp: first((side) => toShare(pick(side, 'link.bgp.state'), side)),
    prefixes: first((side) => sum(pick(side, 'link.bgp.prefixes', 'accepted')) ?? toPrefixes(side.told)),
    advertised: first((side) => sum(pick(side, 'link.bgp.prefixes', 'advertised'))),
  };
}

function only(side: Side, isMeant: (one: SilentSeries) => boolean): Side {
  return { ...side, samples: side.samples.filter(isMeant), silent: side.silent.filter(isMeant) };
}

/** Unlike definitions are never mixed: the first one's series are the value. */
function pick({ samples, silent, parts }: Side, metric: MetricName, direction?: string): Picked {
  const isMeant = (one: SilentSeries) =>
    one.metric === metric && (direction === undefined || one.attributes.direction === direction);
  const found = samples.filter(isMeant);
  const definition = found[0]?.definition;
  const same = found.filter((sample) => sample.definition === definition);
  const isLost = silent.some((series) => isMeant(series) && series.definition === definition);
  return { samples: same, isPartial: isLost || lacksPart(same, parts) };
}

/** Whether samples are those of a link's parts, and one of the parts has none. */
function lacksPart(samples: readonly LinkSample[], parts: Side['parts']): boolean {
  if (samples.length === 0 || parts.length === 0) return false;
  const isOfPart = ({ attributes }: LinkSample, meters: readonly LinkMeter[]) =>
    meters.some((meter) => attributes.resource === meter.resource && isOf(attributes, meter));
  return (
    samples.every((sample) => parts.some((meters) => isOfPart(sample, meters))) &&
    parts.some((meters) => !samples.some((sample) => isOfPart(sample, meters)))
  );
}

/** Of drops each reason and each way is a definition of its own, and what one counts no other does. */
function pickAll({ samples, silent }: Side, metric: MetricName): Picked {
  const counted = samples.filter((one) => one.metric === metric);
  const isLost = (one: SilentSeries) => one.metric === metric && !counted.some((other) => isOtherReason(one, other));
  return { samples: counted, isPartial: silent.some(isLost) };
}

function combine(
  { samples, isPartial }: Picked,
  value: number,
  { basis, bound = 'least' }: { basis: ValueBasis; bound?: ValueBound },
): LinkValue | null {
  const [first] = samples;
  if (first === undefined) return null;
  return {
    value,
    basis,
    bound: isPartial ? bound : 'exact',
    at: new Date(Math.min(...samples.map(({ at }) => at.getTime()))),
    definitions: [...new Set(samples.map(({ definition }) => definition))],
    connectionId: first.connectionId,
  };
}

const basisOf = ({ samples }: Picked): ValueBasis => (samples.length === 1 ? 'measured' : 'derived');

function sum(picked: Picked): LinkValue | null {
  const total = picked.samples.reduce((sum, { value }) => sum + value, 0);
  return combine(picked, total, { basis: basisOf(picked) });
}

/** The worst of several is one that was measured; one that is no longer measured may be worse. */
function extreme(picked: Picked, choose: (...values: number[]) => number, bound: ValueBound = 'least') {
  return combine(picked, choose(...picked.samples.map(({ value }) => value)), { basis: 'measured', bound });
}

/** Of all its sessions, those counted in that are no longer measured: they may be established. */
function toShare(picked: Picked, { silent }: Side): LinkValue | null {
  const lost = silent.filter(
    ({ metric, definition }) => metric === 'link.bgp.state' && definition === picked.samples[0]?.definition,
  );
  const established = picked.samples.filter(({ value }) => value >= 1).length;
  const all = picked.samples.length + lost.length;
  return combine(picked, established / all, { basis: all === 1 ? 'measured' : 'derived' });
}

/** What did not come through of what was sent. */
function toLoss(side: Side): LinkValue | null {
  const reached = extreme(pick(side, 'link.reachability'), Math.min);
  return reached && { ...reached, value: 1 - reached.value, basis: 'derived' };
}

function toCapacity(side: Side): LinkValue | null {
  const { facts, readAt, resource } = side.told;
  if (facts.capacityBitsPerSecond !== null)
    return {
      value: facts.capacityBitsPerSecond,
      basis: 'stated',
      bound: 'exact',
      at: readAt,
      definitions: [],
      connectionId: resource.connectionId,
    };
  const measured = sum(pick(side, 'link.capacity'));
  return measured && { ...measured, value: measured.value * bitsPerByte };
}

function toPrefixes({ facts, readAt, resource }: ToldLink): LinkValue | null {
  const told = facts.sessions?.map(({ acceptedPrefixes }) => acceptedPrefixes);
  if (told === undefined || told.length === 0 || told.includes(null)) return null;
  const value = told.reduce<number>((total, count) => total + (count === null ? Number.NaN : count), 0);
  return { value, basis: 'stated', bound: 'exact', at: readAt, definitions: [], connectionId: resource.connectionId };
}

/**
 * Unknown unless both ways and the capacity are known: the way that is not may be the busier one. Of bounds that point both
 * ways nothing follows.
 */
function toUtilization(ways: readonly (LinkValue | null)[], capacity: LinkValue | null): LinkValue | null {
  const known = ways.filter((way) => way !== null);
  const [first] = known;
  if (first === undefined || known.length < ways.length || capacity === null || capacity.value <= 0) return null;
  const isLeast = known.some(({ bound }) => bound !== 'exact');
  const isMost = capacity.bound !== 'exact';
  if (isLeast && isMost) return null;
  return {
    value: Math.max(...known.map(({ value }) => value)) / capacity.value,
    basis: 'derived',
    bound: isLeast ? 'least' : isMost ? 'most' : 'exact',
    at: new Date(Math.min(...known.map(({ at }) => at.getTime()))),
    definitions: [...new Set([...known, capacity].flatMap(({ definitions }) => definitions))],
    connectionId: first.connectionId,
  };
}
