import { type SeriesMeasure, toMeterResource } from '@/lib/domain/link/declared-link';
import type { MetricPoint, MetricSeries } from '@/lib/domain/metric';
import type { MetricRead, MetricsCapability, MetricWindow, ProviderSession } from '@/lib/providers/contract/provider';
import type { Database } from '@/lib/store/database/database';
import { readDeclaredLinks } from '@/lib/store/links/declared-links';

const bitsPerByte = 8;

/** What a connection measures of declared links: of each the series that people named, in bytes a second. */
export async function* readDeclaredMeters(
  { pool }: Pick<Database, 'pool'>,
  connectionId: string,
  { readNamed }: MetricsCapability,
  session: ProviderSession,
  window: MetricWindow,
): AsyncGenerator<MetricRead, void> {
  if (readNamed === undefined) return;
  for (const { id, name, meters } of await readDeclaredLinks(pool))
    for (const meter of meters) {
      if (meter.by !== 'prometheus' || meter.connectionId !== connectionId) continue;
      const { series, isCounter, measures, unit } = meter;
      const result = await readNamed(session, { series, isCounter }, window);
      const points = result.items.map((point) => toMeasured(point, measures, unit));
      const attributes = { resource: toMeterResource(id), ...(measures === 'state' ? {} : { direction: measures }) };
      const told: MetricSeries = {
        metric: measures === 'state' ? 'link.state' : 'link.io.rate',
        definition: series,
        subject: 'link',
        attributes,
        points,
      };
      const items = points.length === 0 ? [] : [told];
      yield { account: '', region: '', group: `the declared link ${name}`, result: { ...result, items } };
    }
}

/** In the metric's own unit: bytes a second, or whether it is up. */
function toMeasured({ at, value }: MetricPoint, measures: SeriesMeasure, unit: 'bytes' | 'bits' | null): MetricPoint {
  if (measures === 'state') return { at, value: value === 1 ? 1 : 0 };
  return { at, value: unit === 'bits' ? value / bitsPerByte : value };
}
