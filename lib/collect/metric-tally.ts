import type { Gap } from '@/lib/domain/provider-fault';
import type { MetricRead } from '@/lib/providers/contract/provider';
import { type MetricRefusals, type MetricWritten, toleratedAheadMs } from '@/lib/store/metrics/metric-store';
import type { MetricCounts } from '@/lib/store/runs/collection-run';
import type { CollectionResult } from './collector';

/** Adds up what a run measured, stored and missed. */
export class MetricTally {
  readonly #counts: MetricCounts = { series: 0, samples: 0, refused: 0 };
  readonly #missed: Gap[] = [];
  readonly #refused: Gap[] = [];
  #readAnything = false;

  addRead({ account, region, group, result }: MetricRead, { series, samples, refused }: MetricWritten): void {
    this.#counts.series += series;
    this.#counts.samples += samples;
    this.#counts.refused += Object.values(refused).reduce((sum, count) => sum + count, 0);
    this.#refused.push(...toRefusalGaps({ account, region, subject: group }, refused));
    if (result.completeness.complete) this.#readAnything = true;
    else this.#missed.push(...result.completeness.gaps);
    if (samples > 0) this.#readAnything = true;
  }

  addGap(gap: Gap): void {
    this.#missed.push(gap);
  }

  /** What the provider did not tell. */
  get missed(): readonly Gap[] {
    return this.#missed;
  }

  /** Complete when everything was read and kept; failed when nothing was read. */
  toResult(notBefore: Date | null): CollectionResult {
    const gaps = withoutRepeats([...this.#missed, ...this.#refused]);
    if (gaps.length === 0) return { outcome: 'complete', counts: { ...this.#counts }, gaps, notBefore };
    const outcome = this.#readAnything ? 'partial' : 'failed';
    return { outcome, counts: this.#readAnything ? { ...this.#counts } : null, gaps, notBefore };
  }
}

type Place = Required<Pick<Gap, 'account' | 'region' | 'subject'>>;

function toRefusalGaps(place: Place, refused: MetricRefusals): Gap[] {
  const gaps: (Gap & { count: number })[] = [
    {
      count: refused.notFinite,
      fault: 'response-unexpected',
      code: 'NotFinite',
      message: `Samples that are no finite number are left out: ${refused.notFinite}.`,
    },
    {
      count: refused.ahead,
      fault: 'response-unexpected',
      code: 'AheadOfClock',
      message: `Samples more than ${toleratedAheadMs / 60_000} minutes ahead of Millwright's clock are left out: ${refused.ahead}.`,
      remedy: 'Set the clock of the machines that measured them, or of this one.',
    },
    {
      count: refused.tooOld,
      fault: 'response-unexpected',
      code: 'TooOld',
      message: `Samples older than raw samples are kept are left out: ${refused.tooOld}.`,
      remedy: 'Set the clock of the machines that measured them, or of this one.',
    },
    {
      count: refused.seriesBeyondLimit,
      fault: 'capability-unsupported',
      code: 'SeriesLimit',
      message: `New series beyond the most that one connection may have are left out: ${refused.seriesBeyondLimit}.`,
      remedy: 'Look for a label that never repeats, or raise MILLWRIGHT_METRIC_SERIES_LIMIT.',
    },
    {
      count: refused.byEngine,
      fault: 'capability-unsupported',
      code: 'RefusedByEngine',
      message: `Samples that the engine of the metrics does not take are left out: ${refused.byEngine}.`,
      remedy: 'Let the engine take samples out of order, for as long as sources are late.',
    },
  ];
  return gaps.flatMap(({ count, ...gap }) => (count === 0 ? [] : [{ ...place, ...gap }]));
}

/** The same fault at the same place is told once. */
function withoutRepeats(gaps: readonly Gap[]): Gap[] {
  return [...new Map(gaps.map((gap) => [JSON.stringify(Object.entries(gap).sort()), gap])).values()];
}
