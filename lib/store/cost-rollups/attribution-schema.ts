import { z } from 'zod';
import type { Attribution } from '@/lib/domain/cost/attribution-rules';
import { costAttributes } from '@/lib/domain/cost/cost-dimension';

/** The rules that a roll-up was made with, as they are kept beside it. */
export const attributionSchema: z.ZodType<Attribution> = z.object({
  rules: z.array(
    z.object({
      attribute: z.enum(costAttributes),
      source: z.union([
        z.object({ from: z.literal('tag'), key: z.string() }),
        z.object({ from: z.enum(['account', 'namespace', 'slurm-account', 'resource-name', 'place']) }),
      ]),
      maps: z.object({ pattern: z.string(), value: z.string() }).nullable(),
    }),
  ),
  siteAliases: z.record(z.string(), z.string()),
});
