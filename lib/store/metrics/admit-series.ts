import type { MetricPoint } from '@/lib/domain/metric';
import { type MetricBatch, type MetricRefusals, toleratedAheadMs } from './metric-store';
import { type SeriesTraits, toAttributesText, toGroupKey } from './series-key';

/** A series with the samples of it that may be written. */
export interface AdmittedSeries {
  traits: SeriesTraits;
  group: string;
  attributesText: string;
  /** Milliseconds since 1970, rising, each once. Never empty. */
  times: readonly number[];
  values: readonly number[];
}

export interface AdmittedBatch {
  series: AdmittedSeries[];
  refused: Pick<MetricRefusals, 'notFinite' | 'ahead' | 'tooOld'>;
}

/**
 * What of a batch may be written: finite values, at moments that are neither ahead of the clock nor past their keeping.
 * Of two values of one series and moment the later in the batch stands. Series left without a sample are left out.
 */
export function admitSeries({ series, now }: Pick<MetricBatch, 'series' | 'now'>, rawMs: number): AdmittedBatch {
  const admission = new Admission(now.getTime() - rawMs, now.getTime() + toleratedAheadMs);
  const groups = new Groups();
  for (const one of series) {
    const samples = admission.admit(one.points);
    if (samples.times.length === 0) continue;
    const { group, members } = groups.of(one);
    const attributesText = toAttributesText(one.attributes);
    const before = members.get(attributesText);
    const { times, values } = before === undefined ? samples : inOrder(append(before, samples));
    members.set(attributesText, { traits: one, group, attributesText, times, values });
  }
  return { series: groups.all(), refused: admission.refused };
}

interface Group {
  group: string;
  members: Map<string, AdmittedSeries>;
}

/** Series by what they share. Those of one group mostly come one after another. */
class Groups {
  readonly #groups = new Map<string, Group>();
  #latest: { traits: SeriesTraits; group: Group } | null = null;

  of(traits: SeriesTraits): Group {
    const before = this.#latest;
    if (
      before !== null &&
      before.traits.metric === traits.metric &&
      before.traits.definition === traits.definition &&
      before.traits.subject === traits.subject
    )
      return before.group;
    const key = toGroupKey(traits);
    const group = this.#groups.get(key) ?? { group: key, members: new Map() };
    this.#groups.set(key, group);
    this.#latest = { traits, group };
    return group;
  }

  all(): AdmittedSeries[] {
    return [...this.#groups.values()].flatMap(({ members }) => [...members.values()]);
  }
}

interface Samples {
  times: readonly number[];
  values: readonly number[];
}

/** Lets samples through that may be written, and counts the others. */
class Admission {
  readonly refused = { notFinite: 0, ahead: 0, tooOld: 0 };
  readonly #earliest: number;
  readonly #latest: number;

  constructor(earliest: number, latest: number) {
    this.#earliest = earliest;
    this.#latest = latest;
  }

  /** In order of time, each moment once. */
  admit(points: readonly MetricPoint[]): Samples {
    const times: number[] = [];
    const values: number[] = [];
    let last = Number.NEGATIVE_INFINITY;
    let isInOrder = true;
    for (const { at, value } of points) {
      const time = at.getTime();
      if (!this.#mayStand(time, value)) continue;
      if (time <= last) isInOrder = false;
      last = time;
      times.push(time);
      values.push(value + 0); // negative zero is zero: no source means a difference
    }
    return isInOrder ? { times, values } : inOrder({ times, values });
  }

  #mayStand(time: number, value: number): boolean {
    if (!Number.isFinite(value) || Number.isNaN(time)) this.refused.notFinite += 1;
    else if (time > this.#latest) this.refused.ahead += 1;
    else if (time < this.#earliest) this.refused.tooOld += 1;
    else return true;
    return false;
  }
}

function append(before: Samples, later: Samples): Samples {
  return { times: [...before.times, ...later.times], values: [...before.values, ...later.values] };
}

function inOrder({ times, values }: Samples): Samples {
  const byTime = new Map(times.map((time, index) => [time, Number(values[index])]));
  const sorted = [...byTime].sort(([left], [right]) => left - right);
  return { times: sorted.map(([time]) => time), values: sorted.map(([, value]) => value) };
}
