import type pg from 'pg';
import type { MetricName, MetricPoint, MetricSeries, MetricSubject } from '@/lib/domain/metric';

/** A series as the store knows it. Everything but the unit tells it from others. */
export interface StoredSeries {
  connectionId: string;
  metric: MetricName;
  /** The metric's unit, UCUM. */
  unit: string;
  definition: string;
  subject: MetricSubject;
  attributes: Readonly<Record<string, string>>;
}

/** What tells one series from all others. */
export type SeriesIdentity = Omit<StoredSeries, 'unit'>;

/** Which series are meant. An absent field does not narrow; an empty list matches nothing. */
export interface SeriesFilter {
  metrics: readonly MetricName[];
  connectionIds?: readonly string[];
  subject?: MetricSubject;
  /** Of each key named here, the series must carry one of the values. */
  attributes?: Readonly<Record<string, readonly string[]>>;
}

/** From `from`, included, to `to`, not included. */
export interface MetricRange {
  from: Date;
  to: Date;
}

/** Series of one connection to be written, as a provider read them. Points need neither order nor uniqueness. */
export interface MetricBatch {
  connectionId: string;
  series: readonly MetricSeries[];
  /** What samples ahead of the clock and past their keeping are measured by. */
  now: Date;
}

/** What came of a write. What was refused is not in the store; the caller makes a gap of it. */
export interface MetricWritten {
  /** Series of which at least one sample was taken. */
  series: number;
  /** Samples taken, each moment of a series once; those the store held already count too. */
  samples: number;
  refused: MetricRefusals;
}

export interface MetricRefusals {
  /** New series beyond the most a connection may have. */
  seriesBeyondLimit: number;
  /** Samples that are no finite number, or whose time is no time. */
  notFinite: number;
  /** Samples further ahead of `now` than `toleratedAheadMs`. */
  ahead: number;
  /** Samples older than raw samples are kept. */
  tooOld: number;
  /** Samples the engine would not take, for one that is out of order or another value of a moment it has. */
  byEngine: number;
}

/** How far ahead of our clock a sample's time may be, in milliseconds. */
export const toleratedAheadMs = 5 * 60_000;

/** What a read found. An engine of several parts may answer when some of them are away. */
export interface MetricAnswer<T> {
  items: T[];
  /** Why there may be more than was told, a sentence each. Empty: this is all there is. */
  gaps: readonly string[];
}

/**
 * What a store may be unable to do. `take-late`: take samples older than the newest of their series. `replace`: let a later
 * value of a moment stand. `exact`: give back every digit of a value. `forget`: remove a connection's samples. `keep`: hold what
 * it has for as long as `retention` says.
 */
export type MetricStoreAbility = 'take-late' | 'replace' | 'exact' | 'forget' | 'keep';

export interface NewestSample {
  readonly series: StoredSeries;
  /** The sample's own time, not that of its reading. */
  readonly at: Date;
  readonly value: number;
}

/**
 * Samples of one series rolled up to steps, column by column: `startsAt[i]`, `min[i]`, … are one step. In order of time.
 * A step without samples is not there.
 */
export interface RolledSeries {
  series: StoredSeries;
  /** Where each step starts, in milliseconds since 1970 UTC. */
  startsAt: Float64Array;
  min: Float64Array;
  max: Float64Array;
  sum: Float64Array;
  /** Samples in the step; at least 1. */
  count: Float64Array;
}

/**
 * Samples of one series summed up by steps: `sum[i]` and `count[i]` are of step `i` of the range, from its first on. A step
 * without samples has 0 for its count.
 */
export interface SummedSeries {
  series: StoredSeries;
  sum: Float64Array;
  count: Float64Array;
}

/** How long is kept what, in milliseconds. A step finer than five minutes needs raw samples, one finer than an hour five-minute roll-ups. */
export interface MetricRetention {
  rawMs: number;
  fiveMinuteMs: number;
  hourlyMs: number;
}

/** Proves, first in a transaction of the state database, that the writer may still write. Throws when it may not. */
export type AssertLease = (client: pg.ClientBase) => Promise<void>;

/** Keeps what was measured. A moment nobody measured has no sample and no step: unknown is never zero. */
export interface MetricStore {
  readonly retention: MetricRetention;
  /** What this store cannot do, and why, a sentence each. */
  readonly cannot: Readonly<Partial<Record<MetricStoreAbility, string>>>;

  /**
   * Writes under the lease. Late and out-of-order samples are taken; the same sample twice changes nothing; of two
   * values of one series and moment the later written stands (within a batch: the later in it). Throws what
   * `assertLease` throws, and when the store cannot be written: then nothing or a part was, and writing again is safe.
   */
  write(batch: MetricBatch, assertLease: AssertLease): Promise<MetricWritten>;

  /** The newest sample of every matching series that has one at or after `since`. */
  readNewest(filter: SeriesFilter, since: Date): Promise<MetricAnswer<NewestSample>>;

  /**
   * Matching series rolled up to steps of `stepMs`, in whole seconds. Steps are counted from 1970 UTC, and the range is
   * widened to whole ones. Series without a sample in it are left out. Throws a RangeError for a step of no whole seconds.
   */
  readRange(filter: SeriesFilter, range: MetricRange, stepMs: number): Promise<MetricAnswer<RolledSeries>>;

  /** As `readRange`, what a mean takes alone: of many series at a fraction of the cost. */
  readSums(filter: SeriesFilter, range: MetricRange, stepMs: number): Promise<MetricAnswer<SummedSeries>>;

  /** The samples of one series as they were measured, in order of time. Empty: it has none there, or there is no such series. */
  readSamples(series: SeriesIdentity, range: MetricRange): Promise<MetricAnswer<MetricPoint>>;

  /**
   * Every matching series that has not been forgotten; with `since`, those measured then or later, and at most some that were
   * measured a few hours before.
   */
  listSeries(filter: SeriesFilter, since?: Date): Promise<MetricAnswer<StoredSeries>>;

  /** Removes everything of a connection. A store that cannot `forget` does nothing: its own retention ends what it has. */
  forget(connectionId: string): Promise<void>;

  /** House-keeping: removes what is past its keeping. Any number of processes may do it at once. */
  tidy(now: Date): Promise<void>;
}
