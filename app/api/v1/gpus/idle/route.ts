import { idleGpusSchema } from '@/lib/api/contracts/gpu-capacity';
import { gpuFilterSchema } from '@/lib/api/contracts/gpus';
import { route } from '@/lib/api/server/route';
import { readIdleGpus } from '@/lib/views/gpus/idle/read-idle-gpus';

export const GET = route({
  operation: 'GET /api/v1/gpus/idle',
  summary: 'The accelerators that somebody holds and does nothing with, since when, and who holds them.',
  access: 'inventory:read',
  input: { query: gpuFilterSchema },
  output: idleGpusSchema,
  handle: ({ query, ...context }) => readIdleGpus(context, query),
});
