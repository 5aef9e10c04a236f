import { z } from 'zod';
import type { Accelerator, InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { toHeldAccelerators, toRequestedAccelerators } from '../gres/to-accelerators';
import { momentSchema, numberSchema, stateSchema, textSchema } from '../wire/fields';
import { toCommonFacts, toStateWord } from './place';

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
  gres_detail: z.array(z.string()).nullish(),
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

const tagFields = { user: 'user_name', account: 'account', partition: 'partition', qos: 'qos' } as const;

export function toJobItem(cluster: string, job: SlurmJob, raw: string): InventoryItem {
  const id = String(job.job_id);
  const tags = Object.entries(tagFields).flatMap(([tag, field]) => {
    const value = job[field];
    return value === null ? [] : [[tag, value]];
  });
  return {
    ...toCommonFacts(cluster, 'batch-job', 'job', id),
    name: job.name ?? id,
    status: toJobStatus(job.job_state),
    nativeStatus: toStateWord(job.job_state),
    size: null,
    accelerators: toJobAccelerators(job),
    tags: Object.fromEntries(tags),
    createdAt: job.submit_time,
    raw,
  };
}

const states: Record<string, LifecycleState> = {
  PENDING: 'provisioning',
  RUNNING: 'active',
  SUSPENDED: 'stopped',
  COMPLETED: 'completed',
  CANCELLED: 'stopped',
  PREEMPTED: 'stopped',
  REVOKED: 'stopped',
  FAILED: 'failed',
  TIMEOUT: 'failed',
  NODE_FAIL: 'failed',
  BOOT_FAIL: 'failed',
  DEADLINE: 'failed',
  OUT_OF_MEMORY: 'failed',
};
/** Older versions write one of these in place of the state, newer ones beside it. */
const flags: Record<string, LifecycleState> = {
  COMPLETING: 'active',
  CONFIGURING: 'provisioning',
  EXPEDITING: 'provisioning',
  LAUNCH_FAILED: 'failed',
  POWER_UP_NODE: 'provisioning',
  RECONFIG_FAIL: 'failed',
  REQUEUED: 'provisioning',
  REQUEUE_FED: 'provisioning',
  REQUEUE_HOLD: 'provisioning',
  RESIZING: 'active',
  RESV_DEL_HOLD: 'provisioning',
  SIGNALING: 'active',
  SPECIAL_EXIT: 'failed',
  STAGE_OUT: 'active',
  STOPPED: 'stopped',
};
/** Change what a running job is: it has its nodes but does not work on them. */
const notRunning: ReadonlySet<string> = new Set(['CONFIGURING', 'POWER_UP_NODE', 'STOPPED']);

/** A word that is not known makes the job unknown. */
export function toJobStatus(words: readonly string[]): LifecycleState {
  if (words.some((word) => !Object.hasOwn(states, word) && !Object.hasOwn(flags, word))) return 'unknown';
  const base = words.find((word) => Object.hasOwn(states, word));
  const [flag] = words.filter((word) => Object.hasOwn(flags, word));
  if (base === 'RUNNING') {
    const paused = words.find((word) => notRunning.has(word));
    return (paused === undefined ? states[base] : flags[paused]) ?? 'unknown';
  }
  const word = base === undefined ? flag : base;
  return word === undefined ? 'unknown' : (states[word] ?? flags[word] ?? 'unknown');
}

/**
 * What the job was given, or asks for while it waits; whether it holds it now, its status tells. Where accounting does not
 * follow devices, only the request names them, and not their number where it is by task or socket: null.
 */
function toJobAccelerators(job: SlurmJob): Accelerator[] | null {
  const held = toHeldAccelerators(job.tres_alloc_str ?? job.tres_req_str, job.gres_detail ?? []);
  if (held === null || held.length > 0) return held;
  return toRequestedAccelerators({
    perJob: job.tres_per_job,
    perNode: job.tres_per_node,
    nodes: typeof job.node_count === 'number' ? job.node_count : null,
    elsewhere: [job.tres_per_socket, job.tres_per_task],
  });
}
