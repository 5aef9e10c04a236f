import { z } from 'zod';
import { containerSchema } from '../accelerators/to-pod-request';
import { claimingVolumesSchema } from '../objects/claims';
import { nodeSelectionSchema } from '../objects/node-selection';
import { metadataSchema, type Quantities, toldConditionSchema } from '../objects/object-schema';

const containerStatusSchema = z.object({
  state: z
    .object({
      waiting: z.object({ reason: z.string().optional(), message: z.string().optional() }).nullish(),
      running: z.object({}).nullish(),
    })
    .nullish(),
});

export const podSchema = z.object({
  metadata: metadataSchema.extend({
    uid: z.string().optional(),
    annotations: z.record(z.string(), z.string()).nullish(),
  }),
  spec: nodeSelectionSchema.extend({
    nodeName: z.string().optional(),
    schedulerName: z.string().optional(),
    priorityClassName: z.string().optional(),
    priority: z.number().optional(),
    activeDeadlineSeconds: z.number().nullish(),
    containers: z.array(containerSchema),
    initContainers: z.array(containerSchema).nullish(),
    volumes: claimingVolumesSchema,
  }),
  status: z
    .object({
      phase: z.string().optional(),
      reason: z.string().optional(),
      message: z.string().optional(),
      startTime: z.string().nullish(),
      conditions: z.array(toldConditionSchema).nullish(),
      containerStatuses: z.array(containerStatusSchema).nullish(),
      initContainerStatuses: z.array(containerStatusSchema).nullish(),
    })
    .nullish(),
});
export type Pod = z.output<typeof podSchema>;

/** A pod that accelerators are set aside for. */
export interface AcceleratedPod {
  pod: Pod;
  request: Quantities;
}
