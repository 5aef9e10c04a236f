import { gpuPlacementSchema } from '@/lib/api/contracts/gpu-capacity';
import { gpuFilterSchema } from '@/lib/api/contracts/gpus';
import { route } from '@/lib/api/server/route';
import { readGpuPlacement } from '@/lib/views/gpus/placement/read-gpu-placement';

export const GET = route({
  operation: 'GET /api/v1/gpus/placement',
  summary: 'What accelerators are free by model, and the largest job that fits; health and use do not narrow it.',
  access: 'inventory:read',
  input: { query: gpuFilterSchema },
  output: gpuPlacementSchema,
  handle: ({ query, ...context }) => readGpuPlacement(context, query),
});
