import { linkParams, linkSeriesQuerySchema, linkSeriesSchema } from '@/lib/api/contracts/link-series';
import { route } from '@/lib/api/server/route';
import { readLinkSeries } from '@/lib/views/links/read-link-series';

export const GET = route({
  operation: 'GET /api/v1/links/{id}/series',
  summary: 'What was measured of a link over a stretch of time, in at most some 400 steps, and what went wrong then.',
  access: 'inventory:read',
  input: { params: linkParams, query: linkSeriesQuerySchema },
  output: linkSeriesSchema,
  handle: ({ params: { id }, query, ...context }) => readLinkSeries(context, id, query),
});
