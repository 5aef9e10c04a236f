import { z } from 'zod';
import { baselineBases } from '@/lib/domain/link/link-trouble';
import { probeKinds } from '@/lib/domain/probe/probe';
import { instantSchema } from './paging';

/** What is usual, in the way's unit or a share, and beyond which it is worse than that. Null: too little was measured to say. */
const usualSchema = z
  .object({ median: z.number(), limit: z.number(), basis: z.enum(baselineBases), hours: z.number().int() })
  .nullable();
export type PathUsual = z.infer<typeof usualSchema>;

/** What is usual at this hour for every way that agents measure. */
export const pathsUsualSchema = z.object({
  /** Start of the hour it is of. */
  at: instantSchema,
  items: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      kind: z.enum(probeKinds),
      p50: usualSchema,
      p95: usualSchema,
      loss: usualSchema,
      jitter: usualSchema,
    }),
  ),
  /** Ways within reach of which it was not looked for what is usual: there are too many. */
  leftOut: z.number().int().nonnegative(),
});
export type PathsUsual = z.infer<typeof pathsUsualSchema>;
