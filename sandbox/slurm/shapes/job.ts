import { associationIdOf, slurmCluster, slurmUsers } from '../../world/slurm/cluster';
import { toHostlist, toIndexRanges } from '../../world/slurm/hostlist';
import type { SlurmJob } from '../../world/slurm/records';
import { tresOfJob } from '../../world/slurm/tres';
import { struct, toSeconds, type ValueWriter, waitStatusOf } from './values';

const login = 'login-1.munich.millwright.example';

/** A job the controller knows, as a version of the data parser writes it. */
export function toJobDocument(values: ValueWriter, job: SlurmJob): Record<string, unknown> {
  return values.version === 38 ? firstDocument(values, job) : laterDocument(values, job);
}

function firstDocument({ jobState }: ValueWriter, job: SlurmJob): Record<string, unknown> {
  const nodes = toHostlist(job.nodes);
  return {
    ...unchanged(job),
    accrue_time: toSeconds(job.eligibleAt),
    array_job_id: job.array?.jobId ?? 0,
    array_task_id: job.array?.task ?? null,
    array_max_tasks: 0,
    contiguous: false,
    core_spec: null,
    thread_spec: null,
    cores_per_socket: null,
    billable_tres: job.share.cpus * job.nodeCount,
    cpus_per_task: 1,
    cpu_frequency_minimum: null,
    cpu_frequency_maximum: null,
    cpu_frequency_governor: null,
    deadline: 0,
    delay_boot: 0,
    derived_exit_code: 0,
    eligible_time: toSeconds(job.eligibleAt),
    end_time: toSeconds(job.endAt),
    exit_code: waitStatusOf(job.exit),
    het_job_id: 0,
    het_job_offset: 0,
    ...(job.nodes.length > 0 && {
      job_resources: {
        nodes,
        allocated_cores: (job.share.cpus * job.nodeCount) / 2,
        allocated_hosts: job.nodeCount,
        allocated_nodes: job.nodes.map((nodename) => ({
          nodename,
          cpus_used: 0,
          memory_used: 0,
          memory_allocated: job.share.memoryMiB,
          sockets: {},
        })),
      },
    }),
    job_state: jobState(job),
    last_sched_evaluation: toSeconds(job.startedAt ?? job.submittedAt),
    max_cpus: 0,
    max_nodes: 0,
    nice: null,
    tasks_per_core: null,
    tasks_per_node: 0,
    tasks_per_socket: null,
    tasks_per_board: 0,
    cpus: job.share.cpus * job.nodeCount,
    node_count: job.nodeCount,
    tasks: job.nodeCount,
    memory_per_node: job.share.memoryMiB,
    memory_per_cpu: null,
    minimum_cpus_per_node: job.share.cpus,
    minimum_tmp_disk_per_node: 0,
    preempt_time: 0,
    pre_sus_time: 0,
    priority: job.priority,
    profile: null,
    resize_time: 0,
    shared: null,
    show_flags: ['SHOW_ALL', 'SHOW_DETAIL'],
    sockets_per_node: null,
    start_time: toSeconds(job.startedAt),
    submit_time: toSeconds(job.submittedAt),
    suspend_time: 0,
    time_limit: job.timeLimitMinutes,
    time_minimum: 0,
    threads_per_core: null,
  };
}

function laterDocument(values: ValueWriter, job: SlurmJob): Record<string, unknown> {
  const { version, number, time, exit, jobState } = values;
  const unset = number('unset');
  const zero = number(0);
  const none = time(null);
  return {
    ...unchanged(job),
    accrue_time: time(job.eligibleAt),
    allocating_node: login,
    array_job_id: number(job.array?.jobId ?? 0),
    array_task_id: number(job.array?.task ?? 'unset'),
    array_max_tasks: zero,
    container: '',
    container_id: '',
    ...(version === 45 && { container_type: '' }),
    contiguous: false,
    core_spec: 0,
    thread_spec: 32_766,
    cores_per_socket: unset,
    billable_tres: number(job.share.cpus * job.nodeCount),
    cpus_per_task: number(1),
    cpu_frequency_minimum: unset,
    cpu_frequency_maximum: unset,
    cpu_frequency_governor: unset,
    cron: '',
    deadline: none,
    delay_boot: zero,
    derived_exit_code: version === 39 ? zero : exit({ code: 0 }),
    eligible_time: time(job.eligibleAt),
    end_time: time(job.endAt),
    exit_code: version === 39 ? number(waitStatusOf(job.exit)) : exit(job.exit),
    extra: '',
    failed_node: '',
    group_name: job.account,
    het_job_id: zero,
    het_job_offset: zero,
    job_resources: resourcesOf(values, job),
    job_size_str: [],
    job_state: jobState(job),
    last_sched_evaluation: time(job.startedAt ?? job.submittedAt),
    ...(version >= 43 && { licenses_allocated: '', segment_size: 0, ...streams(job) }),
    mail_type: [],
    mail_user: job.user,
    max_cpus: zero,
    max_nodes: zero,
    network: '',
    nice: 0,
    tasks_per_core: number('infinite'),
    tasks_per_tres: zero,
    tasks_per_node: zero,
    tasks_per_socket: number('infinite'),
    tasks_per_board: zero,
    cpus: number(job.share.cpus * job.nodeCount),
    node_count: number(job.nodeCount),
    tasks: number(job.nodeCount),
    prefer: '',
    memory_per_cpu: unset,
    memory_per_node: number(job.share.memoryMiB),
    ...(version >= 45 && { memory_update_delay: 0, memory_update_margin: 0 }),
    minimum_cpus_per_node: number(job.share.cpus),
    minimum_tmp_disk_per_node: zero,
    ...(version < 45 && { power: { flags: [] } }),
    preempt_time: none,
    preemptable_time: none,
    pre_sus_time: none,
    hold: job.priority === 0,
    priority: number(job.priority),
    ...(version >= 42
      ? { priority_by_partition: [], required_switches: 0 }
      : { minimum_switches: 0, ...sharing(version) }),
    profile: ['NOT_SET'],
    resize_time: none,
    ...(version === 46 && { runtime: '' }),
    scheduled_nodes: toHostlist(job.plannedNodes),
    selinux_context: '',
    ...(version < 46 && { shared: version === 39 ? 'none' : [] }),
    ...(version >= 44 && {
      step_id: stepOf(job),
      submit_line: `sbatch --partition=${job.partition} ${job.name}.sbatch`,
    }),
    sockets_per_node: unset,
    start_time: time(job.startedAt),
    submit_time: time(job.submittedAt),
    suspend_time: none,
    time_limit: number(job.timeLimitMinutes),
    time_minimum: zero,
    threads_per_core: unset,
    maximum_switch_wait_time: 0,
  };
}

/** What every version writes alike. */
function unchanged(job: SlurmJob): Record<string, unknown> {
  const user = slurmUsers.find(({ name }) => name === job.user);
  const started = job.nodes.length > 0;
  const { gpus, gpuType } = job.share;
  return {
    account: job.account,
    admin_comment: '',
    array_task_string: job.array && job.array.task === null ? `0-${job.array.tasks - 1}%4` : '',
    association_id: user?.associationId ?? associationIdOf(job.account),
    batch_features: '',
    batch_flag: true,
    batch_host: job.nodes[0] ?? '',
    flags: ['USING_DEFAULT_ACCOUNT', 'USING_DEFAULT_WCKEY'],
    burst_buffer: '',
    burst_buffer_state: '',
    cluster: slurmCluster,
    cluster_features: '',
    command: `/home/${job.user}/${job.name}.sbatch`,
    comment: '',
    cpus_per_tres: '',
    dependency: job.dependency,
    excluded_nodes: '',
    features: '',
    federation_origin: '',
    federation_siblings_active: '',
    federation_siblings_viable: '',
    gres_detail: started && gpus > 0 ? job.nodes.map(() => gresDetailOf(job)) : [],
    group_id: 2000 + associationIdOf(job.account),
    het_job_id_set: '',
    job_id: job.id,
    licenses: job.licences,
    mcs_label: '',
    memory_per_tres: '',
    name: job.name,
    nodes: toHostlist(job.nodes),
    partition: job.partition,
    qos: job.qos,
    reboot: false,
    required_nodes: toHostlist(job.requiredNodes),
    requeue: true,
    restart_cnt: 0,
    resv_name: job.reservation ?? '',
    sockets_per_board: 0,
    state_description: job.description,
    state_reason: job.reason,
    standard_input: '/dev/null',
    standard_output: `/home/${job.user}/logs/${job.name}-${job.id}.out`,
    standard_error: `/home/${job.user}/logs/${job.name}-${job.id}.out`,
    system_comment: '',
    tres_bind: '',
    tres_freq: '',
    tres_per_job: '',
    tres_per_node: gpuType === null || gpus === 0 ? '' : `gres/gpu:${gpuType}:${gpus}`,
    tres_per_socket: '',
    tres_per_task: '',
    tres_req_str: tresOfJob(job),
    tres_alloc_str: started ? tresOfJob(job) : '',
    user_id: user?.id ?? 0,
    user_name: job.user,
    wckey: '',
    current_working_directory: `/home/${job.user}`,
  };
}

/** Devices as a started job holds them on one node: `gpu:h100:3(IDX:0-2)`. */
function gresDetailOf({ share }: SlurmJob): string {
  const indices = Array.from({ length: share.gpus }, (_, index) => share.firstGpu + index);
  return `gpu:${share.gpuType}:${share.gpus}(IDX:${toIndexRanges(indices)})`;
}

function resourcesOf({ version, number }: ValueWriter, { nodes, share }: SlurmJob): Record<string, unknown> | null {
  if (nodes.length === 0) return version < 40 ? {} : null;
  const list = toHostlist(nodes);
  const cpus = share.cpus * nodes.length;
  if (version < 42) {
    return {
      nodes: list,
      allocated_cores: cpus / 2,
      allocated_cpus: cpus,
      allocated_hosts: nodes.length,
      allocated_nodes: [],
    };
  }
  const allocation = nodes.map((name, index) => ({
    index,
    name,
    cpus: { count: share.cpus, used: 0 },
    memory: { used: 0, allocated: share.memoryMiB },
    sockets: [],
  }));
  return {
    select_type: [version >= 45 ? 'CR_CORE' : 'CORE'],
    nodes: { count: nodes.length, select_type: ['ONE_ROW'], list, whole: false, allocation },
    cpus,
    threads_per_core: number('unset'),
  };
}

function sharing(version: number): Record<string, unknown> {
  return { show_flags: ['ALL', 'DETAIL'], exclusive: version === 39 ? 'false' : [], oversubscribe: false };
}

function streams({ user, name, id }: SlurmJob): Record<string, unknown> {
  const output = `/home/${user}/logs/${name}-${id}.out`;
  return { stdin_expanded: '/dev/null', stdout_expanded: output, stderr_expanded: output };
}

function stepOf({ id }: SlurmJob): Record<string, unknown> {
  const sluid = `s${id.toString(36).toUpperCase().padStart(13, '0')}`;
  return { sluid, job_id: struct(id), step_het_component: struct('unset'), step_id: 'entire' };
}
