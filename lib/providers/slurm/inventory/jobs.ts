import type { Accelerator, InventoryItem } from '@/lib/domain/resource';
import { toHeldAccelerators, toRequestedAccelerators } from '../gres/to-accelerators';
import { countStoodFor } from './count-tasks';
import type { SlurmJob } from './job-schema';
import { toJobState } from './job-state';
import { toDeviceRequest, toJobWorkload } from './job-workload';
import { toCommonFacts, toStateWord } from './place';

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
    status: toJobState(job.job_state).status,
    nativeStatus: toStateWord(job.job_state),
    size: null,
    accelerators: toJobAccelerators(job),
    tags: Object.fromEntries(tags),
    workload: toJobWorkload(job),
    createdAt: job.submit_time,
    raw,
  };
}

/**
 * What all that it stands for was given, or asks for while it waits; whether it holds it now, its status tells. Null where
 * their number is not known.
 */
function toJobAccelerators(job: SlurmJob): Accelerator[] | null {
  const tasks = countStoodFor(job);
  const ofOne = toOwnAccelerators(job);
  if (tasks === null) return ofOne?.length === 0 ? [] : null;
  return ofOne?.map((each) => ({ ...each, count: each.count * tasks })) ?? null;
}

/**
 * Where accounting does not follow devices, only the request names them, and not their number where it is by task or
 * socket: null.
 */
function toOwnAccelerators(job: SlurmJob): Accelerator[] | null {
  const details = job.gres_detail?.filter((detail) => detail !== null) ?? [];
  const held = toHeldAccelerators(job.tres_alloc_str ?? job.tres_req_str, details);
  if (held === null || held.length > 0) return held;
  return toRequestedAccelerators(toDeviceRequest(job));
}
