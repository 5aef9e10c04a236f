import type { Accelerator, LifecycleState } from '../../../lib/domain/resource';
import { epoch } from '../aws/plan/plan';
import type { Truth, TruthResource } from '../truth';
import { modelsByGpuType, slurmCluster } from './cluster';
import type { SlurmJob, SlurmNode, SlurmPartition, SlurmReservation } from './records';
import type { SlurmSnapshot } from './world';

/** What is really there in the cluster. */
export function readSlurmTruth({ at, nodes, jobs, partitions, reservations }: SlurmSnapshot): Truth {
  return {
    at,
    resources: [
      ...nodes.map(nodeTruth),
      ...partitions.map(partitionTruth),
      ...reservations.map((reservation) => reservationTruth(reservation, at)),
      ...jobs.map(jobTruth),
    ],
  };
}

/** The words of a node's state, as `scontrol` puts them side by side. */
export function wordsOfNode({ base, flags }: SlurmNode): string[] {
  return [base, ...flags];
}

/** The words of a job's state. */
export function wordsOfJob({ state, completing }: SlurmJob): string[] {
  return completing ? [state, 'COMPLETING'] : [state];
}

type Own = Pick<TruthResource, 'kind' | 'shortId' | 'status' | 'nativeStatus'> & Partial<TruthResource>;

function toTruth(type: string, own: Own): TruthResource {
  return {
    nativeId: `${slurmCluster}/${type}/${own.shortId}`,
    name: own.shortId,
    account: slurmCluster,
    region: 'global',
    zone: null,
    size: null,
    accelerators: [],
    tags: {},
    // Slurm keeps no date of birth for what is configured: the hall has stood since before the epoch.
    createdAt: epoch,
    ...own,
  };
}

function nodeTruth(node: SlurmNode): TruthResource {
  return toTruth('node', {
    kind: 'cluster-node',
    shortId: node.machine.hostname,
    status: statusOfNode(node),
    nativeStatus: wordsOfNode(node).join('+'),
    accelerators: toAccelerators(node.machine.accelerators[0]?.model ?? null, node.machine.accelerators.length),
    createdAt: node.bootedAt,
  });
}

function statusOfNode({ base, flags, allocatedCpus }: SlurmNode): LifecycleState {
  if (base === 'DOWN') return 'failed';
  if (flags.includes('NOT_RESPONDING')) return 'degraded';
  if (flags.includes('DRAIN')) return allocatedCpus > 0 ? 'degraded' : 'stopped';
  if (flags.includes('MAINTENANCE')) return 'stopped';
  return 'active';
}

function partitionTruth({ name, state }: SlurmPartition): TruthResource {
  return toTruth('partition', {
    kind: 'queue',
    shortId: name,
    status: state === 'UP' ? 'active' : state === 'DRAIN' ? 'degraded' : 'stopped',
    nativeStatus: state,
  });
}

function reservationTruth({ name, startAt, endAt }: SlurmReservation, at: Date): TruthResource {
  return toTruth('reservation', {
    kind: 'reservation',
    shortId: name,
    status: at < startAt ? 'provisioning' : at < endAt ? 'active' : 'completed',
    nativeStatus: at < startAt || at >= endAt ? 'INACTIVE' : 'ACTIVE',
    createdAt: startAt,
  });
}

function jobTruth(job: SlurmJob): TruthResource {
  const { gpuType, gpus } = job.share;
  return toTruth('job', {
    kind: 'batch-job',
    shortId: String(job.id),
    name: job.name,
    status: statusOfJob(job),
    nativeStatus: wordsOfJob(job).join('+'),
    accelerators: toAccelerators(
      gpuType === null ? null : (modelsByGpuType.get(gpuType) ?? null),
      gpus * job.nodeCount,
    ),
    tags: { user: job.user, account: job.account, partition: job.partition, qos: job.qos },
    createdAt: job.submittedAt,
  });
}

function statusOfJob({ state }: SlurmJob): LifecycleState {
  switch (state) {
    case 'PENDING':
      return 'provisioning';
    case 'RUNNING':
      return 'active';
    case 'COMPLETED':
      return 'completed';
    case 'CANCELLED':
      return 'stopped';
    default:
      return 'failed';
  }
}

/** Slurm knows devices by type and number, not how much memory they have. */
function toAccelerators(model: string | null, count: number): Accelerator[] {
  return model === null || count === 0 ? [] : [{ model, count, memoryBytes: null }];
}
