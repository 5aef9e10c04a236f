import { declaredLinkInputSchema, declaredLinkSchema, declaredLinksSchema } from '@/lib/api/contracts/declared-links';
import { route } from '@/lib/api/server/route';
import { declareLink } from '@/lib/commands/links/declare-link';
import { answerDeclared, listDeclaredLinks } from '@/lib/views/links/list-declared';

export const GET = route({
  operation: 'GET /api/v1/declared-links',
  summary: 'The links that people or millwright.yaml declared, as they said them.',
  access: 'inventory:read',
  output: declaredLinksSchema,
  handle: (context) => listDeclaredLinks(context),
});

export const POST = route({
  operation: 'POST /api/v1/declared-links',
  summary: 'Declares a line that no provider tells of.',
  access: 'connections:write',
  input: { body: declaredLinkInputSchema },
  output: declaredLinkSchema,
  status: 201,
  handle: async ({ body, ...context }) => answerDeclared(context, await declareLink(context, body)),
});
