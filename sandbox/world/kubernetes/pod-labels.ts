import type { ClusterKey } from './plan/context';
import { daemonPodName } from './plan/plan-daemons';

/** Labels that a server which finds its targets in the cluster gives to a daemon's exporter: of the exporter's own pod. */
export function podLabels(
  cluster: ClusterKey,
  { namespace, name }: { namespace: string; name: string },
  node: string,
): Record<string, string> {
  return { container: name, namespace, pod: daemonPodName(cluster, name, node) };
}
