import { z } from 'zod';
import { type AllocationRules, idleTreatments, type PoolSplit } from '@/lib/domain/cost/allocation-rules';
import { type AttributionRule, keylessSources } from '@/lib/domain/cost/attribution-rules';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { costAttributes, costDimensions } from '@/lib/domain/cost/cost-dimension';
import { costSchema } from './cost';
import { instantSchema } from './paging';

const text = z.string().max(1_000);
const names = z.array(text).max(500);

export const attributionRuleSchema: z.ZodType<AttributionRule> = z.strictObject({
  attribute: z.enum(costAttributes),
  source: z.union([
    z.strictObject({ from: z.literal('tag'), key: text }),
    z.strictObject({ from: z.enum(keylessSources) }),
  ]),
  /** `*` stands for any run of characters; null: the value found is the attribute. */
  maps: z.strictObject({ pattern: text, value: text }).nullable(),
});

const splitSchema: z.ZodType<PoolSplit> = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('even'), teams: names }),
  /** `teams` null: all. */
  z.strictObject({ by: z.enum(['proportional', 'usage']), teams: names.nullable() }),
  /** `percent` is decimal text; the shares add up to exactly 100. */
  z.strictObject({ by: z.literal('fixed'), shares: z.array(z.strictObject({ team: text, percent: text })).max(500) }),
]);

/** The whole of the rules: who bears what, what is shared and how, and what becomes of idle GPUs. */
export const allocationRulesSchema: z.ZodType<AllocationRules> = z.strictObject({
  attribution: z.array(attributionRuleSchema).max(1_000),
  pools: z
    .array(
      z.strictObject({
        name: z.string().max(100),
        selector: z.partialRecord(z.enum(costDimensions), names),
        split: splitSchema,
      }),
    )
    .max(100),
  idle: z.enum(idleTreatments),
});

export const costRuleVersionSchema = z.object({
  number: z.number().int().positive(),
  createdAt: instantSchema,
  createdBy: z.string(),
  comment: z.string(),
  rules: allocationRulesSchema,
});
export type CostRuleVersionDto = z.infer<typeof costRuleVersionSchema>;

export const costRulesQuerySchema = z.strictObject({
  /** Versions below this number; absent: from the newest. */
  below: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type CostRulesQuery = z.infer<typeof costRulesQuerySchema>;

/** Versions, the newest first. */
export const costRulesSchema = z.object({
  items: z.array(costRuleVersionSchema),
  /** The rules before the oldest version of the page, to tell what it changed. */
  before: allocationRulesSchema,
  /** What to ask below for older ones; null: there are none. */
  nextBelow: z.number().int().positive().nullable(),
  /** Bills that count now, and of them those not yet added up by the newest rules. */
  deliveries: z.object({ counting: z.number().int().nonnegative(), behind: z.number().int().nonnegative() }),
});
export type CostRules = z.infer<typeof costRulesSchema>;

/** A new version. `standsOn`: the newest version when the edit began, null: none; where another has come since, it is refused. */
export const saveCostRulesSchema = z.strictObject({
  standsOn: z.number().int().positive().nullable(),
  comment: z.string().trim().min(1, 'Say why, for whoever closes the month.').max(1_000),
  rules: allocationRulesSchema,
});
export type SaveCostRules = z.infer<typeof saveCostRulesSchema>;

/** What rules that nobody saved would change in a month. */
export const previewCostRulesSchema = z.strictObject({
  rules: allocationRulesSchema,
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'A month is written 2026-11.'),
  metric: z.enum(costMetrics).default('effective'),
});
export type PreviewCostRules = z.infer<typeof previewCostRulesSchema>;

const { basis, currency } = costSchema.shape.books.element.shape;
const amount = z.string();

/** Costs before and after, which add up to the same; `difference` is after less before. */
export const costRulesPreviewSchema = z.object({
  month: z.string(),
  metric: z.enum(costMetrics),
  /** The version before; null: none. */
  version: z.number().int().positive().nullable(),
  /** Rows or bills are missing from it. */
  atLeast: z.boolean(),
  books: z.array(
    z.object({
      basis,
      currency,
      whole: amount,
      /** A team's row by its name; `name` of an unsplit one is its pool. Null before or after: no such row. */
      lines: z.array(
        z.object({
          kind: z.enum(['team', 'unallocated', 'idle', 'unsplit']),
          name: z.string().nullable(),
          before: amount.nullable(),
          after: amount.nullable(),
          difference: amount,
        }),
      ),
    }),
  ),
});
export type CostRulesPreview = z.infer<typeof costRulesPreviewSchema>;
