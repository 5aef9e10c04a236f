import { z } from 'zod';
import { linkCostsSchema } from '@/lib/api/contracts/link-costs';
import { linkIdSchema } from '@/lib/api/contracts/links';
import { route } from '@/lib/api/server/route';
import { readLinkCosts } from '@/lib/views/links/link-cost';

export const GET = route({
  operation: 'GET /api/v1/links/{id}/cost',
  summary: 'What a link costs a month as bills and whoever declared it say, and what of that comes on each terabyte.',
  access: 'cost:read',
  input: { params: z.strictObject({ id: linkIdSchema }) },
  output: linkCostsSchema,
  handle: ({ params, ...context }) => readLinkCosts(context, params.id),
});
