import { toUnknownWhy, type UnknownWhy } from '@/lib/analytics/gpus/fleet/device-use';
import type { FleetJudgements } from '@/lib/analytics/gpus/fleet/judge-fleet';
import type { KindTally } from '@/lib/domain/site/kind-health';
import type { WholeFleet } from '@/lib/views/gpus/fleet/fleet-keeper';
import type { MatchedNode } from '@/lib/views/gpus/fleet/match-fleet';
import { toNodeCells } from '@/lib/views/gpus/fleet/node-cells';
import { sumFleet } from '@/lib/views/gpus/fleet/sum-fleet';
import type { VisibleFleet } from '@/lib/views/gpus/fleet/visible-fleet';

/** The devices of one site. */
export interface SiteGpus {
  nodes: readonly MatchedNode[];
  sum: Pick<ReturnType<typeof sumFleet>, 'total' | 'allocated' | 'active' | 'health'>;
  /** Every device, those of machines past their time among the unknown. */
  tally: KindTally;
  /** Why those in no known state are, and how many for each reason, most first; those past their time included. */
  unknownWhys: readonly { why: UnknownWhy; count: number }[];
  /** Machines of which nobody says how many devices they have. */
  uncounted: number;
  /** Who lists the machines, and who measures or gives out their devices. */
  connections: ReadonlySet<string>;
}

const kept = new WeakMap<WholeFleet, ReadonlyMap<string, SiteGpus>>();

/** Sums the fleet by site. For those who see everything it is worked out once for each fleet. */
export function sumSiteGpus(visible: VisibleFleet): (site: string) => SiteGpus {
  const { fleet, reach } = visible;
  const known = reach.everything ? kept.get(fleet) : undefined;
  const bySite = known ?? sum(visible);
  if (reach.everything) kept.set(fleet, bySite);
  return (site) => bySite.get(site) ?? toSiteGpus([], 0, new Map());
}

function sum({ fleet, nodes, uncounted }: VisibleFleet): ReadonlyMap<string, SiteGpus> {
  const bySite = Map.groupBy(nodes, ({ node }) => node.site);
  const uncountedBySite = Map.groupBy(uncounted, ({ site }) => site);
  const sites = new Set([...bySite.keys(), ...uncountedBySite.keys()]);
  return new Map(
    [...sites].map((site) => {
      const cells = (bySite.get(site) ?? []).map((assembled): MatchedNode => {
        const node = toNodeCells(assembled, fleet.judgements);
        return { ...node, slots: node.cells.map((_, slot) => slot) };
      });
      return [site, toSiteGpus(cells, (uncountedBySite.get(site) ?? []).length, fleet.judgements)];
    }),
  );
}

function toSiteGpus(nodes: readonly MatchedNode[], uncounted: number, judgements: FleetJudgements): SiteGpus {
  const summed = sumFleet(nodes);
  const { health } = summed;
  const connections = new Set<string>();
  for (const { node } of nodes) {
    connections.add(node.connectionId);
    if (node.clusterConnectionId !== null) connections.add(node.clusterConnectionId);
    for (const { readings } of node.devices) for (const { connectionId } of readings) connections.add(connectionId);
  }
  return {
    nodes,
    sum: summed,
    tally: {
      present: health.healthy + health.degraded + health.failed + health.unknown,
      failed: health.failed,
      degraded: health.degraded,
      unknown: health.unknown,
    },
    unknownWhys: toUnknownWhys(nodes, judgements),
    uncounted,
    connections,
  };
}

function toUnknownWhys(nodes: readonly MatchedNode[], judgements: FleetJudgements): SiteGpus['unknownWhys'] {
  const whys = nodes.flatMap((assembled) =>
    assembled.cells.flatMap(({ health }, slot): UnknownWhy[] => {
      const device = assembled.node.devices[slot];
      if (health !== 'unknown' || device === undefined) return [];
      return [toUnknownWhy(assembled, device, judgements.get(assembled.node.id)?.[slot])];
    }),
  );
  return [...Map.groupBy(whys, (why) => why)]
    .map(([why, { length: count }]) => ({ why, count }))
    .sort((left, right) => right.count - left.count);
}
