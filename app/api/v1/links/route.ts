import { linksPageSchema, linksQuerySchema } from '@/lib/api/contracts/links';
import { route } from '@/lib/api/server/route';
import { readLinksPage } from '@/lib/views/links/read-links-page';

export const GET = route({
  operation: 'GET /api/v1/links',
  summary: 'A page of the links of every provider, with how they stand, what they carry, and counts by facet.',
  access: 'inventory:read',
  input: { query: linksQuerySchema },
  output: linksPageSchema,
  handle: ({ query, ...context }) => readLinksPage(context, query),
});
