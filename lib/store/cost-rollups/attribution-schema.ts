import { z } from 'zod';
import { type Attribution, type AttributionRule, keylessSources } from '@/lib/domain/cost/attribution-rules';
import { costAttributes } from '@/lib/domain/cost/cost-dimension';

/** A rule as it is kept, in roll-ups and in versions of rules. */
export const attributionRuleSchema: z.ZodType<AttributionRule> = z.object({
  attribute: z.enum(costAttributes),
  source: z.union([z.object({ from: z.literal('tag'), key: z.string() }), z.object({ from: z.enum(keylessSources) })]),
  maps: z.object({ pattern: z.string(), value: z.string() }).nullable(),
});

/** The rules that a roll-up was made with, as they are kept beside it; older ones knew of no versions. */
export const attributionSchema: z.ZodType<Attribution> = z.object({
  rules: z.array(attributionRuleSchema),
  siteAliases: z.record(z.string(), z.string()),
  written: z.number().int().nonnegative().default(0),
  version: z.number().int().positive().nullable().default(null),
});
