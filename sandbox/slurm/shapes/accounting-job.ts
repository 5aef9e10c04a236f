import { slurmCluster, slurmUsers } from '../../world/slurm/cluster';
import { toHostlist } from '../../world/slurm/hostlist';
import type { SlurmJob } from '../../world/slurm/records';
import { toSeconds, type ValueWriter } from './values';

/** A job as the accounting database tells it. */
export function toAccountingJobDocument(values: ValueWriter, job: SlurmJob, now: Date): Record<string, unknown> {
  const { version, number, exit, jobState } = values;
  const hasEnded = job.state !== 'PENDING' && job.state !== 'RUNNING';
  const elapsed =
    job.startedAt === null || job.state === 'PENDING' ? 0 : secondsBetween(job.startedAt, hasEnded ? job.endAt : now);
  const tres = tresOf(job);
  const unused = { seconds: 0, microseconds: 0 };
  return {
    account: job.account,
    comment: { administrator: '', job: '', system: '' },
    allocation_nodes: job.nodes.length,
    array: {
      job_id: job.array?.jobId ?? 0,
      limits: { max: { running: { tasks: 0 } } },
      task_id: number(job.array?.task ?? 'unset'),
      task: '',
    },
    association: {
      account: job.account,
      cluster: slurmCluster,
      partition: '',
      user: job.user,
      ...(version >= 40 && { id: slurmUsers.find(({ name }) => name === job.user)?.associationId ?? 0 }),
    },
    ...(version >= 41 && { block: '' }),
    cluster: slurmCluster,
    constraints: '',
    container: '',
    derived_exit_code: exit({ code: 0 }),
    time: {
      elapsed,
      eligible: toSeconds(job.eligibleAt),
      end: hasEnded ? toSeconds(job.endAt) : 0,
      ...(version >= 42 && {
        planned: number(job.startedAt === null ? 'unset' : secondsBetween(job.submittedAt, job.startedAt)),
      }),
      start: job.state === 'PENDING' ? 0 : toSeconds(job.startedAt),
      submission: toSeconds(job.submittedAt),
      suspended: 0,
      system: unused,
      limit: number(job.timeLimitMinutes),
      total: unused,
      user: unused,
    },
    exit_code: exit(job.exit),
    ...(version >= 39 && { extra: '', failed_node: '', licenses: job.licences }),
    flags: ['STARTED_ON_SCHEDULE', 'START_RECEIVED'],
    group: job.account,
    het: { job_id: 0, job_offset: number('unset') },
    job_id: job.id,
    name: job.name,
    mcs: { label: '' },
    nodes: job.nodes.length === 0 ? 'None assigned' : toHostlist(job.nodes),
    partition: job.partition,
    ...(version >= 40 && { hold: job.priority === 0 }),
    priority: number(job.priority),
    qos: job.qos,
    ...(version >= 43 && { qosreq: '', segment_size: 0 }),
    required: { CPUs: job.share.cpus, memory_per_cpu: number('unset'), memory_per_node: number(job.share.memoryMiB) },
    kill_request_user: '',
    ...(version >= 41 && { restart_cnt: 0 }),
    reservation: { id: 0, name: job.reservation ?? '' },
    ...(version >= 40 && { script: '' }),
    state: { current: jobState(job), reason: job.reason },
    steps: [],
    submit_line: `sbatch --partition=${job.partition} ${job.name}.sbatch`,
    tres: { allocated: job.nodes.length === 0 ? [] : tres, requested: tres },
    used_gres: '',
    user: job.user,
    wckey: { wckey: '', flags: [] },
    working_directory: `/home/${job.user}`,
  };
}

function secondsBetween(from: Date, to: Date | null): number {
  return to === null ? 0 : Math.max(0, toSeconds(to) - toSeconds(from));
}

function tresOf({ share, nodeCount }: SlurmJob): Record<string, unknown>[] {
  return [
    { type: 'cpu', name: '', id: 1, count: share.cpus * nodeCount },
    { type: 'mem', name: '', id: 2, count: share.memoryMiB * nodeCount },
    { type: 'node', name: '', id: 4, count: nodeCount },
    { type: 'billing', name: '', id: 5, count: share.cpus * nodeCount },
    ...(share.gpus === 0
      ? []
      : [
          { type: 'gres', name: 'gpu', id: 1001, count: share.gpus * nodeCount },
          {
            type: 'gres',
            name: `gpu:${share.gpuType}`,
            id: share.gpuType === 'h100' ? 1002 : 1003,
            count: share.gpus * nodeCount,
          },
        ]),
  ];
}
