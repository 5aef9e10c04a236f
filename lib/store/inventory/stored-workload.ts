import { z } from 'zod';
import { type Workload, workloadStates } from '@/lib/domain/workload';

const moment = z
  .string()
  .nullish()
  .transform((text) => {
    const at = new Date(text ?? Number.NaN);
    return Number.isNaN(at.getTime()) ? null : at;
  });
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const number = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

const workloadSchema = z.object({
  state: z.enum(workloadStates).catch('unknown'),
  reason: z
    .object({ code: z.string(), message: text })
    .nullish()
    .transform((reason) => reason ?? null),
  queue: text,
  namespace: text,
  submitter: text,
  account: text,
  priority: number,
  requested: z
    .array(z.object({ model: text, count: number }))
    .nullish()
    .transform((requested) => requested ?? null),
  holdings: z
    .array(z.object({ node: z.string(), count: number, indexes: z.array(z.number()).nullable().default(null) }))
    .nullish()
    .transform((holdings) => holdings ?? null),
  submittedAt: moment,
  eligibleAt: moment,
  startedAt: moment,
  endedAt: moment,
  timeLimitMs: number,
  expectedStartAt: moment,
  controller: text,
  storage: z.array(z.string()).default([]),
});

/**
 * What a scheduler said of a piece of work, from the column `workload`; null where nothing was told. What another version
 * wrote is taken as far as it is known: a field it lacks is not told, a state it has beside ours is unknown. Throws a
 * ZodError for what no version writes.
 */
export function toStoredWorkload(json: unknown): Workload | null {
  return json === null || json === undefined ? null : workloadSchema.parse(json);
}
