import { z } from 'zod';
import { auditEntrySchema } from './activity';
import { countSchema } from './paging';
import { sourceSchema } from './sources';

/** One line of the attention list, worst first. */
export const attentionItemSchema = z.object({
  status: z.enum(['critical', 'unknown', 'warning', 'in-progress', 'healthy']),
  title: z.string(),
  detail: z.string(),
  remedy: z.string().nullable(),
  /** Where to look, an address within the console. */
  href: z.string(),
  since: z.iso.datetime().nullable(),
});
export type AttentionItem = z.infer<typeof attentionItemSchema>;

export const overviewSchema = z.object({
  attention: z.array(attentionItemSchema),
  sources: z.array(sourceSchema),
  totals: z.object({
    resources: countSchema,
    /**
     * Accelerators that exist: those of resources that hold them now, so not of what has ended or stopped. Resources
     * whose accelerators are not known, or no longer, are counted apart.
     */
    accelerators: countSchema,
    acceleratorsUnknownOn: z.number().int().nonnegative(),
    accounts: countSchema,
    regions: countSchema,
  }),
  /**
   * Present resources by kind, and the accelerators on them by model. A resource that carries several models counts
   * under the one it has most of.
   */
  byKind: z.array(z.object({ kind: z.string(), count: countSchema })),
  byGpuModel: z.array(z.object({ model: z.string(), count: countSchema })),
  bySite: z.array(
    z.object({
      site: z.string(),
      /** What people call it; null where nobody described it. */
      title: z.string().nullable(),
      provider: z.string(),
      /** As last told, however long ago. */
      resources: countSchema,
      accelerators: countSchema,
      status: z.enum(['critical', 'unknown', 'warning', 'in-progress', 'healthy']),
      /** What keeps it from being healthy, the worst first, in a few words each; empty when it is. */
      reasons: z.array(z.string()),
    }),
  ),
  /** Null when the person may not read activity. */
  recentActivity: z.array(auditEntrySchema).nullable(),
});
export type Overview = z.infer<typeof overviewSchema>;
