import { type ClusterNode, claimDevices } from './cluster-node';
import { type ClusterContext, clusterDraws, type TeamNamespace } from './context';
import type { JobLine } from './job-line';
import { drawCycle } from './life';
import { drawPriority } from './plan-queues';

/** A line of jobs that wait in their namespace's queue and hold devices: so many of each node, one worker each. */
export function drawLine(
  context: ClusterContext,
  name: string,
  { name: namespace, team }: TeamNamespace,
  shares: readonly (readonly [ClusterNode, number])[],
  kind: JobLine['kind'],
): JobLine {
  return {
    name,
    namespace,
    team,
    kind,
    queue: 'devices',
    priority: drawPriority(context, name),
    cycle: drawCycle(clusterDraws(context, 'line', namespace, name), 90, 12 * 60),
    waitsInVain: false,
    kept: 3,
    places: shares.map(([node, count]) => ({ node, claim: claimDevices(node, count) })),
  };
}

/** A line of jobs of the first node's devices in a queue that gives nothing out; none where there is no node. */
export function parkedLines(
  context: ClusterContext,
  name: string,
  namespace: TeamNamespace,
  queue: string,
  nodes: readonly ClusterNode[],
): JobLine[] {
  return nodes.slice(0, 1).map((node) => ({
    ...drawLine(context, name, namespace, [[node, 2]], 'Job'),
    queue,
    waitsInVain: true,
    kept: 0,
  }));
}
