import { z } from 'zod';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { type NodeDevices, nameRequest, toPodAccelerators } from '../accelerators/to-pod-accelerators';
import { containerSchema, toPodRequest } from '../accelerators/to-pod-request';
import type { ObjectListing } from '../objects/listing';
import { conditionOf, controllerOf, type Quantities } from '../objects/object-schema';
import { toRaw } from '../objects/to-raw';
import { toCommonFacts } from './place';
import { type AcceleratedPod, type Pod, podSchema } from './pod-schema';
import { holdUpOf, isOrdinaryWait, toPodWorkload } from './pod-workload';

/** What tells whether a pod wants an accelerator: of most pods nothing else is looked at. */
const wishSchema = z.object({
  spec: z.object({
    containers: z.array(containerSchema.omit({ image: true })),
    initContainers: z.array(containerSchema.omit({ image: true })).nullish(),
  }),
});

const name = { group: 'core', resource: 'pods', type: 'Pod' };
const finished: ReadonlySet<string> = new Set(['Succeeded', 'Failed']);

/** Pods that hold or wait for accelerators. Those that have ended hold nothing, so the server is asked to leave them out. */
export const podListing: ObjectListing<AcceleratedPod> = {
  group: 'core',
  resource: 'pods',
  path: '/api/v1/pods',
  fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed',
  keep(object) {
    const { spec } = wishSchema.parse(object);
    const request = toPodRequest(spec.containers, spec.initContainers ?? []);
    if (Object.keys(request).length === 0) return null;
    const pod = podSchema.parse(object);
    return finished.has(pod.status?.phase ?? '') ? null : { pod, request };
  },
};

/** `node` null: the pod stands on none yet, or its node could not be read. */
export function toPodItem(
  clusterName: string,
  { pod, request }: AcceleratedPod,
  node: NodeDevices | null,
): InventoryItem {
  return {
    ...toCommonFacts(clusterName, 'pod', name, pod.metadata),
    status: toPodState(pod),
    nativeStatus: toPodWord(pod),
    size: nameRequest(request),
    accelerators: toHeld(pod, request, node),
    workload: toPodWorkload({ pod, request }, node),
    raw: toRaw({ ...pod, controller: controllerOf(pod.metadata) }),
  };
}

export function toPodState(pod: Pod): LifecycleState {
  const { metadata, status } = pod;
  if (metadata.deletionTimestamp) return 'deleting';
  switch (status?.phase) {
    case 'Pending':
      return waitsInVain(pod) ? 'failed' : 'provisioning';
    case 'Running':
      return conditionOf(status.conditions, 'Ready')?.status === 'False' ? 'degraded' : 'active';
    default:
      return 'unknown';
  }
}

/** As `kubectl get pods` writes it: what holds a container up where something does, else the phase. */
export function toPodWord(pod: Pod): string | null {
  if (pod.metadata.deletionTimestamp) return 'Terminating';
  return pod.status?.reason ?? holdUpOf(pod)?.reason ?? pod.status?.phase ?? null;
}

/** A pod that waits for a node holds nothing yet. */
function toHeld(pod: Pod, request: Quantities, node: NodeDevices | null): InventoryItem['accelerators'] {
  return pod.spec.nodeName === undefined ? [] : toPodAccelerators(request, node);
}

function waitsInVain(pod: Pod): boolean {
  const reason = holdUpOf(pod)?.reason;
  return reason !== undefined && !isOrdinaryWait(reason);
}
