import type { Stretch, Timing } from './schedule';

/**
 * What is wrong with a link. `flapping`: it goes down and comes back, again and again. `degraded`: it carries, badly.
 * `spare-lost`: it is down, and what stands in for it carries everything. `down`: it is down and nothing stands in.
 * `counts-while-down`: down, and its byte counters go on. `dim`: it carries well, and hardly any light arrives at one end.
 */
export const incidentKinds = ['flapping', 'degraded', 'spare-lost', 'down', 'counts-while-down', 'dim'] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** What an incident does to a link while it lasts. Pairs are by direction, light by receiving end. */
export interface IncidentEffect {
  /** Share of packets lost beyond the usual. */
  lossShare: number;
  latencyFactor: number;
  throughputFactor: number;
  /** Decibels less light at each end. */
  dimmedDb: readonly [number, number];
  /** Bytes a second that are counted while it is down. */
  strayBytesPerSecond: readonly [number, number];
}

/** One incident of the script. */
export interface Script {
  kind: IncidentKind;
  link: string;
  cause: string;
  when: Timing;
  /** When within the incident the link is down, in minutes from its begin: offset and length. `throughout`: all the time. */
  downs: 'throughout' | readonly (readonly [offset: number, length: number])[];
  effect?: Partial<IncidentEffect>;
}

/** One occurrence of an incident. Times in milliseconds, to the minute; `toMs` null: it has no end. */
export interface Incident extends Stretch {
  kind: IncidentKind;
  link: string;
  cause: string;
  /** When within it the link was down, oldest first. */
  downs: Stretch[];
}
