import type { AssembledNode } from '@/lib/analytics/gpus/fleet/assemble-fleet';
import { toOwnAttributes } from '@/lib/analytics/gpus/fleet/own-attributes';
import type { GpuNode } from '@/lib/api/contracts/gpu-nodes';
import type { GpuReading } from '@/lib/domain/gpu/fleet';
import { type CollectionState, readCollectionState } from '@/lib/store/inventory/collection-state';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { readSources } from '@/lib/views/sources/read-sources';
import type { ViewContext } from '@/lib/views/view-context';
import { readSiteTitles } from '@/lib/views/workloads/read-site-titles';
import type { WholeFleet } from '../fleet/fleet-keeper';
import { fleetMetrics } from '../fleet/fleet-snapshot';
import { toMaxAges } from '../fleet/read-samples';
import { readVisibleFleet } from '../fleet/visible-fleet';
import { hideHolders } from '../fleet/within-reach';
import { deviceMetrics } from './device-metrics';
import { findNode } from './find-node';
import { readOfNode } from './node-series';
import { toDeviceView } from './to-device-view';

/** What the fleet as a whole is not judged by, and a device's own page tells. */
const furtherMetrics = deviceMetrics.filter((metric) => !fleetMetrics.some((one) => one === metric));

/** A node with its devices, each with all that was measured of it lately. */
export async function readGpuNode(context: ViewContext, id: string): Promise<GpuNode> {
  const { database, now } = context;
  const { fleet, reach, nodes, sources } = await readVisibleFleet(context);
  const assembled = findNode({ nodes }, id);
  const state = await readCollectionState(database.pool, now);
  const further = await readFurther(context, { fleet, assembled, state });
  const connections = new Map(state.connections.map((connection) => [connection.id, connection]));
  const node = hideHolders(assembled.node, reach, fleet.resources);
  const judgements = fleet.judgements.get(node.id);
  const devices = node.devices.map((device) => {
    // A source that repeats itself says nothing of now in its other metrics either.
    const readings = device.isFrozen ? device.readings : [...device.readings, ...(further.get(device.slot) ?? [])];
    const facts = { node, isExpired: assembled.isExpired, connections };
    return toDeviceView({ ...device, readings }, judgements?.[device.slot], facts);
  });
  const siteTitles = await readSiteTitles(database, [node.site]);
  const { holdings: _, status: __, clusterConnectionId: ___, ...told } = node;
  return { ...told, siteTitle: siteTitles[node.site] ?? null, devices, sources };
}

interface Found {
  fleet: WholeFleet;
  assembled: AssembledNode;
  state: CollectionState;
}

/** Readings by slot; those past their time are left out. */
async function readFurther(
  { database: { pool }, now }: ViewContext,
  { fleet, assembled, state }: Found,
): Promise<ReadonlyMap<number, GpuReading[]>> {
  const store = metricStoreOf(pool);
  const maxAges = toMaxAges(await readSources(pool, state, now));
  const since = new Date(now.getTime() - Math.max(0, ...maxAges.values()));
  const { items } = await readOfNode(
    fleet,
    assembled,
    (narrow) => store.readNewest({ metrics: furtherMetrics, ...narrow }, since),
    (sample) => sample.series,
  );
  const readings = new Map<number, GpuReading[]>();
  for (const { slot, item } of items) {
    const { connectionId, metric, definition, attributes } = item.series;
    const maxAgeMs = maxAges.get(connectionId);
    if (maxAgeMs === undefined || now.getTime() - item.at.getTime() > maxAgeMs) continue;
    const { at, value } = item;
    const reading = { metric, definition, value, at, connectionId, attributes: toOwnAttributes(attributes) };
    readings.set(slot, [...(readings.get(slot) ?? []), reading]);
  }
  return readings;
}
