import { z } from 'zod';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
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
type InferenceService = z.output<typeof endpointSchema>;

const name = { group: servingGroup, resource: 'inferenceservices', type: 'InferenceService' };

/** `version` is the one of KServe's API that the cluster serves, e.g. `v1beta1`. */
export function endpointListing(clusterName: string, version: string): ObjectListing<InventoryItem> {
  return {
    group: servingGroup,
    resource: name.resource,
    path: `/apis/${servingGroup}/${version}/${name.resource}`,
    keep: (object) => toEndpointItem(clusterName, endpointSchema.parse(object), toRaw(object)),
  };
}

/** Its devices stand on the nodes and are held by its pods, so they are told there and not once more here. */
function toEndpointItem(clusterName: string, endpoint: InferenceService, raw: string): InventoryItem {
  return {
    ...toCommonFacts(clusterName, 'model-endpoint', name, endpoint.metadata),
    status: toEndpointState(endpoint),
    nativeStatus: toEndpointWord(endpoint),
    size: null,
    accelerators: [],
    raw,
  };
}

/** Not ready because the next model is still coming up is no failure. */
function toEndpointState({ metadata, status }: InferenceService): LifecycleState {
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
