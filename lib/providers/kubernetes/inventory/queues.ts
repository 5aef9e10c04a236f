import { z } from 'zod';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { ObjectListing } from '../objects/listing';
import { conditionOf, conditionSchema, metadataSchema } from '../objects/object-schema';
import { toRaw } from '../objects/to-raw';
import { toCommonFacts } from './place';

export const queueGroup = 'kueue.x-k8s.io';

const queueSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({ stopPolicy: z.string().nullish(), clusterQueue: z.string().nullish() }).nullish(),
  status: z
    .object({
      pendingWorkloads: z.number().nullish(),
      conditions: z.array(conditionSchema).nullish(),
    })
    .nullish(),
});
type Queue = z.output<typeof queueSchema>;

/** A queue, and how many workloads wait in it where its own status says. */
export interface QueueObject {
  item: InventoryItem;
  namespace: string | null;
  pending: number | null;
}

const resources = {
  clusterqueues: { group: queueGroup, resource: 'clusterqueues', type: 'ClusterQueue' },
  localqueues: { group: queueGroup, resource: 'localqueues', type: 'LocalQueue' },
};
export type QueueResource = keyof typeof resources;

/** `version` is the one of Kueue's API that the cluster serves, e.g. `v1beta1`. */
export function queueListing(
  clusterName: string,
  resource: QueueResource,
  version: string,
): ObjectListing<QueueObject> {
  return {
    group: queueGroup,
    resource,
    path: `/apis/${queueGroup}/${version}/${resource}`,
    keep(object) {
      const queue = queueSchema.parse(object);
      return {
        item: toQueueItem(clusterName, resource, queue, toRaw(object)),
        namespace: queue.metadata.namespace ?? null,
        pending: queue.status?.pendingWorkloads ?? null,
      };
    },
  };
}

export function toQueueItem(clusterName: string, resource: QueueResource, queue: Queue, raw: string): InventoryItem {
  return {
    ...toCommonFacts(clusterName, 'queue', resources[resource], queue.metadata),
    status: toQueueState(queue),
    nativeStatus: toQueueWord(queue),
    size: null,
    accelerators: [],
    raw,
  };
}

/** What keeps a queue that somebody holds, or whose cluster queue takes nothing in, from admitting. */
const restReasons: ReadonlySet<string> = new Set(['Stopped', 'ClusterQueueIsInactive']);

/** A queue that is not active admits nothing: somebody holds it, or it has failed. */
export function toQueueState({ metadata, spec, status }: Queue): LifecycleState {
  if (metadata.deletionTimestamp) return 'deleting';
  const active = conditionOf(status?.conditions, 'Active');
  if (active?.status === 'True') return 'active';
  if (active?.status !== 'False') return 'unknown';
  const isHeld = spec?.stopPolicy === 'Hold' || spec?.stopPolicy === 'HoldAndDrain';
  return isHeld || restReasons.has(active.reason ?? '') ? 'stopped' : 'failed';
}

/** `Active`, or the controller's reason why not. */
function toQueueWord({ status }: Queue): string | null {
  const active = conditionOf(status?.conditions, 'Active');
  if (active === undefined) return null;
  return active.status === 'True' ? 'Active' : (active.reason ?? 'Inactive');
}
