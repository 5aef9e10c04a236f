import { z } from 'zod';
import { cursorSchema, instantSchema, pageOf } from './paging';

export const auditEntrySchema = z.object({
  /** Position in the chain, from 1. A decimal string: it may outgrow a JSON number. */
  sequence: z.string(),
  at: instantSchema,
  actor: z.object({
    kind: z.enum(['person', 'token', 'worker', 'cli', 'file', 'probe-agent', 'anonymous']),
    id: z.string().nullable(),
    label: z.string(),
  }),
  /** `connection.create`, `person.disable`, … */
  action: z.string(),
  outcome: z.enum(['done', 'denied', 'failed']),
  target: z.object({ kind: z.string(), id: z.string().nullable(), label: z.string() }).nullable(),
  /** What changed, without secrets. */
  detail: z.json(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const activityQuerySchema = z.strictObject({
  q: z.string().trim().max(200).optional(),
  action: z.string().max(80).optional(),
  outcome: z.enum(['done', 'denied', 'failed']).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  cursor: cursorSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ActivityQuery = z.infer<typeof activityQuerySchema>;
export const activityPageSchema = pageOf(auditEntrySchema).extend({ actions: z.array(z.string()) });
export type ActivityPage = z.infer<typeof activityPageSchema>;

export const auditVerificationSchema = z.object({
  intact: z.boolean(),
  entries: z.number().int(),
  /** The first fault found, in words; null when intact. */
  fault: z.string().nullable(),
  /** Whether the head kept outside the database was there and agreed. */
  anchor: z.enum(['agrees', 'differs', 'missing']),
  verifiedAt: instantSchema,
});
