import { z } from 'zod';
import { type AllocationRules, idleTreatments, type PoolSplit } from '@/lib/domain/cost/allocation-rules';
import { costDimensions } from '@/lib/domain/cost/cost-dimension';
import { attributionRuleSchema } from '@/lib/store/cost-rollups/attribution-schema';

const names = z.array(z.string());
const splitSchema: z.ZodType<PoolSplit> = z.discriminatedUnion('by', [
  z.object({ by: z.literal('even'), teams: names }),
  z.object({ by: z.enum(['proportional', 'usage']), teams: names.nullable() }),
  z.object({ by: z.literal('fixed'), shares: z.array(z.object({ team: z.string(), percent: z.string() })) }),
]);

/** A version's content as it is kept. */
export const rulesSchema: z.ZodType<AllocationRules> = z.object({
  attribution: z.array(attributionRuleSchema),
  pools: z.array(
    z.object({ name: z.string(), selector: z.partialRecord(z.enum(costDimensions), names), split: splitSchema }),
  ),
  idle: z.enum(idleTreatments),
});
