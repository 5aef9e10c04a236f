import { putSiteRulesSchema, siteRulesSchema } from '@/lib/api/contracts/sites';
import { route } from '@/lib/api/server/route';
import { putSiteRules } from '@/lib/commands/sites/put-site-rules';
import { readSiteRules } from '@/lib/views/sites/read-sites';

export const GET = route({
  operation: 'GET /api/v1/site-rules',
  summary: 'The ordered rules that map resources to sites.',
  access: 'sites:write',
  output: siteRulesSchema,
  handle: (context) => readSiteRules(context),
});

export const PUT = route({
  operation: 'PUT /api/v1/site-rules',
  summary: 'Puts a set of rules in the place of the one the edit began with.',
  access: 'sites:write',
  input: { body: putSiteRulesSchema },
  output: siteRulesSchema,
  handle: ({ body, ...context }) => putSiteRules(context, body),
});
