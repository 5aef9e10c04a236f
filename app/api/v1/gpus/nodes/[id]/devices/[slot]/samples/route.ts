import { gpuDeviceParams, gpuSamplesQuerySchema, gpuSamplesSchema } from '@/lib/api/contracts/gpus';
import { route } from '@/lib/api/server/route';
import { readDeviceSamples } from '@/lib/views/gpus/device/read-device-samples';

export const GET = route({
  operation: 'GET /api/v1/gpus/nodes/{id}/devices/{slot}/samples',
  summary: 'The samples of one series of an accelerator as its source measured them, the newest 5,000 at most.',
  access: 'inventory:read',
  input: { params: gpuDeviceParams, query: gpuSamplesQuerySchema },
  output: gpuSamplesSchema,
  handle: ({ params, query, ...context }) => readDeviceSamples(context, params, query),
});
