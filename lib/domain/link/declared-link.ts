import type { ProbeKind } from '../probe/probe';

/** What a declared line is made of, as contracts call it. */
export const linkMedia = ['dark-fibre', 'wavelength', 'mpls', 'ethernet', 'internet', 'other'] as const;
export type LinkMedium = (typeof linkMedia)[number];

/** Names a link for good: the connection and the resource that have it, and its key there. */
export interface LinkName {
  /** Null: of a declared link, whose id is `nativeId`. */
  connectionId: string | null;
  nativeId: string;
  key: string;
}

/** Where a declared link ends: at a site, at a resource that a connection tells of, or at a place that is no site here. */
export type LinkEndSaid = { site: string } | { connectionId: string; nativeId: string } | { place: string };

/** The resource that an end is, by its connection and native id; none of a site or a place. */
export function toEndResources(end: LinkEndSaid): { connectionId: string; nativeId: string }[] {
  return 'nativeId' in end ? [end] : [];
}

/** What a series of interface counters tells of a link. `state`: 1 is up, anything else is down, as of `ifOperStatus`. */
export const seriesMeasures = ['receive', 'transmit', 'state'] as const;
export type SeriesMeasure = (typeof seriesMeasures)[number];

/** What measures a declared link: the probes of one way between two sites, or one series of a Prometheus. */
export type DeclaredMeter =
  | { by: 'probe'; from: string; to: string; kind: Exclude<ProbeKind, 'throughput'> }
  | {
      by: 'prometheus';
      connectionId: string;
      /** A name with matchers, e.g. `ifHCInOctets{instance="r1",ifName="xe-0/0/1"}`. */
      series: string;
      measures: SeriesMeasure;
      /** What it counts, or is a rate of; null of a state. */
      unit: 'bytes' | 'bits' | null;
      /** Whether it only ever grows, so that its rate is the throughput; of a state it is not. */
      isCounter: boolean;
    };

/** What a person or millwright.yaml says of a line. */
export interface DeclaredTerms {
  name: string;
  medium: LinkMedium;
  near: LinkEndSaid;
  far: LinkEndSaid;
  /** Contracted, each way; null: not said. */
  capacityBitsPerSecond: number | null;
  carrier: string | null;
  /** The carrier's own id of it; a provider that tells of the same circuit tells of this link. */
  circuitId: string | null;
  ridesOn: readonly LinkName[];
  carries: readonly LinkName[];
  /** Declared links with the same word stand in for each other. */
  redundancyGroup: string | null;
  /** What it costs a month, exact decimal text; null: not said. */
  cost: { amount: string; currency: string } | null;
  notes: string;
  meters: readonly DeclaredMeter[];
}

/** A line that no provider's API tells of. */
export interface DeclaredLink extends DeclaredTerms {
  id: string;
  /** `file`: millwright.yaml declares it, and only there it is changed. */
  managedBy: 'console' | 'file';
  version: number;
  createdBy: string;
  createdAt: Date;
  updatedBy: string;
  updatedAt: Date;
}

/** The attribute `resource` of series that measure a declared link. */
export function toMeterResource(id: string): string {
  return `declared/${id}`;
}

/** One metric's name with matchers of labels, and nothing that would be worked out. */
export const seriesPattern = /^[a-zA-Z_:][a-zA-Z0-9_:]*(\{[^{}]{0,500}\})?$/;

const bitsOf = { 'bit/s': 1, 'kbit/s': 1e3, 'Mbit/s': 1e6, 'Gbit/s': 1e9, 'Tbit/s': 1e12 } as const;
export const capacityUnits = Object.keys(bitsOf) as (keyof typeof bitsOf)[];
export type CapacityUnit = keyof typeof bitsOf;

/** A capacity in bits a second, whole. */
export function toBitsPerSecond(value: number, unit: CapacityUnit): number {
  return Math.round(value * bitsOf[unit]);
}

/** A capacity as people write it: the largest unit of which it is one or more. */
export function fromBitsPerSecond(bits: number): { value: number; unit: CapacityUnit } {
  const unit = capacityUnits.findLast((each) => bits >= bitsOf[each]) ?? 'bit/s';
  return { value: bits / bitsOf[unit], unit };
}
