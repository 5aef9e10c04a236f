import { holdingsOf, type WorkPiece } from '@/lib/analytics/workloads/work-piece';
import type { Source } from '@/lib/api/contracts/sources';
import type { WorkloadDetail } from '@/lib/api/contracts/workloads';
import type { FleetDevice, FleetNode } from '@/lib/domain/gpu/fleet';
import type { Holding } from '@/lib/domain/workload';
import { readFleetSnapshot } from '@/lib/views/gpus/fleet/read-fleet-snapshot';
import type { ViewContext } from '@/lib/views/view-context';
import { findWorkNode } from './find-work-node';
import { type FleetPart, sourcesOfHealth, toWorstHealth } from './health-of-work';

type WorkNode = WorkloadDetail['nodes'][number];

/** The nodes of a piece of work, and what their health rests on. */
interface WorkNodes {
  nodes: WorkNode[];
  sources: Source[];
}

/**
 * The nodes that pieces of one job hold devices of, by name, with the devices where it is known which, and the worst
 * health among them; of all the node's devices where it is not.
 */
export async function readWorkNodes(context: ViewContext, pieces: readonly WorkPiece[]): Promise<WorkNodes> {
  const held = pieces.flatMap((piece) => holdingsOf(piece)?.map((holding) => ({ piece, holding })) ?? []);
  if (held.length === 0) return { nodes: [], sources: [] };
  const fleet = await readFleetSnapshot(context);
  const ids = new Set(pieces.map(({ id }) => id));
  const byNode = Map.groupBy(held, ({ holding }) => holding.node);
  const parts: FleetPart[] = [];
  const nodes = [...byNode]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, ofNode]): WorkNode => {
      const [first] = ofNode;
      const node = first === undefined ? undefined : findWorkNode(fleet.nodes, first.piece.connectionId, name);
      const holdings = ofNode.map(({ holding }) => holding);
      const told = { node: name, held: sumHeld(holdings) };
      if (node === undefined) return { ...told, nodeId: null, slots: null, worstHealth: null };
      const devices = findDevices(node, holdings, ids);
      const part = { node, devices: devices ?? node.devices };
      parts.push(part);
      const slots = devices?.map(({ slot }) => slot) ?? null;
      return { ...told, nodeId: node.id, slots, worstHealth: toWorstHealth(fleet, part) };
    });
  return { nodes, sources: sourcesOfHealth(fleet.sources, parts) };
}

/** Null where of one of them it is not told how many. */
function sumHeld(holdings: readonly Holding[]): number | null {
  const counts = holdings.map(({ count }) => count);
  return counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}

/** The devices that a job has on a node: by the driver's index, else by who is told to have them. Null: not known which. */
function findDevices(
  { devices }: FleetNode,
  holdings: readonly Holding[],
  ids: ReadonlySet<string>,
): FleetDevice[] | null {
  const indexes = holdings.flatMap((holding) => holding.indexes ?? []);
  const byIndex = devices.filter(({ index }) => index !== null && indexes.includes(index));
  if (holdings.every((holding) => holding.indexes !== null) && byIndex.length === indexes.length) return byIndex;
  const byHolder = devices.filter(
    ({ allocation }) =>
      allocation.state === 'held' &&
      allocation.holders.some(({ resourceId }) => resourceId !== null && ids.has(resourceId)),
  );
  return byHolder.length === 0 ? null : byHolder;
}
