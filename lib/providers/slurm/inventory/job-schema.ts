import { z } from 'zod';
import { momentSchema, numberSchema, stateSchema, textSchema } from '../wire/fields';

/** Commands, comments, environments and paths stay out: people put secrets into them. */
export const jobSchema = z.object({
  job_id: z.number().int().positive(),
  name: textSchema,
  job_state: stateSchema,
  state_reason: textSchema,
  state_description: textSchema,
  user_name: textSchema,
  account: textSchema,
  partition: textSchema,
  qos: textSchema,
  nodes: textSchema,
  resv_name: textSchema,
  /** A text a node, none where the node gives nothing. */
  gres_detail: z.array(z.string().nullable()).nullish(),
  tres_req_str: textSchema,
  tres_alloc_str: textSchema,
  tres_per_node: textSchema,
  tres_per_job: textSchema,
  tres_per_socket: textSchema,
  tres_per_task: textSchema,
  array_job_id: numberSchema,
  array_task_id: numberSchema,
  array_task_string: textSchema,
  het_job_id: numberSchema,
  cpus: numberSchema,
  node_count: numberSchema,
  priority: numberSchema,
  time_limit: numberSchema,
  restart_cnt: numberSchema,
  submit_time: momentSchema,
  eligible_time: momentSchema,
  start_time: momentSchema,
  end_time: momentSchema,
});
export type SlurmJob = z.output<typeof jobSchema>;

/** Null for none, without end, and below none. */
export function toCount(number: number | 'infinite' | null): number | null {
  return typeof number === 'number' && number >= 0 ? number : null;
}
