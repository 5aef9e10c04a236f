import { epoch, hourMs, minuteMs } from '../aws/plan/plan';
import { drawsOf } from '../draws';
import { slurmUsers } from './cluster';
import type { PartitionPlan } from './partitions';
import type { JobShare, SlurmJob, SlurmNode } from './records';
import { unresolved } from './resolve-queue';

/** A job that waits in vain until its owner gives it up and submits it anew. */
interface Standing {
  name: string;
  partition: string;
  qos: string;
  account: SlurmJob['account'];
  /** Of the partition's nodes; null: one node. */
  share: number | null;
  /** Null: every device of a node. */
  gpus: number | null;
  limitMinutes: number;
  priority: number;
  /** Why it waits; null where only the queue decides. */
  reason: string | null;
  description: string;
  requiredNodes: readonly string[];
  dependency: string;
  licences: string;
}

const plain = { reason: null, description: '', requiredNodes: [], dependency: '', licences: '' } as const;

/** The largest of each partition go first; the others can never start. */
const standing: readonly Standing[] = [
  large('pretrain-405b', 'h100', 'foundation-models', 0.6, 9_800),
  { ...large('corpus-rebuild', 'cpu', 'search', 0.6, 9_600), gpus: 0 },
  {
    ...small('burn-in-repro', 'h100', 'applied-research', 8, 4_200),
    reason: 'ReqNodeNotAvail',
    description: 'ReqNodeNotAvail, UnavailableNodes:dgx-s-0003',
    requiredNodes: ['dgx-s-0003'],
  },
  {
    ...small('rccl-bisect', 'mi300x', 'speech', 8, 3_900),
    reason: 'ReqNodeNotAvail',
    description: 'ReqNodeNotAvail, Reserved for maintenance',
    requiredNodes: ['mi-s-0004'],
  },
  {
    ...small('eval-harness-report', 'h100', 'vision', 1, 3_100),
    reason: 'DependencyNeverSatisfied',
    dependency: 'afterok:99481(failed)',
  },
  { ...small('sft-audit', 'h100', 'search', 4, 0), reason: 'JobHeldAdmin' },
  { ...small('kernel-profile', 'h100', 'recommendation', 2, 3_600), reason: 'Licenses', licences: 'nsight-cloud:4' },
  { ...small('port-legacy', 'legacy', 'speech', 0, 2_500), reason: 'PartitionInactive' },
];

/** How long each is left waiting before it is submitted anew. */
const patienceMs = 30 * hourMs;
const firstId = 90_000;
const idsEach = 1000;

function large(
  name: string,
  partition: string,
  account: SlurmJob['account'],
  share: number,
  priority: number,
): Standing {
  return { ...plain, name, partition, account, share, priority, qos: 'flagship', gpus: null, limitMinutes: 2880 };
}

function small(
  name: string,
  partition: string,
  account: SlurmJob['account'],
  gpus: number,
  priority: number,
): Standing {
  return { ...plain, name, partition, account, gpus, priority, share: null, qos: 'normal', limitMinutes: 480 };
}

/** Those that wait at `now`, and those given up that the controller still remembers, in a cluster that has their nodes. */
export function standingJobs(
  seed: string,
  {
    nodes,
    partitions,
    keptMs,
  }: { nodes: readonly Pick<SlurmNode, 'machine' | 'gpuType'>[]; partitions: readonly PartitionPlan[]; keptMs: number },
  now: Date,
): SlurmJob[] {
  const byName = new Map(nodes.map((node) => [node.machine.hostname, node]));
  return standing.flatMap((job, place): SlurmJob[] => {
    const partition = partitions.find(({ name }) => name === job.partition);
    if (!partition || (partition.nodes.length === 0 && job.reason !== 'PartitionInactive')) return [];
    const nodeCount = job.share === null ? 1 : Math.ceil(partition.nodes.length * job.share);
    if (!job.requiredNodes.every((name) => byName.has(name))) return [];
    const model = byName.get(partition.nodes[0] ?? '') ?? nodes[0];
    if (!model) return [];
    const phaseMs = drawsOf(seed, 'slurm-standing', job.name).integer(0, patienceMs / minuteMs) * minuteMs;
    const originMs = epoch.getTime() + phaseMs;
    const round = Math.floor((now.getTime() - originMs) / patienceMs);
    const current = jobOfRound(job, round, { place, nodeCount, originMs, model });
    const before = jobOfRound(job, round - 1, { place, nodeCount, originMs, model });
    const givenUpAt = current.submittedAt;
    const isKnown = now.getTime() - givenUpAt.getTime() < keptMs;
    return [current, ...(isKnown ? [{ ...before, ...ended, endAt: givenUpAt }] : [])];
  });
}

const ended = {
  state: 'CANCELLED',
  reason: 'None',
  description: '',
  exit: { signal: 15, name: 'TERM' },
} as const satisfies Partial<SlurmJob>;

interface Setting {
  place: number;
  nodeCount: number;
  originMs: number;
  /** A node of the kind it runs on. */
  model: Pick<SlurmNode, 'machine' | 'gpuType'>;
}

function jobOfRound(
  { account, limitMinutes, gpus, requiredNodes, reason, share: _, ...job }: Standing,
  round: number,
  { place, nodeCount, originMs, model: { machine, gpuType } }: Setting,
): SlurmJob {
  const user = slurmUsers.find((each) => each.account === account);
  if (!user) throw new Error(`The account ${account} has no users.`);
  const total = machine.accelerators.length;
  const part = gpus === null || gpus === 0 ? 1 : gpus / Math.max(1, total);
  const share: JobShare = {
    cpus: Math.floor(machine.cores * part),
    memoryMiB: Math.floor(machine.memoryMiB * 0.95 * part),
    gpus: gpus ?? total,
    gpuType: gpus === 0 ? null : gpuType,
    firstGpu: 0,
  };
  const submittedAt = new Date(originMs + round * patienceMs);
  const isEligible = !['JobHeldAdmin', 'DependencyNeverSatisfied'].includes(reason ?? '');
  return {
    ...job,
    id: firstId + place * idsEach + (round % idsEach),
    account,
    user: user.name,
    array: null,
    state: 'PENDING',
    completing: false,
    reason: reason ?? unresolved,
    nodeCount,
    nodes: [],
    requiredNodes,
    plannedNodes: [],
    share,
    submittedAt,
    eligibleAt: isEligible ? submittedAt : null,
    startedAt: null,
    endAt: null,
    timeLimitMinutes: limitMinutes,
    exit: { code: 0 },
    reservation: null,
  };
}
