import { apiResources } from '../api-resources';
import { makeThing } from '../thing';
import type { ClusterNode } from './cluster-node';
import { type ClusterContext, type ClusterKey, clusterDraws, identify, nameSuffix } from './context';
import { bornMs } from './plan-apps';
import { podThing } from './pod-thing';

/** What runs once on every node. */
export interface Daemon {
  namespace: string;
  name: string;
  image: string;
  /** Which nodes it runs on. */
  on: 'all' | 'nvidia' | 'amd';
}

export function planDaemons(context: ClusterContext, daemons: readonly Daemon[], nodes: readonly ClusterNode[]): void {
  for (const { namespace, name, image, on } of daemons) {
    const places = nodes.filter(({ gpus }) => on === 'all' || gpus?.resource === `${on}.com/gpu`);
    const createdMs = bornMs(context, 'daemon', name);
    const daemonSet = identify(context, apiResources.daemonSets, namespace, name, createdMs);
    const labels = { 'app.kubernetes.io/name': name };
    const count = places.length;
    context.plan.stand(
      makeThing({
        ...daemonSet,
        changedMs: createdMs,
        labels,
        body: () => ({
          spec: { selector: { matchLabels: labels } },
          status: { currentNumberScheduled: count, desiredNumberScheduled: count, numberMisscheduled: 0 },
        }),
      }),
    );
    for (const node of places) {
      const podCreatedMs = Math.max(createdMs, node.createdMs);
      context.plan.stand(
        podThing(context, {
          namespace,
          name: daemonPodName(context, name, node.name),
          owner: daemonSet,
          node,
          labels: { ...labels, 'pod-template-generation': '1' },
          container: { name, image, cpu: '100m', memory: '256Mi' },
          claim: null,
          restartPolicy: 'Always',
          state: {
            phase: 'Running',
            createdMs: podCreatedMs,
            startedMs: podCreatedMs + 20_000,
            endedMs: null,
            deletedMs: null,
            changedMs: podCreatedMs + 20_000,
          },
        }),
      );
    }
  }
}

/** What the pod of a daemon on a node is called. */
export function daemonPodName(cluster: ClusterKey, daemon: string, node: string): string {
  return `${daemon}-${nameSuffix(clusterDraws(cluster, 'daemon-pod', daemon, node))}`;
}
