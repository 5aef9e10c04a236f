import { gpuFleetQuerySchema, gpuFleetSchema } from '@/lib/api/contracts/gpus';
import { route } from '@/lib/api/server/route';
import { readGpuFleet } from '@/lib/views/gpus/fleet/read-gpu-fleet';

export const GET = route({
  operation: 'GET /api/v1/gpus',
  summary: 'The accelerators you may see, now: how many there are, are held and work, and every node’s devices.',
  access: 'inventory:read',
  input: { query: gpuFleetQuerySchema },
  output: gpuFleetSchema,
  handle: ({ query, ...context }) => readGpuFleet(context, query),
});
