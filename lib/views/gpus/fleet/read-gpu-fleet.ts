import { activeFrom } from '@/lib/analytics/gpus/busy';
import type { BusyMetric, GpuHealth, GpuUse } from '@/lib/api/contracts/gpu-keys';
import type { FleetNodeCells, GpuFigure, GpuFleet, GpuFleetQuery } from '@/lib/api/contracts/gpus';
import type { ViewContext } from '@/lib/views/view-context';
import { readSiteTitles } from '@/lib/views/workloads/read-site-titles';
import { chooseMetric } from './choose-metric';
import { toFleetFloors } from './fleet-floors';
import { type MatchedNode, matchFleet, sortWorstFirst } from './match-fleet';
import { toNodeCells } from './node-cells';
import { sumFleet } from './sum-fleet';
import { readVisibleFleet } from './visible-fleet';

/** The fleet now: how many devices there are, are given out, work and do so well, and every node's devices as cells. */
export async function readGpuFleet(
  context: ViewContext,
  { metric: asked, ...filter }: GpuFleetQuery,
): Promise<GpuFleet> {
  const visible = await readVisibleFleet(context);
  const { fleet, sources } = visible;
  const nodes = visible.nodes.map((node) => toNodeCells(node, fleet.judgements));
  const metric = asked ?? chooseMetric(nodes);
  const match = matchFleet(nodes, filter);
  const sum = sumFleet(match.nodes);
  const floors = toFleetFloors(visible, filter);
  const figure = ({ value, unknown }: { value: number; unknown: number }, isFloor: boolean): GpuFigure => ({
    value,
    unknown,
    atLeast: isFloor || unknown > 0,
  });
  return {
    at: fleet.at.toISOString(),
    sources,
    metric,
    definitions: sum.definitions,
    funnel: {
      total: figure(sum.total, floors.total),
      allocated: figure(sum.allocated, floors.allocated),
      active: figure(sum.active, floors.measured),
      effective: figure(sum.effective, floors.measured),
      activeFrom,
    },
    health: sum.health,
    idle: {
      memoryHeld: figure(sum.idle.memoryHeld, floors.measured || floors.allocated),
      empty: figure(sum.idle.empty, floors.measured || floors.allocated),
    },
    unplaced: visible.reach.everything ? fleet.unplaced : null,
    facets: match.facets,
    siteTitles: await readSiteTitles(
      context.database,
      match.facets.site.map(({ value }) => value),
    ),
    sites: toSites(match.nodes, metric),
  };
}

/** By site, then cluster; those of no cluster last. */
function toSites(nodes: readonly MatchedNode[], metric: BusyMetric): GpuFleet['sites'] {
  return [...Map.groupBy(nodes, ({ node }) => node.site)]
    .sort(([one], [other]) => compare(one, other))
    .map(([site, ofSite]) => ({
      site,
      clusters: [...Map.groupBy(ofSite, ({ node }) => node.cluster)]
        .sort(([one], [other]) => (one === null ? 1 : other === null ? -1 : compare(one, other)))
        .map(([cluster, ofCluster]) => ({
          cluster,
          nodes: sortWorstFirst(ofCluster).map((node) => toCells(node, metric)),
        })),
    }));
}

const healthLetters: Record<GpuHealth, string> = { healthy: 'h', degraded: 'd', failed: 'f', unknown: 'u' };
const useLetters: Record<GpuUse, string> = { busy: 'b', quiet: 'q', idle: 'i', free: 'f', unknown: 'u' };

function toCells({ node, cells, slots }: MatchedNode, metric: BusyMetric): FleetNodeCells {
  const { id, name, provider, model } = node;
  const shown = slots.flatMap((slot) => cells[slot] ?? []);
  return {
    id,
    name,
    provider,
    model,
    slots: [...slots],
    busy: shown.map(({ shares }) => toPercent(shares[metric])),
    health: shown.map(({ health }) => healthLetters[health]).join(''),
    use: shown.map(({ use }) => useLetters[use]).join(''),
  };
}

/** A tenth of a percent is as fine as anybody looks. */
export function toPercent(share: number | undefined): number | null {
  return share === undefined ? null : Math.round(Math.min(1, Math.max(0, share)) * 1_000) / 10;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
