import { toOwnAttributes } from '@/lib/analytics/gpus/fleet/own-attributes';
import type { GpuSamplesQuery, GpuSeriesTold } from '@/lib/api/contracts/gpu-history';
import { metrics } from '@/lib/domain/metric';
import type { ProviderId } from '@/lib/domain/provider';
import { Refusal } from '@/lib/domain/refusal';
import { loadProvider } from '@/lib/providers/registry';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import type { StoredSeries } from '@/lib/store/metrics/metric-store';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import type { ViewContext } from '@/lib/views/view-context';
import { readVisibleFleet } from '../fleet/visible-fleet';
import { readOfDevice } from './device-series';
import { type DeviceAddress, findDevice, findNode } from './find-node';

/** One series of a device, with what is told of it whoever gives its samples. */
export interface FoundSeries {
  series: StoredSeries;
  told: GpuSeriesTold;
  /** Why it may not be the one that is meant, a sentence each. */
  gaps: string[];
}

/** The series of a device that a question names. Not found where the device has no such series, or is out of reach. */
export async function findDeviceSeries(
  context: ViewContext,
  { id, slot }: DeviceAddress,
  query: GpuSamplesQuery,
): Promise<FoundSeries> {
  const { pool } = context.database;
  const visible = await readVisibleFleet(context);
  const node = findNode(visible, id);
  findDevice(node, slot);
  const store = metricStoreOf(pool);
  const { connections } = await readCollectionState(pool, context.now);
  const known = new Map(connections.map((connection) => [connection.id, connection]));
  const listed = await readOfDevice(
    visible.fleet,
    node,
    slot,
    (narrow) => store.listSeries({ metrics: [query.metric], ...narrow }),
    (one) => one,
  );
  const nameOf = ({ connectionId }: StoredSeries) => known.get(connectionId)?.name ?? connectionId;
  const carrying = listed.items
    .filter(({ definition }) => definition === query.definition)
    .filter(({ connectionId }) => query.connection === undefined || connectionId === query.connection)
    .filter((one) => carries(one, query.attribute))
    .sort((one, other) => compare(toKey(nameOf(one), one), toKey(nameOf(other), other)));
  // A whole device carries what its slices do but for what names a slice, so what carries just that comes before.
  const exact = carrying.filter((one) => countOwn(one) === (query.attribute ?? []).length);
  const matching = exact.length > 0 ? exact : carrying;
  const [chosen] = matching;
  if (chosen === undefined) throw new Refusal('not-found', 'The device has no such series.');
  const provider = known.get(chosen.connectionId)?.provider ?? null;
  return {
    series: chosen,
    told: {
      metric: query.metric,
      unit: metrics[query.metric].unit,
      definition: query.definition,
      connectionName: nameOf(chosen),
      provider,
      attributes: { ...toOwnAttributes(chosen.attributes) },
      canAskSource: provider !== null && (await canAskSource(provider, chosen)),
    },
    gaps: [
      ...listed.gaps,
      ...(matching.length > 1 ? [`The device has ${matching.length} series of this name; this is one.`] : []),
    ],
  };
}

async function canAskSource(id: ProviderId, { attributes, ...series }: StoredSeries): Promise<boolean> {
  const provider = await loadProvider(id);
  return provider.metrics?.live?.mayRead({ ...series, attributes: { ...attributes } }) ?? false;
}

/** `wanted` are attributes as `key:value`. */
function carries({ attributes }: StoredSeries, wanted: readonly string[] | undefined): boolean {
  return (wanted ?? []).every((one) => {
    const end = one.indexOf(':');
    return attributes[one.slice(0, end)] === one.slice(end + 1);
  });
}

function countOwn({ attributes }: StoredSeries): number {
  return Object.keys(toOwnAttributes(attributes)).length;
}

function toKey(connectionName: string, { attributes }: StoredSeries): string {
  return JSON.stringify([connectionName, Object.entries(attributes)]);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
