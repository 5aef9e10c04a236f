import { toIndexRanges } from '../../world/slurm/hostlist';
import type { SlurmNode } from '../../world/slurm/records';
import { tresOfNode, tresUsedOf } from '../../world/slurm/tres';
import { struct, toSeconds, type ValueWriter } from './values';

const slurmdVersion = '26.05.3';
const operatingSystem = 'Linux 6.8.0-85-generic #85-Ubuntu SMP PREEMPT_DYNAMIC Thu Sep 18 15:26:59 UTC 2025';
const socketsPerNode = 2;
const threadsPerCore = 2;

/** A node as a version of the data parser writes it. */
export function toNodeDocument(values: ValueWriter, node: SlurmNode): Record<string, unknown> {
  return values.version === 38 ? firstDocument(node) : laterDocument(values, node);
}

function firstDocument(node: SlurmNode): Record<string, unknown> {
  const { machine } = node;
  return {
    ...unchanged(node),
    boot_time: toSeconds(node.bootedAt),
    cpu_load: node.allocatedCpus * 98,
    free_memory: freeMemoryMiB(node),
    last_busy: toSeconds(node.lastBusyAt),
    features: featuresOf(node).join(','),
    active_features: featuresOf(node).join(','),
    state: node.base.toLowerCase(),
    state_flags: node.flags,
    next_state_after_reboot: 'invalid',
    next_state_after_reboot_flags: [],
    owner: null,
    reason: node.reason?.text ?? null,
    reason_changed_at: toSeconds(node.reason?.at ?? null),
    reason_set_by_user: node.reason?.user ?? null,
    slurmd_start_time: toSeconds(node.bootedAt),
    slurmd_version: slurmdVersion,
    idle_cpus: machine.cores - node.allocatedCpus,
    tres_used: tresUsedOf(node) || null,
    tres_weighted: node.allocatedCpus,
  };
}

function laterDocument({ version, number, time }: ValueWriter, node: SlurmNode): Record<string, unknown> {
  const { machine } = node;
  return {
    ...unchanged(node),
    boot_time: time(node.bootedAt),
    ...(version >= 43 && { tls_cert_last_renewal: time(null), cert_flags: [], topology: '' }),
    cluster_name: '',
    specialized_cores: 0,
    cpu_load: version === 39 ? number(node.allocatedCpus * 98) : node.allocatedCpus * 98,
    free_mem: number(freeMemoryMiB(node)),
    effective_cpus: machine.cores,
    specialized_cpus: '',
    energy: {
      average_watts: 0,
      base_consumed_energy: 0,
      consumed_energy: 0,
      current_watts: struct(0),
      previous_consumed_energy: 0,
      last_collected: 0,
    },
    ...(version < 45 && { external_sensors: {}, power: {}, tres_weighted: node.allocatedCpus }),
    features: featuresOf(node),
    active_features: featuresOf(node),
    ...(version >= 41 && { gpu_spec: '', res_cores_per_gpu: 0 }),
    ...(version >= 40 && { instance_id: '', instance_type: '' }),
    last_busy: time(node.lastBusyAt),
    specialized_memory: 0,
    next_state_after_reboot: ['INVALID'],
    state: [node.base, ...node.flags],
    owner: '',
    reason: node.reason?.text ?? '',
    reason_changed_at: time(node.reason?.at ?? null),
    reason_set_by_user: node.reason?.user ?? '',
    resume_after: version === 39 ? number(0) : time(null),
    reservation: node.reservation ?? '',
    ...(version >= 45 && { suspend_time: number('infinite') }),
    alloc_idle_cpus: machine.cores - node.allocatedCpus,
    tres_used: tresUsedOf(node),
    slurmd_start_time: time(node.bootedAt),
    version: slurmdVersion,
  };
}

/** What every version writes alike. */
function unchanged(node: SlurmNode): Record<string, unknown> {
  const { machine } = node;
  return {
    architecture: 'x86_64',
    burstbuffer_network_address: '',
    boards: 1,
    comment: '',
    cores: machine.cores / socketsPerNode / threadsPerCore,
    cpu_binding: 0,
    cpus: machine.cores,
    extra: '',
    gres: gresOf(node),
    gres_drained: 'N/A',
    gres_used: gresUsedOf(node),
    mcs_label: '',
    name: machine.hostname,
    address: machine.address,
    hostname: machine.hostname,
    operating_system: operatingSystem,
    partitions: node.partitions,
    port: 6818,
    real_memory: machine.memoryMiB,
    alloc_memory: node.allocatedMemoryMiB,
    alloc_cpus: node.allocatedCpus,
    sockets: socketsPerNode,
    threads: threadsPerCore,
    temporary_disk: 0,
    weight: node.gpuType === null ? 1 : 100,
    tres: tresOfNode(node),
  };
}

function featuresOf({ machine, gpuType }: SlurmNode): string[] {
  return gpuType === null
    ? ['avx512', machine.rack.toLowerCase()]
    : [gpuType, 'infiniband', machine.rack.toLowerCase()];
}

function gresOf({ machine, gpuType }: SlurmNode): string {
  return gpuType === null ? '' : `gpu:${gpuType}:${machine.accelerators.length}(S:0-1)`;
}

function gresUsedOf({ gpuType, gpusInUse }: SlurmNode): string {
  if (gpuType === null) return '';
  return `gpu:${gpuType}:${gpusInUse.length}(IDX:${gpusInUse.length === 0 ? 'N/A' : toIndexRanges(gpusInUse)})`;
}

function freeMemoryMiB({ machine, allocatedMemoryMiB }: SlurmNode): number {
  return Math.max(1024, machine.memoryMiB - Math.floor(allocatedMemoryMiB * 0.8) - 24_000);
}
