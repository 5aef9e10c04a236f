import { gpuWasteQuerySchema, gpuWasteSchema } from '@/lib/api/contracts/gpu-waste';
import { route } from '@/lib/api/server/route';
import { readGpuWaste } from '@/lib/views/gpu-use/read-gpu-waste';

export const GET = route({
  operation: 'GET /api/v1/cost/gpu-waste',
  summary: 'The GPU part of the bills by what became of the devices: useful, thrown away, idle, not allocated.',
  access: 'cost:read',
  input: { query: gpuWasteQuerySchema },
  output: gpuWasteSchema,
  handle: ({ query, ...context }) => readGpuWaste(context, query),
});
