import { gpuDeviceParams, gpuSamplesQuerySchema, gpuSamplesSchema } from '@/lib/api/contracts/gpu-history';
import { route } from '@/lib/api/server/route';
import { readLiveSamples } from '@/lib/commands/gpus/read-live-samples';
import { sharedConfig } from '@/lib/config/shared-config';
import { findDeviceSeries } from '@/lib/views/gpus/device/find-device-series';
import { readStoredSamples } from '@/lib/views/gpus/device/read-stored-samples';

export const GET = route({
  operation: 'GET /api/v1/gpus/nodes/{id}/devices/{slot}/samples',
  summary:
    'The samples of one series of an accelerator, the newest 5,000 at most: as they were collected, or as its source gives them when asked for the last hour.',
  access: 'inventory:read',
  input: { params: gpuDeviceParams, query: gpuSamplesQuerySchema },
  output: gpuSamplesSchema,
  handle: async ({ params, query, request, ...context }) => {
    const found = await findDeviceSeries(context, params, query);
    if (query.origin !== 'source') return readStoredSamples(context, found, query);
    return readLiveSamples(context, found, query, sharedConfig(), { signal: request.signal });
  },
});
