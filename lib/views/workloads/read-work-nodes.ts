import type { DeviceCondition } from '@/lib/analytics/gpus/health/judge-device';
import { holdingsOf, type WorkPiece } from '@/lib/analytics/workloads/work-piece';
import type { WorkloadDetail } from '@/lib/api/contracts/workloads';
import type { FleetDevice, FleetNode } from '@/lib/domain/gpu/fleet';
import type { Holding } from '@/lib/domain/workload';
import type { FleetSnapshot } from '@/lib/views/gpus/fleet/fleet-snapshot';
import { readFleetSnapshot } from '@/lib/views/gpus/fleet/read-fleet-snapshot';
import type { ViewContext } from '@/lib/views/view-context';

type WorkNode = WorkloadDetail['nodes'][number];

/**
 * The nodes that pieces of one job hold devices of, by name, with the devices where it is known which, and the worst
 * health among them; of all the node's devices where it is not.
 */
export async function readWorkNodes(context: ViewContext, pieces: readonly WorkPiece[]): Promise<WorkNode[]> {
  const held = pieces.flatMap((piece) => holdingsOf(piece)?.map((holding) => ({ piece, holding })) ?? []);
  if (held.length === 0) return [];
  const fleet = await readFleetSnapshot(context);
  const ids = new Set(pieces.map(({ id }) => id));
  const byNode = Map.groupBy(held, ({ holding }) => holding.node);
  return [...byNode]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, ofNode]) => {
      const [first] = ofNode;
      const node = first === undefined ? undefined : findNode(fleet.nodes, first.piece, name);
      const holdings = ofNode.map(({ holding }) => holding);
      return toWorkNode(name, holdings, node === undefined ? null : { node, fleet }, ids);
    });
}

/** A node of the fleet by the name that the scheduler has for it. */
function findNode(
  nodes: readonly FleetNode[],
  { cluster, connectionId }: WorkPiece,
  name: string,
): FleetNode | undefined {
  return nodes.find(
    (node) =>
      (node.connectionId === connectionId && node.name === name) ||
      (node.cluster === cluster && node.holdings.some((holding) => holding.node === name)),
  );
}

/** A node that the fleet lists, and the fleet. */
interface Found {
  node: FleetNode;
  fleet: FleetSnapshot;
}

function toWorkNode(
  name: string,
  holdings: readonly Holding[],
  found: Found | null,
  ids: ReadonlySet<string>,
): WorkNode {
  const counts = holdings.map(({ count }) => count);
  const devices = found === null ? null : findDevices(found.node, holdings, ids);
  return {
    node: name,
    nodeId: found?.node.id ?? null,
    held: counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0),
    slots: devices?.map(({ slot }) => slot) ?? null,
    worstHealth: found === null ? null : judge(found, devices ?? found.node.devices),
  };
}

/** The worst of some devices; what nobody has judged yet is unknown. */
function judge({ node, fleet }: Found, devices: readonly FleetDevice[]): DeviceCondition | null {
  const conditions = devices.map(({ slot }) => fleet.judgementOf(node, slot)?.health.health ?? 'unknown');
  return worstFirst.find((condition) => conditions.includes(condition)) ?? null;
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

const worstFirst: readonly DeviceCondition[] = ['failed', 'unknown', 'degraded', 'healthy'];
