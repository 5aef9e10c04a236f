import { activeFrom } from '@/lib/analytics/gpus/busy';
import type { Idleness } from '@/lib/analytics/gpus/idle/find-idle';
import { idleForMs } from '@/lib/analytics/gpus/idle/idle-rule';
import type { IdleGpus } from '@/lib/api/contracts/gpu-capacity';
import type { GpuFilter } from '@/lib/api/contracts/gpus';
import type { FleetNode, GpuHolder } from '@/lib/domain/gpu/fleet';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import type { ViewContext } from '@/lib/views/view-context';
import { toFleetFloors } from '../fleet/fleet-floors';
import { matchFleet } from '../fleet/match-fleet';
import { toNodeCells } from '../fleet/node-cells';
import { readVisibleFleet } from '../fleet/visible-fleet';
import { hideHolders } from '../fleet/within-reach';
import { countUnknownUse } from './count-unknown-use';
import { type IdleDevice, readIdleSince } from './idle-since';
import { findLongestIdle } from './longest-idle';
import { type CostPerHour, readDeviceCosts } from './read-device-costs';
import { toResponsible } from './to-responsible';

/** Most devices told, those that do nothing for longest first, and most whose past is read at once and at all. */
const bounds = { told: 1_000, batch: 500, lookedUp: 5_000 };

/** Devices that somebody holds and does nothing with, since when, and who they are. */
export async function readIdleGpus(context: ViewContext, filter: GpuFilter): Promise<IdleGpus> {
  const visible = await readVisibleFleet(context);
  const { fleet, reach, sources } = visible;
  const cells = visible.nodes.map((node) => toNodeCells(node, fleet.judgements));
  const { nodes } = matchFleet(cells, filter);
  const found = nodes.flatMap((node) =>
    node.slots.flatMap((slot): IdleDevice[] => {
      const idleness = node.cells[slot]?.idleness ?? null;
      return idleness === null ? [] : [{ node, slot, idleness }];
    }),
  );
  const store = metricStoreOf(context.database.pool);
  const { devices: told, gaps } = await findLongestIdle(
    found,
    (some) => readIdleSince(store, fleet, some),
    byPlace,
    bounds,
  );
  const seen = new Map(told.map(({ node: { node } }) => [node.id, hideHolders(node, reach, fleet.resources)]));
  const nodesTold = [...new Set(told.map(({ node: { node } }) => node))];
  const costs = await readDeviceCosts(context.database.pool, nodesTold, fleet.at);
  const { allocated, measured } = toFleetFloors(visible, filter);
  const unknown = countUnknownUse(nodes);
  return {
    at: fleet.at.toISOString(),
    sources,
    below: activeFrom,
    forMs: idleForMs,
    total: { value: found.length, unknown, atLeast: allocated || measured || unknown > 0 },
    items: told.map(({ node: { node }, slot, idleness }) =>
      toItem(node, holdersOf(seen.get(node.id) ?? node, slot), slot, idleness, costs.get(node.id) ?? null),
    ),
    leftOut: found.length - told.length,
    gaps: [...new Set([...fleet.gaps, ...gaps])],
  };
}

function holdersOf({ devices }: FleetNode, slot: number): GpuHolder[] {
  const allocation = devices[slot]?.allocation;
  return allocation?.state === 'held' ? [...allocation.holders] : [];
}

/** `holders`: those who are shown. */
function toItem(
  node: FleetNode,
  holders: GpuHolder[],
  slot: number,
  idleness: Idleness,
  costPerHour: CostPerHour | null,
): IdleGpus['items'][number] {
  const { id: nodeId, name, provider, site, cluster, model } = node;
  const { kind, metric, since, sinceAtLeast } = idleness;
  return {
    nodeId,
    node: name,
    slot,
    provider,
    site,
    cluster,
    model,
    kind,
    metric,
    holders,
    ...toResponsible(node, holdersOf(node, slot), holders),
    since: since.toISOString(),
    sinceAtLeast,
    costPerHour,
  };
}

function byPlace(
  { node: { node: one }, slot }: IdleDevice,
  { node: { node: other }, slot: otherSlot }: IdleDevice,
): number {
  if (one.name !== other.name) return one.name < other.name ? -1 : 1;
  return slot - otherSlot;
}
