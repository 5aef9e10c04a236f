import {
  deliveriesQuerySchema,
  deliveriesSchema,
  importFilesSchema,
  importOutcomeSchema,
} from '@/lib/api/contracts/deliveries';
import { route } from '@/lib/api/server/route';
import { importUploads } from '@/lib/commands/cost/import-uploads';
import { readDeliveries } from '@/lib/views/cost/deliveries/read-deliveries';

export const GET = route({
  operation: 'GET /api/v1/cost/deliveries',
  summary: 'A page of the bills that arrived, and what became of each.',
  access: 'cost:read',
  input: { query: deliveriesQuerySchema },
  output: deliveriesSchema,
  handle: ({ query, ...context }) => readDeliveries(context, query),
});

export const POST = route({
  operation: 'POST /api/v1/cost/deliveries',
  summary: 'Makes one delivery of files sent before, in FOCUS form. The same files again change nothing.',
  access: 'cost:write',
  input: { body: importFilesSchema },
  output: importOutcomeSchema,
  handle: ({ body, ...context }) => importUploads(context, body),
});
