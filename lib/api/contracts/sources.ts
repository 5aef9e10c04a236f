import { z } from 'zod';
import { capabilities, providerIds } from '@/lib/domain/provider';
import { providerFaultKinds } from '@/lib/domain/provider-fault';
import { instantSchema } from './paging';

export const gapSchema = z.object({
  fault: z.enum(providerFaultKinds),
  account: z.string().optional(),
  region: z.string().optional(),
  /** True: what it concerns is listed all the same, and only details of it are missing. */
  detailOnly: z.boolean().optional(),
  subject: z.string().optional(),
  operation: z.string().optional(),
  code: z.string().optional(),
  message: z.string(),
  remedy: z.string().optional(),
});

/**
 * One source of a figure: a connection's capability. `fresh`, `stale`, `expired` and `never` are ages;
 * `paused` is by our own hand. Gaps are those of the last run.
 */
export const sourceSchema = z.object({
  connectionId: z.uuid(),
  connectionName: z.string(),
  provider: z.enum(providerIds),
  capability: z.enum(capabilities),
  freshness: z.enum(['fresh', 'stale', 'expired', 'never']),
  paused: z.boolean(),
  simulated: z.boolean(),
  /** When facts were last read, wholly or in part; null when never. */
  lastReadAt: instantSchema.nullable(),
  /** When everything was last read; null when never. */
  lastCompleteAt: instantSchema.nullable(),
  nextDueAt: instantSchema.nullable(),
  intervalMs: z.number().int().positive(),
  gaps: z.array(gapSchema),
});
export type Source = z.infer<typeof sourceSchema>;

/** The sources a person may know of. */
export const sourcesSchema = z.object({ items: z.array(sourceSchema) });
export type Sources = z.infer<typeof sourcesSchema>;
