import { gpuNodeSchema } from '@/lib/api/contracts/gpu-nodes';
import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { readGpuNode } from '@/lib/views/gpus/device/read-gpu-node';

export const GET = route({
  operation: 'GET /api/v1/gpus/nodes/{id}',
  summary: 'A node with its accelerators: who holds each, how it stands, and what was measured of it lately.',
  access: 'inventory:read',
  input: { params: idParams },
  output: gpuNodeSchema,
  handle: ({ params, ...context }) => readGpuNode(context, params.id),
});
