import { minuteMs } from '../../aws/plan/plan';
import { apiResources } from '../api-resources';
import { makeThing, type Thing, timestamp } from '../thing';
import type { ClusterNode } from './cluster-node';
import { type ClusterContext, clusterDraws, identify, nameSuffix, type TeamNamespace } from './context';
import { explainUnschedulable, type PodWish } from './explain-scheduling';
import { ownershipLabels } from './labels';
import { drawCycle, roundAt, startOfRound } from './life';
import { unscheduledPod } from './unscheduled-pod';

/** A job outside all queues whose pods no node ever takes, submitted anew by and by. */
export interface VainJob extends PodWish {
  name: string;
  namespace: TeamNamespace;
  pods: number;
  priority: number;
}

/** The scheduler looks again at pods that it could not place this often. */
const retryMs = 5 * minuteMs;

/** Plans the jobs whose pods wait for a node, with what the scheduler last said of each. */
export function planUnschedulable(
  context: ClusterContext,
  jobs: readonly VainJob[],
  nodes: readonly ClusterNode[],
): void {
  for (const job of jobs) {
    const cycle = drawCycle(clusterDraws(context, 'vain', job.name), 18 * 60, 40 * 60);
    const { namespace, name, pods } = job;
    const labels = { ...ownershipLabels(context, `vain/${name}`, namespace.team), 'app.kubernetes.io/name': name };
    const ownerAt = (nowMs: number) => {
      const round = roundAt(cycle, nowMs);
      const createdMs = startOfRound(cycle, round);
      return identify(context, apiResources.jobs, namespace.name, `${name}-${round}`, createdMs);
    };
    context.plan.add(apiResources.jobs, (nowMs): Thing[] => {
      const owner = ownerAt(nowMs);
      return [
        makeThing({
          ...owner,
          changedMs: owner.createdMs,
          labels,
          body: () => ({
            spec: { parallelism: pods, completions: pods, completionMode: 'Indexed', suspend: false },
            status: { active: pods, ready: 0, startTime: timestamp(owner.createdMs) },
          }),
        }),
      ];
    });
    context.plan.add(apiResources.pods, (nowMs): Thing[] => {
      const owner = ownerAt(nowMs);
      const triedMs = owner.createdMs + Math.floor((nowMs - owner.createdMs) / retryMs) * retryMs;
      return Array.from({ length: pods }, (_, index) => {
        const suffix = nameSuffix(clusterDraws(context, 'vain-pod', namespace.name, owner.name, index));
        return unscheduledPod(context, {
          name: `${owner.name}-${index}-${suffix}`,
          owner,
          triedMs,
          wish: job,
          priority: job.priority,
          image: `registry.millwright.example/${namespace.team}/${name}:2026.1`,
          labels: { ...labels, 'batch.kubernetes.io/job-name': owner.name },
          message: () => explainUnschedulable(nodes, context.plan.claims, job, triedMs),
        });
      });
    });
  }
}

/** Devices of a resource that pods of a namespace ask for and wait for. */
export function awaitedDevices(jobs: readonly VainJob[], namespace: string, resource: string): number {
  return jobs
    .filter((job) => job.namespace.name === namespace)
    .reduce((sum, { pods, devices }) => sum + pods * (devices[resource] ?? 0), 0);
}
