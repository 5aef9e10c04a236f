import { z } from 'zod';

/** Who holds a device. */
export const gpuHolderSchema = z.object({
  kind: z.enum(['pod', 'job', 'machine', 'endpoint']),
  name: z.string(),
  namespace: z.string().nullable(),
  resourceId: z.uuid().nullable(),
  team: z.string().nullable(),
  owner: z.string().nullable(),
});
