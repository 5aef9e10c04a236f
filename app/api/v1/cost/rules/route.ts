import {
  costRulesQuerySchema,
  costRulesSchema,
  costRuleVersionSchema,
  saveCostRulesSchema,
} from '@/lib/api/contracts/cost-rules';
import { route } from '@/lib/api/server/route';
import { saveCostRules } from '@/lib/commands/cost/save-cost-rules';
import { readCostRules, toVersion } from '@/lib/views/cost/showback/read-cost-rules';

export const GET = route({
  operation: 'GET /api/v1/cost/rules',
  summary: 'Versions of the rules costs are allocated by, the newest first.',
  access: 'cost:read',
  input: { query: costRulesQuerySchema },
  output: costRulesSchema,
  handle: ({ query, ...context }) => readCostRules(context, query),
});

export const POST = route({
  operation: 'POST /api/v1/cost/rules',
  summary: 'Puts a new version of the rules in force, on the one the edit began with.',
  access: 'cost:write',
  input: { body: saveCostRulesSchema },
  output: costRuleVersionSchema,
  status: 201,
  handle: async ({ body, ...context }) => toVersion(await saveCostRules(context, body)),
});
