import type { GpuHistory } from '@/lib/api/contracts/gpu-history';
import type { GpuSeriesName } from '@/lib/queries/gpus';

/** What of a series tells it from others. */
export type SeriesLike = Pick<
  GpuHistory['series'][number],
  'metric' | 'definition' | 'connectionId' | 'connectionName' | 'attributes'
>;

/** A series whose samples can be asked for. */
export interface RawSeries {
  /** As the address names it. */
  key: string;
  name: GpuSeriesName;
  /** What tells it from others of its name, for people; empty where nothing does. */
  detail: string;
  source: string;
}

/** Each series once, in the order of the history. */
export function listRawSeries(series: readonly SeriesLike[]): RawSeries[] {
  const byKey = new Map<string, RawSeries>();
  for (const { metric, definition, connectionId, connectionName, attributes } of series) {
    const attribute = Object.entries(attributes).map(([name, value]) => `${name}:${value}`);
    const key = [metric, definition, connectionId, ...attribute].join('|');
    const detail = Object.values(attributes).join(', ');
    if (!byKey.has(key))
      byKey.set(key, {
        key,
        name: { metric, definition, connection: connectionId, attribute },
        detail,
        source: connectionName,
      });
  }
  return [...byKey.values()];
}
