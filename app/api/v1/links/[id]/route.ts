import { z } from 'zod';
import { linkDetailSchema, linkIdSchema } from '@/lib/api/contracts/links';
import { route } from '@/lib/api/server/route';
import { readLink } from '@/lib/views/links/read-link';

export const GET = route({
  operation: 'GET /api/v1/links/{id}',
  summary: 'One link with what each of its tellers says, what it rides on, and what stands in for it.',
  access: 'inventory:read',
  input: { params: z.strictObject({ id: linkIdSchema }) },
  output: linkDetailSchema,
  handle: ({ params, ...context }) => readLink(context, params.id),
});
