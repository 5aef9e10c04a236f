import { costRulesPreviewSchema, previewCostRulesSchema } from '@/lib/api/contracts/cost-rules';
import { route } from '@/lib/api/server/route';
import { assertPermitted } from '@/lib/commands/run-command';
import { previewCostRules } from '@/lib/views/cost/showback/preview-cost-rules';

const target = { kind: 'cost-rules', id: null, label: 'Cost rules' };

export const POST = route({
  operation: 'POST /api/v1/cost/rules/preview',
  summary: 'What rules that are not saved would move between teams in a month.',
  access: ['cost:read', 'cost:write'],
  input: { body: previewCostRulesSchema },
  output: costRulesPreviewSchema,
  handle: async ({ body, ...context }) => {
    await assertPermitted(context, { action: 'cost-rules.preview', permission: 'cost:write', target });
    return previewCostRules(context, body);
  },
});
