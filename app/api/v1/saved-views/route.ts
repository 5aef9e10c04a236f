import { z } from 'zod';
import { createSavedViewSchema, savedViewPages, savedViewSchema, savedViewsSchema } from '@/lib/api/contracts/people';
import { route } from '@/lib/api/server/route';
import { createSavedView } from '@/lib/commands/saved-views/create-saved-view';
import { readSavedViews, toSavedView } from '@/lib/views/saved-views/read-saved-views';

export const GET = route({
  operation: 'GET /api/v1/saved-views',
  summary: 'Saved views of a page, or of all: your own, and what others share.',
  access: 'views:write',
  input: { query: z.strictObject({ page: z.enum(savedViewPages).optional() }) },
  output: savedViewsSchema,
  handle: ({ query, ...context }) => readSavedViews(context, query),
});

export const POST = route({
  operation: 'POST /api/v1/saved-views',
  summary: 'Keeps a page’s filters under a name.',
  access: 'views:write',
  input: { body: createSavedViewSchema },
  output: savedViewSchema,
  status: 201,
  async handle({ body, ...context }) {
    return toSavedView(await createSavedView(context, body), context.actor.personId);
  },
});
