import type { BusyMetric, GpuHealth, GpuUse } from '@/lib/api/contracts/gpu-keys';
import type { FleetNodeCells, GpuFleet, GpuFleetQuery } from '@/lib/api/contracts/gpus';
import { chooseMetric } from './choose-metric';
import type { WholeFleet } from './fleet-keeper';
import { groupByPlace } from './group-by-place';
import { type MatchedNode, matchFleet } from './match-fleet';
import { toNodeCells } from './node-cells';
import { type FleetSum, sumFleet } from './sum-fleet';
import { toPercent } from './to-percent';
import type { VisibleFleet } from './visible-fleet';

/** What is told of the nodes of a fleet that match a question. */
export interface ToldNodes extends Pick<GpuFleet, 'metric' | 'facets' | 'sites'> {
  sum: FleetSum;
}

/** Most questions of one fleet whose answers are kept. */
const keptQuestions = 16;
const kept = new WeakMap<WholeFleet, Map<string, ToldNodes>>();

/** What is told of the nodes that match. For those who see everything it is worked out once for each fleet and question. */
export function tellNodes(visible: VisibleFleet, query: GpuFleetQuery): ToldNodes {
  const { fleet, reach } = visible;
  if (!reach.everything) return tell(visible, query);
  const key = JSON.stringify(Object.entries(query).sort());
  const ofFleet = kept.get(fleet) ?? new Map<string, ToldNodes>();
  kept.set(fleet, ofFleet);
  const told = ofFleet.get(key) ?? tell(visible, query);
  if (ofFleet.size < keptQuestions) ofFleet.set(key, told);
  return told;
}

function tell({ fleet, nodes: visible }: VisibleFleet, { metric: asked, ...filter }: GpuFleetQuery): ToldNodes {
  const nodes = visible.map((node) => toNodeCells(node, fleet.judgements));
  const metric = asked ?? chooseMetric(nodes);
  const match = matchFleet(nodes, filter);
  return { metric, facets: match.facets, sum: sumFleet(match.nodes), sites: toSites(match.nodes, metric) };
}

function toSites(nodes: readonly MatchedNode[], metric: BusyMetric): GpuFleet['sites'] {
  return groupByPlace(nodes).map(({ site, clusters }) => ({
    site,
    clusters: clusters.map(({ cluster, nodes }) => ({ cluster, nodes: nodes.map((node) => toCells(node, metric)) })),
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
