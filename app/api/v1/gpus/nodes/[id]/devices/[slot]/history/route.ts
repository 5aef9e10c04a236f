import { gpuDeviceParams, gpuHistoryQuerySchema, gpuHistorySchema } from '@/lib/api/contracts/gpu-history';
import { route } from '@/lib/api/server/route';
import { readDeviceHistory } from '@/lib/views/gpus/device/read-device-history';

export const GET = route({
  operation: 'GET /api/v1/gpus/nodes/{id}/devices/{slot}/history',
  summary:
    'What was measured of an accelerator over a stretch of time, in at most some 400 steps, and what its driver reported.',
  access: 'inventory:read',
  input: { params: gpuDeviceParams, query: gpuHistoryQuerySchema },
  output: gpuHistorySchema,
  handle: ({ params, query, ...context }) =>
    readDeviceHistory(context, params, { from: new Date(query.from), to: new Date(query.to) }),
});
