import { controllers, licences } from '../../world/slurm/cluster';
import type { SlurmSnapshot } from '../../world/slurm/world';
import { toSeconds, type ValueWriter } from './values';

/** How the controllers answered a ping; one that refuses the caller counts as silent. */
export function toPingDocuments({ version }: ValueWriter, responds: boolean): Record<string, unknown>[] {
  return controllers.map((hostname, index) => {
    const word = responds ? 'UP' : 'DOWN';
    const mode = index === 0 ? 'primary' : 'backup';
    if (version === 38) return { hostname, ping: word, status: responds ? 0 : 1007, mode };
    return {
      hostname,
      ...(version < 45 && { pinged: word, mode }),
      ...(version >= 42 && { responding: responds, primary: index === 0 }),
      latency: 1870 + index * 420,
      ...(version >= 45 && { status: responds ? 'No error' : 'Protocol authentication error' }),
    };
  });
}

/** Licences and how many are taken. */
export function toLicenceDocuments({ version }: ValueWriter, at: Date): Record<string, unknown>[] {
  return licences.map(({ name, total, used }) => ({
    LicenseName: name,
    Total: total,
    Used: used,
    Free: total - used,
    Remote: false,
    Reserved: 0,
    ...(version >= 39 && { LastConsumed: 0, LastDeficit: 0, LastUpdate: toSeconds(at) }),
    ...(version >= 44 && { Nodes: '' }),
  }));
}

/** What the scheduler says of itself. */
export function toStatistics({ version, time }: ValueWriter, { jobs, at }: SlurmSnapshot): Record<string, unknown> {
  const count = (state: string) => jobs.filter((job) => job.state === state).length;
  const moment = (date: Date) => (version >= 40 ? time(date) : toSeconds(date));
  const started = new Date(Math.floor(at.getTime() / 86_400_000) * 86_400_000);
  return {
    ...(version < 45 && { parts_packed: 1 }),
    req_time: moment(at),
    req_time_start: moment(started),
    server_thread_count: 2,
    agent_queue_size: 0,
    agent_count: 0,
    agent_thread_count: 0,
    dbd_agent_queue_size: 0,
    gettimeofday_latency: 21,
    schedule_cycle_max: 184_201,
    schedule_cycle_last: 5120,
    schedule_cycle_total: 8123,
    schedule_cycle_mean: 6210,
    schedule_cycle_mean_depth: 41,
    schedule_cycle_per_minute: 6,
    schedule_queue_length: count('PENDING'),
    jobs_submitted: jobs.length,
    jobs_started: jobs.length - count('PENDING'),
    jobs_completed: count('COMPLETED'),
    jobs_canceled: count('CANCELLED'),
    jobs_failed: count('FAILED'),
    jobs_pending: count('PENDING'),
    jobs_running: count('RUNNING'),
    job_states_ts: moment(at),
    bf_backfilled_jobs: 311,
    bf_last_backfilled_jobs: 12,
    bf_backfilled_het_jobs: 0,
    bf_cycle_counter: 902,
    bf_cycle_mean: 20_431,
    bf_depth_mean: 88,
    bf_depth_mean_try: 61,
    bf_cycle_last: 19_700,
    bf_cycle_max: 402_118,
    bf_queue_len: count('PENDING'),
    bf_queue_len_mean: count('PENDING'),
    bf_table_size: 4,
    bf_table_size_mean: 4,
    bf_when_last_cycle: moment(at),
    bf_active: false,
    ...(version >= 42 && { bf_table_size_sum: 3608, schedule_cycle_depth: 333_043 }),
  };
}
