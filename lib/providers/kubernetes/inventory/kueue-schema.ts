import { z } from 'zod';
import { containerSchema } from '../accelerators/to-pod-request';
import { claimingVolumesSchema } from '../objects/claims';
import { nodeSelectionSchema } from '../objects/node-selection';
import { metadataSchema, toldConditionSchema } from '../objects/object-schema';

/** Pods of a kind that a workload is made of. */
const podSetSchema = z.object({
  count: z.number().nullish(),
  template: z.object({
    spec: nodeSelectionSchema.extend({
      containers: z.array(containerSchema),
      initContainers: z.array(containerSchema).nullish(),
      volumes: claimingVolumesSchema,
    }),
  }),
});
export type PodSet = z.output<typeof podSetSchema>;

export const kueueWorkloadSchema = z.object({
  metadata: metadataSchema,
  spec: z
    .object({
      active: z.boolean().nullish(),
      queueName: z.string().nullish(),
      priority: z.number().nullish(),
      maximumExecutionTimeSeconds: z.number().nullish(),
      /** Null also where they are not as described: what they ask for is then not told, the rest is. */
      podSets: z.array(podSetSchema).nullish().catch(null),
    })
    .nullish(),
  status: z
    .object({
      conditions: z.array(toldConditionSchema).nullish(),
      requeueState: z.object({ requeueAt: z.string().nullish() }).nullish(),
      admissionChecks: z
        .array(z.object({ name: z.string(), state: z.string(), message: z.string().nullish() }))
        .nullish(),
    })
    .nullish(),
});
export type KueueWorkload = z.output<typeof kueueWorkloadSchema>;
