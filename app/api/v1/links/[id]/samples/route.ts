import { gpuSamplesQuerySchema, gpuSamplesSchema } from '@/lib/api/contracts/gpu-history';
import { linkParams } from '@/lib/api/contracts/link-series';
import { route } from '@/lib/api/server/route';
import { readLiveSamples } from '@/lib/commands/gpus/read-live-samples';
import { sharedConfig } from '@/lib/config/shared-config';
import { readStoredSamples } from '@/lib/views/gpus/device/read-stored-samples';
import { findLinkSeries } from '@/lib/views/links/find-link-series';

export const GET = route({
  operation: 'GET /api/v1/links/{id}/samples',
  summary:
    'The samples of one series of a link, the newest 5,000 at most: as they were collected, or as its source gives them when asked for the last hour.',
  access: 'inventory:read',
  input: { params: linkParams, query: gpuSamplesQuerySchema },
  output: gpuSamplesSchema,
  handle: async ({ params: { id }, query, request, ...context }) => {
    const found = await findLinkSeries(context, id, query);
    if (query.origin !== 'source') return readStoredSamples(context, found, query);
    return readLiveSamples(context, found, query, sharedConfig(), { signal: request.signal });
  },
});
