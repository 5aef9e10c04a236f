import { gpuTimelineQuerySchema, gpuTimelineSchema } from '@/lib/api/contracts/gpus';
import { route } from '@/lib/api/server/route';
import { readGpuTimeline } from '@/lib/views/gpus/fleet/read-gpu-timeline';

export const GET = route({
  operation: 'GET /api/v1/gpus/timeline',
  summary: 'How busy the accelerators of each node were over time, the nodes with the worst first.',
  access: 'inventory:read',
  input: { query: gpuTimelineQuerySchema },
  output: gpuTimelineSchema,
  handle: ({ query, ...context }) => readGpuTimeline(context, query),
});
