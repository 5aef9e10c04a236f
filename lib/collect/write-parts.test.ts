import { describe, expect, it } from 'vitest';
import type { MetricSeries } from '@/lib/domain/metric';
import type { MetricBatch, MetricWritten } from '@/lib/store/metrics/metric-store';
import { writeParts } from './write-parts';

const now = new Date('2026-11-22T12:00:00Z');
const held = async () => undefined;

const seriesOf = (index: number, samples: number): MetricSeries => ({
  metric: 'hw.power',
  definition: 'd',
  subject: 'accelerator',
  attributes: { 'gpu.index': String(index) },
  points: Array.from({ length: samples }, (_, at) => ({ at: new Date(at), value: 1 })),
});

/** Takes what it is given, and refuses one sample of each part as too old. */
function watch(failAt = Number.POSITIVE_INFINITY) {
  const batches: MetricBatch[] = [];
  return {
    batches,
    partsOf: () => batches.map(({ series }) => series.map(({ attributes }) => Number(attributes['gpu.index']))),
    async write(batch: MetricBatch): Promise<MetricWritten> {
      if (batches.length === failAt) throw new Error('the lease was lost');
      batches.push(batch);
      return {
        series: batch.series.length,
        samples: batch.series.reduce((sum, { points }) => sum + points.length, 0) - 1,
        refused: { seriesBeyondLimit: 2, notFinite: 0, ahead: 0, tooOld: 1, byEngine: 0 },
      };
    },
  };
}

describe('writing in parts', () => {
  it('keeps what a series has together, and to so many samples at once', async () => {
    const store = watch();
    const sizes = [20_000, 20_000, 20_000, 60_000, 1, 49_999, 1];
    await writeParts(store, { connectionId: 'c', series: sizes.map((size, at) => seriesOf(at, size)), now }, held);
    expect(store.partsOf()).toEqual([[0, 1], [2], [3], [4, 5], [6]]);
    expect(store.batches.every((batch) => batch.connectionId === 'c' && batch.now === now)).toBe(true);
  });

  it('writes a small batch at once, and an empty one not at all', async () => {
    const store = watch();
    await writeParts(store, { connectionId: 'c', series: [seriesOf(0, 5), seriesOf(1, 0)], now }, held);
    expect(store.partsOf()).toEqual([[0, 1]]);
    const written = await writeParts(store, { connectionId: 'c', series: [], now }, held);
    expect(written).toMatchObject({ series: 0, samples: 0 });
    expect(store.batches).toHaveLength(1);
  });

  it('tells the sum of what was taken and refused', async () => {
    const series = [seriesOf(0, 40_000), seriesOf(1, 40_000), seriesOf(2, 40_000)];
    expect(await writeParts(watch(), { connectionId: 'c', series, now }, held)).toEqual({
      series: 3,
      samples: 119_997,
      refused: { seriesBeyondLimit: 6, notFinite: 0, ahead: 0, tooOld: 3, byEngine: 0 },
    });
  });

  it('ends at a part that fails', async () => {
    const store = watch(1);
    const series = [seriesOf(0, 40_000), seriesOf(1, 40_000), seriesOf(2, 40_000)];
    await expect(writeParts(store, { connectionId: 'c', series, now }, held)).rejects.toThrow('lost');
    expect(store.partsOf()).toEqual([[0]]);
  });
});
