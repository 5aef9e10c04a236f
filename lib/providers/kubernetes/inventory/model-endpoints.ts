import { z } from 'zod';
import type { Accelerator, InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { ObjectListing } from '../objects/listing';
import { conditionOf, conditionSchema, metadataSchema } from '../objects/object-schema';
import { toRaw } from '../objects/to-raw';
import { toCommonFacts } from './place';

export const servingGroup = 'serving.kserve.io';

const endpointSchema = z.object({
  metadata: metadataSchema,
  status: z
    .object({
      conditions: z.array(conditionSchema).nullish(),
      modelStatus: z.object({ transitionStatus: z.string().optional() }).nullish(),
    })
    .nullish(),
});
export type InferenceService = z.output<typeof endpointSchema>;

export interface EndpointObject {
  endpoint: InferenceService;
  document: unknown;
}

const name = { group: servingGroup, resource: 'inferenceservices', type: 'InferenceService' };

/** `version` is the one of KServe's API that the cluster serves, e.g. `v1beta1`. */
export function endpointListing(version: string): ObjectListing<EndpointObject> {
  return {
    group: servingGroup,
    resource: name.resource,
    path: `/apis/${servingGroup}/${version}/${name.resource}`,
    keep: (object) => ({ endpoint: endpointSchema.parse(object), document: toRaw(object) }),
  };
}

/** `accelerators` are those that the endpoint's pods hold; null when they are not known. */
export function toEndpointItem(
  clusterName: string,
  { endpoint, document }: EndpointObject,
  accelerators: Accelerator[] | null,
): InventoryItem {
  return {
    ...toCommonFacts(clusterName, 'model-endpoint', name, endpoint.metadata),
    status: toEndpointState(endpoint),
    nativeStatus: toEndpointWord(endpoint),
    size: null,
    accelerators,
    raw: document,
  };
}

/** Not ready because the next model is still coming up is no failure. */
export function toEndpointState({ metadata, status }: InferenceService): LifecycleState {
  if (metadata.deletionTimestamp) return 'deleting';
  switch (conditionOf(status?.conditions, 'Ready')?.status) {
    case 'True':
      return 'active';
    case 'False':
      return status?.modelStatus?.transitionStatus === 'InProgress' ? 'provisioning' : 'failed';
    case 'Unknown':
      return 'provisioning';
    default:
      return 'unknown';
  }
}

/** `Ready`, or the controller's reason why not. */
function toEndpointWord({ status }: InferenceService): string | null {
  const ready = conditionOf(status?.conditions, 'Ready');
  if (ready === undefined) return null;
  return ready.status === 'True' ? 'Ready' : (ready.reason ?? 'NotReady');
}

/** The label with which KServe marks an endpoint's pods. */
export const endpointLabel = 'serving.kserve.io/inferenceservice';
