import type { ClusterNode } from './cluster-node';
import type { DeviceClaim } from './device-claim';

/** What a pod asks of the node it is to run on. */
export interface PodWish {
  /** By extended resource, e.g. `nvidia.com/gpu`. */
  devices: Readonly<Record<string, number>>;
  cores: number;
  nodeSelector: Readonly<Record<string, string>>;
  /** Keys of taints it does not mind. */
  tolerates: readonly string[];
}

interface Verdict {
  reasons: readonly string[];
  /** Whether driving other pods off the node could ever help. */
  isPreemptible: boolean;
}

const unhelpful = 'Preemption is not helpful for scheduling';
const noVictims = 'No preemption victims found for incoming pod';
/** Of a node's processors, what pods may have. */
const allocatableShare = 0.96;

/**
 * Why no node takes a pod, in kube-scheduler's words: how many nodes each reason keeps out, and why driving others off
 * would not help. Throws where a node would take it.
 */
export function explainUnschedulable(
  nodes: readonly ClusterNode[],
  claims: readonly DeviceClaim[],
  wish: PodWish,
  ms: number,
): string {
  const byNode = Map.groupBy(claims, ({ node }) => node);
  const verdicts = nodes.map((node) => judge(node, byNode.get(node) ?? [], wish, ms));
  const all = `0/${nodes.length} nodes are available`;
  const kept = histogram(verdicts.flatMap(({ reasons }) => reasons));
  const preempted = histogram(verdicts.map(({ isPreemptible }) => (isPreemptible ? noVictims : unhelpful)));
  return `${all}: ${kept}. preemption: ${all}: ${preempted}.`;
}

/** The first of the scheduler's filters that a node does not pass, in their order. */
function judge(node: ClusterNode, claims: readonly DeviceClaim[], wish: PodWish, ms: number): Verdict {
  const { isCordoned, health, taints, labels, cores, name } = node;
  const final = (reason: string): Verdict => ({ reasons: [reason], isPreemptible: false });
  if (isCordoned) return final('node(s) were unschedulable');
  if (health === 'not-ready') return final('node(s) had untolerated taint {node.kubernetes.io/unreachable: }');
  const taint = taints.find(({ key }) => !wish.tolerates.includes(key));
  if (taint) return final(`node(s) had untolerated taint {${taint.key}: ${taint.value}}`);
  if (!Object.entries(wish.nodeSelector).every(([key, value]) => labels[key] === value))
    return final("node(s) didn't match Pod's node affinity/selector");
  const missing = Object.entries(wish.devices).filter(
    ([resource, count]) => offered(node, resource) - held(claims, resource, ms) < count,
  );
  const isTooSmall = wish.cores > cores * allocatableShare;
  if (missing.length === 0 && !isTooSmall) throw new RangeError(`The node ${name} would take the pod.`);
  return {
    reasons: [...(isTooSmall ? ['Insufficient cpu'] : []), ...missing.map(([resource]) => `Insufficient ${resource}`)],
    isPreemptible: !isTooSmall && missing.every(([resource, count]) => offered(node, resource) >= count),
  };
}

/** What of a resource pods of a node may have together. */
function offered({ gpus, withheldGpus }: ClusterNode, resource: string): number {
  if (!gpus) return 0;
  const { slices } = gpus;
  if (resource === gpus.resource) return gpus.count - (slices?.devices ?? 0) - withheldGpus;
  return slices && resource === `nvidia.com/mig-${slices.profile}` ? slices.devices * slices.perDevice : 0;
}

function held(claims: readonly DeviceClaim[], resource: string, ms: number): number {
  return claims
    .filter((each) => each.claim.resource === resource && each.stayAt(ms).holder !== null)
    .reduce((sum, { claim }) => sum + claim.count, 0);
}

/** As the scheduler sorts them: by their text, the number included. */
function histogram(reasons: readonly string[]): string {
  const counts = Map.groupBy(reasons, (reason) => reason);
  return [...counts]
    .map(([reason, { length }]) => `${length} ${reason}`)
    .sort()
    .join(', ');
}
