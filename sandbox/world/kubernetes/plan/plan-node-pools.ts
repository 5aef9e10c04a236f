import { apiResources } from '../api-resources';
import { makeThing, timestamp } from '../thing';
import { type ClusterContext, identify } from './context';
import { bornMs } from './plan-apps';

/** A pool of CoreWeave's nodes. */
export interface NodePoolPlan {
  name: string;
  instanceType: string;
  target: number;
  current: number;
  /** Bounds of the autoscaler; null where it is off. */
  bounds: { low: number; high: number } | null;
}

export function planNodePools(context: ClusterContext, pools: readonly NodePoolPlan[]): void {
  for (const pool of pools) {
    const createdMs = bornMs(context, 'node-pool', pool.name);
    const isShort = pool.current < pool.target;
    context.plan.stand(
      makeThing({
        ...identify(context, apiResources.nodePools, null, pool.name, createdMs),
        changedMs: createdMs,
        labels: { team: 'ml-platform' },
        body: () => bodyOf(pool, timestamp(createdMs)),
        facts: () => ({
          kind: 'node-group',
          status: isShort ? 'degraded' : 'active',
          nativeStatus: isShort ? 'UnderTarget' : 'TargetMet',
          size: pool.instanceType,
        }),
      }),
    );
  }
}

function bodyOf({ instanceType, target, current, bounds }: NodePoolPlan, since: string) {
  const isShort = current < target;
  const condition = (type: string, isMet: boolean, reason: string, message: string) => ({
    type,
    status: isMet ? 'True' : 'False',
    reason,
    message,
    lastTransitionTime: since,
  });
  return {
    spec: {
      computeClass: 'default',
      instanceType,
      targetNodes: target,
      ...(bounds && { minNodes: bounds.low, maxNodes: bounds.high }),
      autoscaling: bounds !== null,
      lifecycle: { scaleDownStrategy: 'IdleOnly' },
      nodeLabels: {},
      nodeAnnotations: {},
      nodeTaints: [],
    },
    status: {
      currentNodes: current,
      queuedNodes: target - current,
      inProgress: 0,
      conditions: [
        condition('Validated', true, 'Valid', 'The node pool is valid.'),
        condition('Quota', true, 'Under', 'The node pool is within its quota.'),
        isShort
          ? condition('Capacity', false, 'Partial', `${current} of ${target} nodes are available.`)
          : condition('Capacity', true, 'Sufficient', 'There is capacity for the target.'),
        isShort
          ? condition('AtTarget', false, 'UnderTarget', `${current} of ${target} nodes have joined.`)
          : condition('AtTarget', true, 'TargetMet', 'The node pool is at its target.'),
      ],
    },
  };
}
