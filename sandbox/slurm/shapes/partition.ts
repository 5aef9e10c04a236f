import { toHostlist } from '../../world/slurm/hostlist';
import type { SlurmPartition } from '../../world/slurm/records';
import { tresOfPartition } from '../../world/slurm/tres';
import { struct, type ValueWriter } from './values';

const billingWeights = 'CPU=1.0,GRES/gpu=16.0';

/** A partition as a version of the data parser writes it. */
export function toPartitionDocument(values: ValueWriter, partition: SlurmPartition): Record<string, unknown> {
  return values.version === 38 ? firstDocument(partition) : laterDocument(values, partition);
}

function firstDocument(partition: SlurmPartition): Record<string, unknown> {
  return {
    flags: partition.isDefault ? ['default'] : [],
    preemption_mode: ['disabled'],
    allowed_allocation_nodes: '',
    allowed_accounts: partition.allowedAccounts.join(','),
    allowed_groups: '',
    allowed_qos: '',
    alternative: '',
    billing_weights: billingWeights,
    default_memory_per_cpu: 4000,
    default_time_limit: null,
    denied_accounts: '',
    denied_qos: '',
    preemption_grace_time: 0,
    maximum_cpus_per_node: -1,
    maximum_memory_per_node: 0,
    maximum_nodes_per_job: partition.maxNodes ?? -1,
    max_time_limit: partition.maxMinutes ?? -1,
    'min nodes per job': 0,
    name: partition.name,
    nodes: toHostlist(partition.nodes),
    over_time_limit: null,
    priority_job_factor: 1,
    priority_tier: partition.tier,
    qos: partition.qos,
    state: partition.state,
    total_cpus: partition.cpus,
    total_nodes: partition.nodes.length,
    tres: tresOfPartition(partition),
  };
}

function laterDocument({ version, number }: ValueWriter, partition: SlurmPartition): Record<string, unknown> {
  const perCpu = { partition_memory_per_cpu: struct(4000), partition_memory_per_node: struct('unset') };
  const unbounded = { partition_memory_per_cpu: struct('unset'), partition_memory_per_node: struct(0) };
  return {
    nodes: { allowed_allocation: '', configured: toHostlist(partition.nodes), total: partition.nodes.length },
    accounts: { allowed: partition.allowedAccounts.join(','), deny: '' },
    groups: { allowed: '' },
    qos: { allowed: '', deny: '', assigned: partition.qos },
    alternate: '',
    tres: { billing_weights: billingWeights, configured: tresOfPartition(partition) },
    cluster: '',
    ...(version >= 41 && version < 45 && { select_type: [] }),
    ...(version >= 45 && { select_type: [], flags: partition.isDefault ? ['DEFAULT'] : [], preempt_mode: [] }),
    cpus: { task_binding: version >= 45 ? [] : 0, total: partition.cpus },
    defaults: {
      ...(version < 45 && { memory_per_cpu: 4000 }),
      ...(version >= 40 && perCpu),
      time: number('unset'),
      job: '',
    },
    grace_time: 0,
    maximums: {
      cpus_per_node: number('infinite'),
      cpus_per_socket: number('infinite'),
      ...(version < 45 && { memory_per_cpu: 0, shares: 1 }),
      ...(version >= 40 && unbounded),
      ...(version >= 40 && version < 45 && { oversubscribe: { jobs: 1, flags: [] } }),
      nodes: number(partition.maxNodes ?? 'infinite'),
      time: number(partition.maxMinutes ?? 'infinite'),
      over_time_limit: number('unset'),
    },
    minimums: { nodes: 0 },
    name: partition.name,
    node_sets: '',
    priority: { job_factor: 1, tier: partition.tier },
    timeouts: { resume: number('unset'), suspend: number('unset') },
    ...(version >= 43 && { topology: '' }),
    ...(version >= 40 && {
      partition: {
        state: [partition.state],
        ...(version >= 45 && { exclusive: 'NO', oversubscribe: 'NO' }),
      },
    }),
    suspend_time: number('unset'),
  };
}
