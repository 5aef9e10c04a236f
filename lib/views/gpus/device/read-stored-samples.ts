import type { GpuSamples } from '@/lib/api/contracts/gpu-history';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import type { ViewContext } from '@/lib/views/view-context';
import type { FoundSeries } from './find-device-series';

/** More samples than this are no reading for people; the newest are told. */
const mostSamples = 5000;
const hourMs = 3_600_000;

/** The samples of a series that was found, as they were collected. */
export async function readStoredSamples(
  context: ViewContext,
  { series, told, gaps: found }: FoundSeries,
  query: { from: string; to: string },
): Promise<GpuSamples> {
  const store = metricStoreOf(context.database.pool);
  const keptFrom = new Date(context.now.getTime() - store.retention.rawMs);
  const asked = { from: new Date(query.from), to: new Date(query.to) };
  const from = asked.from < keptFrom ? keptFrom : asked.from;
  const { items, gaps } = await store.readSamples(series, { from, to: asked.to });
  const newest = items.slice(-mostSamples);
  return {
    ...told,
    origin: 'stored',
    source: null,
    askedAt: null,
    periodMs: null,
    samples: newest.map(({ at, value }) => ({ at: at.toISOString(), value })),
    leftOut: items.length - newest.length,
    gaps: [
      ...new Set([...found, ...gaps]),
      ...(from > asked.from ? [`Samples are kept for ${Math.round(store.retention.rawMs / hourMs)} hours.`] : []),
    ],
  };
}
