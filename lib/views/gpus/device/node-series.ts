import type { AssembledNode } from '@/lib/analytics/gpus/fleet/assemble-fleet';
import type { MetricAnswer, SeriesFilter, StoredSeries } from '@/lib/store/metrics/metric-store';
import type { WholeFleet } from '../fleet/fleet-keeper';
import { toIdentityFilters } from '../fleet/identity-filters';

/** What narrows a question to the series of a node's devices. */
export type NodeFilter = Pick<SeriesFilter, 'connectionIds' | 'attributes' | 'subject'>;

/** Something read of a series of one device. */
export interface OfDevice<T> {
  slot: number;
  item: T;
}

/** What `read` finds of the devices of one node, each series once, with why there may be more. */
export async function readOfNode<T>(
  fleet: Pick<WholeFleet, 'places' | 'identities'>,
  { machine }: Pick<AssembledNode, 'machine'>,
  read: (narrow: NodeFilter) => Promise<MetricAnswer<T>>,
  seriesOf: (item: T) => StoredSeries,
): Promise<MetricAnswer<OfDevice<T>>> {
  const filters = toIdentityFilters(fleet, new Set([machine]));
  const answers = await Promise.all(filters.map((filter) => read({ ...filter, subject: 'accelerator' })));
  const found = new Map<string, OfDevice<T>>();
  for (const item of answers.flatMap(({ items }) => items)) {
    const series = seriesOf(item);
    const place = fleet.places.find(series);
    if (typeof place === 'string' || place.host.machine !== machine) continue;
    const { connectionId, metric, definition, attributes } = series;
    found.set(JSON.stringify([connectionId, metric, definition, attributes]), { slot: place.slot, item });
  }
  return { items: [...found.values()], gaps: [...new Set(answers.flatMap(({ gaps }) => gaps))] };
}
