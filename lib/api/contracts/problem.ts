import { z } from 'zod';

/** RFC 9457 problem details, as every error of the API is told. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  /** To quote when asking for help; also in the log. */
  requestId: z.string(),
  /** Per-field faults of a refused input. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
