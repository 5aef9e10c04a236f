import type { MetricSeries } from '@/lib/domain/metric';
import type { AssertLease, MetricBatch, MetricStore, MetricWritten } from '@/lib/store/metrics/metric-store';

/** A store sorts and packs a part at once: so many samples hold the worker for tens of milliseconds. */
const samplesPerPart = 50_000;

/**
 * Writes a batch a part after the other, so that one of a long window holds neither the worker nor the connection's other
 * writes for long. What was written before a part failed stays: the next run writes the same again. Gives the sum.
 */
export async function writeParts(
  store: Pick<MetricStore, 'write'>,
  batch: MetricBatch,
  assertLease: AssertLease,
): Promise<MetricWritten> {
  const refused = { seriesBeyondLimit: 0, notFinite: 0, ahead: 0, tooOld: 0, byEngine: 0 };
  const sum: MetricWritten = { series: 0, samples: 0, refused };
  for (const series of toParts(batch.series)) {
    const written = await store.write({ ...batch, series }, assertLease);
    sum.series += written.series;
    sum.samples += written.samples;
    refused.seriesBeyondLimit += written.refused.seriesBeyondLimit;
    refused.notFinite += written.refused.notFinite;
    refused.ahead += written.refused.ahead;
    refused.tooOld += written.refused.tooOld;
    refused.byEngine += written.refused.byEngine;
  }
  return sum;
}

/** Whole series in order; one that has more samples than a part may hold is a part of its own. */
function* toParts(series: readonly MetricSeries[]): Generator<MetricSeries[], void> {
  let part: MetricSeries[] = [];
  let samples = 0;
  for (const one of series) {
    if (part.length > 0 && samples + one.points.length > samplesPerPart) {
      yield part;
      part = [];
      samples = 0;
    }
    part.push(one);
    samples += one.points.length;
  }
  if (part.length > 0) yield part;
}
