import { betweenQuerySchema, betweenSchema } from '@/lib/api/contracts/topology';
import { route } from '@/lib/api/server/route';
import { readBetween } from '@/lib/views/topology/read-between';

export const GET = route({
  operation: 'GET /api/v1/links/between',
  summary:
    'The links between two sites, or of one that end where no source says, in the layers in which they ride on each other.',
  access: 'inventory:read',
  input: { query: betweenQuerySchema },
  output: betweenSchema,
  handle: ({ query, ...context }) => readBetween(context, query),
});
