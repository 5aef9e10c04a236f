import type { Day } from '@/lib/domain/cost/rate-card';

/** A node as one scheduler listed it on a day. */
export interface SeenNode {
  day: Day;
  /** Tells the listing from every other. */
  node: string;
  provider: string;
  site: string;
  name: string;
  nativeId: string;
  /** Null with a count of 0: none. Null without one: not known. */
  gpuModel: string | null;
  gpuCount: number | null;
  /** The mean power of those counted, in thousandths of a watt; null: not measured. Absent: it is not asked. */
  gpuMilliwatts?: bigint | null;
  team: string | null;
  owner: string | null;
  machineType: string | null;
}

/** One machine, however often it was listed: what is known of it by any of its listings. */
export interface Machine<Node extends SeenNode> {
  node: Node;
  listings: readonly Node[];
}

/**
 * The machines of a day, each once. Listings of one name, without its domain, at one site are one machine, with the greatest
 * count that any of them knows. Nodes that Kubernetes knows by two identifiers at a time are two: no kubelet is in two clusters.
 */
export function toMachines<Node extends SeenNode>(listings: readonly Node[]): Machine<Node>[] {
  return [...Map.groupBy(listings, toPlaceName).values()].flatMap((named) => {
    const byCluster = Map.groupBy(named, toClusterId);
    const others = byCluster.get(null) ?? [];
    byCluster.delete(null);
    const groups = [...byCluster.values()];
    const [first = [], ...rest] = groups;
    return [[...first, ...others], ...rest].map(toMachine);
  });
}

/** Where a node stands and what it is called there, without its domain. */
export function toPlaceName({ site, name }: Pick<SeenNode, 'site' | 'name'>): string {
  return JSON.stringify([site, name.split('.', 1).join('').toLowerCase()]);
}

/** What Kubernetes knows a node by, also when it joins anew; null for one that another scheduler lists. */
export function toClusterId({ provider, nativeId }: Pick<SeenNode, 'provider' | 'nativeId'>): string | null {
  return provider === 'kubernetes' ? nativeId : null;
}

function toMachine<Node extends SeenNode>(listings: readonly Node[]): Machine<Node> {
  const [first, ...rest] = listings;
  if (first === undefined) throw new RangeError('No machine is listed by nobody.');
  let node = first;
  for (const next of rest)
    node = {
      ...node,
      ...toDevices(node, next),
      team: node.team ?? next.team,
      owner: node.owner ?? next.owner,
      machineType: node.machineType ?? next.machineType,
    };
  return { node, listings };
}

/** The greater count with its own power; of equal ones the first that was measured. */
function toDevices<Node extends SeenNode>(
  one: Node,
  next: Node,
): Pick<Node, 'gpuModel' | 'gpuCount' | 'gpuMilliwatts'> {
  const { gpuModel, gpuCount, gpuMilliwatts } = isMore(next, one) ? next : one;
  const isSame = one.gpuCount === next.gpuCount;
  return { gpuModel, gpuCount, gpuMilliwatts: isSame ? (one.gpuMilliwatts ?? next.gpuMilliwatts) : gpuMilliwatts };
}

function isMore(one: SeenNode, other: SeenNode): boolean {
  return one.gpuCount !== null && (other.gpuCount === null || one.gpuCount > other.gpuCount);
}
