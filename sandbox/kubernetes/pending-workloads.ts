import { z } from 'zod';
import { apiResources } from '../world/kubernetes/api-resources';
import type { ClusterObject } from '../world/kubernetes/thing';
import type { Call } from './call';
import { badRequest, noSuchPath, notFound } from './refusals';
import type { ResourceName } from './route';

const workloadSchema = z.object({
  spec: z.object({ priority: z.int(), queueName: z.string() }),
  status: z.object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })) }),
});
const localQueueSchema = z.object({ spec: z.object({ clusterQueue: z.string() }) });

interface Waiting {
  object: ClusterObject;
  priority: number;
  localQueue: string;
  clusterQueue: string;
  createdMs: number;
}

const defaultLimit = 1000;

/** Answers who waits in a queue, and in which place: the more urgent first, then the older. */
export function pendingWorkloads(call: Call, { plural, namespace, name }: ResourceName): Record<string, unknown> {
  const type = plural === 'clusterqueues' ? apiResources.clusterQueues : apiResources.localQueues;
  if (plural !== type.plural || name === null || (namespace === null) === type.namespaced) throw noSuchPath();
  const isThere = call.snapshot.list(type).some((queue) => queue.name === name && queue.namespace === namespace);
  if (!isThere) throw notFound(type, name);
  const { query } = call.request;
  const [limit, offset] = [readCount(query.limit, defaultLimit), readCount(query.offset, 0)];
  const waiting = call.fault?.kind === 'empty-success' ? [] : waitingIn(call);
  const own = waiting.filter(({ object, clusterQueue, localQueue }) =>
    namespace === null ? clusterQueue === name : object.metadata.namespace === namespace && localQueue === name,
  );
  return {
    kind: 'PendingWorkloadsSummary',
    apiVersion: 'visibility.kueue.x-k8s.io/v1beta2',
    metadata: { creationTimestamp: null },
    items: own.slice(offset, offset + limit).map((each) => toItem(each, waiting)),
  };
}

function waitingIn({ snapshot }: Call): Waiting[] {
  const clusterQueues = new Map(
    snapshot
      .list(apiResources.localQueues)
      .map((queue) => [queue.key, localQueueSchema.parse(queue.document()).spec.clusterQueue]),
  );
  return snapshot
    .list(apiResources.workloads)
    .flatMap((thing): Waiting[] => {
      const object = thing.document();
      const { spec, status } = workloadSchema.parse(object);
      if (status.conditions.some((each) => each.type === 'QuotaReserved' && each.status === 'True')) return [];
      const clusterQueue = clusterQueues.get(`${thing.namespace}/${spec.queueName}`);
      if (clusterQueue === undefined) return [];
      return [
        { object, priority: spec.priority, localQueue: spec.queueName, clusterQueue, createdMs: thing.createdMs },
      ];
    })
    .sort((left, right) => right.priority - left.priority || left.createdMs - right.createdMs);
}

function toItem(each: Waiting, all: readonly Waiting[]): Record<string, unknown> {
  const { name, namespace, creationTimestamp, ownerReferences } = each.object.metadata;
  const shared = all.filter(({ clusterQueue }) => clusterQueue === each.clusterQueue);
  const own = shared.filter(
    ({ object, localQueue }) => object.metadata.namespace === namespace && localQueue === each.localQueue,
  );
  return {
    metadata: { name, namespace, creationTimestamp, ownerReferences },
    priority: each.priority,
    localQueueName: each.localQueue,
    positionInClusterQueue: shared.indexOf(each),
    positionInLocalQueue: own.indexOf(each),
  };
}

function readCount(text: string | undefined, otherwise: number): number {
  if (text === undefined || text === '') return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw badRequest(`invalid count: "${text}"`);
  return Number(text);
}
