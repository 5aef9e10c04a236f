import type { Workload } from '@/lib/domain/workload';
import { toLimitMs, toMoment } from '../../contract/workload/to-moment';
import { toReason } from '../../contract/workload/to-reason';
import { untold } from '../../contract/workload/untold';
import { expandHostlist } from '../gres/expand-hostlist';
import type { DeviceRequest } from '../gres/to-accelerators';
import { toHoldings } from '../gres/to-holdings';
import { toRequested } from '../gres/to-requested';
import { countStoodFor } from './count-tasks';
import { type SlurmJob, toCount } from './job-schema';
import { toJobState } from './job-state';

/** The largest clusters of Slurm have fewer nodes; of a longer list it is not told who holds what. */
const nodesOfJob = 16_384;
const minuteMs = 60_000;

/** What Slurm says of a job. */
export function toJobWorkload(job: SlurmJob): Workload {
  const state = toJobState(job.job_state).work;
  const hasEnded = state === 'completed' || state === 'failed' || state === 'cancelled';
  // One that was cancelled while it waited has a start all the same, but no nodes.
  const hasStarted = state !== 'waiting' && job.nodes !== null;
  return {
    ...untold,
    state,
    reason: job.state_reason === 'None' ? null : toReason(job.state_reason, job.state_description),
    queue: job.partition,
    submitter: job.user_name,
    account: job.account,
    priority: toCount(job.priority),
    requested: toAllRequested(job),
    // While it completes, its devices are not given to another.
    holdings: hasEnded && !job.job_state.includes('COMPLETING') ? [] : toJobHoldings(job, state),
    submittedAt: toMoment(job.submit_time),
    eligibleAt: toMoment(job.eligible_time),
    startedAt: hasStarted ? toMoment(job.start_time) : null,
    // Until it has ended this is when its time will be up.
    endedAt: hasEnded ? toMoment(job.end_time) : null,
    timeLimitMs: toLimitMs(toCount(job.time_limit), minuteMs),
    expectedStartAt: state === 'waiting' ? toMoment(job.start_time) : null,
    controller: controllerOf(job),
  };
}

/** What all that it stands for asks for. */
function toAllRequested(job: SlurmJob): Workload['requested'] {
  const tasks = countStoodFor(job);
  const ofOne = toRequested(job.tres_req_str, toDeviceRequest(job));
  return (
    ofOne?.map(({ model, count }) => ({ model, count: count === null || tasks === null ? null : count * tasks })) ??
    null
  );
}

/** What it asks for in its own words. */
export function toDeviceRequest(job: SlurmJob): DeviceRequest {
  return {
    perJob: job.tres_per_job,
    perNode: job.tres_per_node,
    nodes: typeof job.node_count === 'number' ? job.node_count : null,
    elsewhere: [job.tres_per_socket, job.tres_per_task],
  };
}

/**
 * Slurm names what a job has on each node in the order of its nodes. Without that, what it has in all tells what it has
 * on its only node.
 */
function toJobHoldings(job: SlurmJob, state: Workload['state']): Workload['holdings'] {
  if (state === 'waiting') return [];
  const details = job.gres_detail ?? [];
  const nodes = expandHostlist(job.nodes, nodesOfJob);
  if (nodes !== null && details.length > 0) return toHoldings(nodes, details);
  const held = toRequested(job.tres_alloc_str ?? job.tres_req_str, toDeviceRequest(job));
  if (held?.length === 0) return [];
  const [node, ...others] = nodes ?? [];
  if (held === null || node === undefined || others.length > 0) return null;
  const counts = held.map(({ count }) => count);
  const count = counts.reduce((sum, each) => (sum === null || each === null ? null : sum + each), 0);
  return [{ node, count, indexes: null }];
}

/** The array or the heterogeneous job that it is one of. */
function controllerOf(job: SlurmJob): string | null {
  const [array, heterogeneous] = [toCount(job.array_job_id), toCount(job.het_job_id)];
  if (array !== null && array > 0) return `JobArray/${array}`;
  return heterogeneous !== null && heterogeneous > 0 ? `HetJob/${heterogeneous}` : null;
}
