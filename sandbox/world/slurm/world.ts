import { dayMs, epoch, hourMs } from '../aws/plan/plan';
import { drawsOf } from '../draws';
import { type HallMachine, planHall } from '../hall/hall';
import { toTick } from '../tick';
import { gpuTypeOf } from './cluster';
import { jobsOfLane, type LaneSetting, memoryAt } from './jobs-of-lane';
import { type Lane, planLanes, teamReservation } from './lanes';
import { incidentOf, reasonAt } from './node-incidents';
import { type PartitionPlan, partitionsOf, planPartitions } from './partitions';
import type { NodeFlag, SlurmJob, SlurmNode, SlurmPartition, SlurmReservation } from './records';
import { reservationsAt } from './reservations';
import { resolveQueue } from './resolve-queue';
import { standingJobs } from './standing-jobs';

/** The cluster at one instant. */
export interface SlurmSnapshot {
  at: Date;
  /** In order of their names. */
  nodes: readonly SlurmNode[];
  /** In order of their ids. */
  jobs: readonly SlurmJob[];
  partitions: readonly SlurmPartition[];
  reservations: readonly SlurmReservation[];
}

export interface SlurmWorld {
  /** The cluster at `now`, to the tick before. The same instant always gives the same cluster. */
  at(now: Date): SlurmSnapshot;
}

export interface SlurmWorldOptions {
  seed: string;
  /** Multiplies the hall; 1 is 32 nodes and about 900 jobs. */
  scale: number;
  /** Its nodes; absent: the hall's own machines. */
  machines?: readonly HallMachine[];
}

/** The hall's Slurm cluster. Pure: the seed, the scale and the instant asked for decide what there is. */
export function createSlurmWorld({ seed, scale, machines }: SlurmWorldOptions): SlurmWorld {
  const own = machines ?? planHall(seed, scale).filter(({ scheduler }) => scheduler === 'slurm');
  const sorted = [...own].sort((a, b) => (a.hostname < b.hostname ? -1 : 1));
  const lanes = lanesOf(seed, scale, sorted);
  const plan: ClusterPlan = {
    seed,
    setting: { seed, laneCount: lanes.length, memory: memoryAt(scale) },
    machines: sorted,
    lanes,
    partitions: planPartitions(sorted),
  };
  let latest: SlurmSnapshot | undefined;
  return {
    at(now) {
      const at = toTick(now.getTime());
      if (latest?.at.getTime() !== at.getTime()) latest = takeSnapshot(plan, at);
      return latest;
    },
  };
}

interface ClusterPlan {
  seed: string;
  setting: LaneSetting;
  machines: readonly HallMachine[];
  lanes: readonly Lane[];
  partitions: readonly PartitionPlan[];
}

/** Lanes of the machines that take work; `machines` in order of their names. */
export function lanesOf(seed: string, scale: number, machines: readonly HallMachine[]): Lane[] {
  const working = machines
    .map((machine) => ({ machine, incident: incidentOf(seed, machine) }))
    .filter(({ incident }) => incident === null || incident.keepsJobs);
  return planLanes(seed, scale, working);
}

function takeSnapshot(plan: ClusterPlan, at: Date): SlurmSnapshot {
  const { seed, setting, partitions } = plan;
  const ofLanes = [...plan.lanes.flatMap((lane) => jobsOfLane(setting, lane, at)), ...lostJobs(plan, at)];
  const nodes = nodesAt(plan, ofLanes, at);
  const all = [...ofLanes, ...standingJobs(seed, { nodes, partitions, keptMs: setting.memory.keptMs }, at)];
  const jobs = resolveQueue(
    all.sort((a, b) => a.id - b.id),
    nodes,
    at,
  );
  return {
    at,
    jobs,
    nodes: withPlanned(nodes, jobs),
    partitions: partitionsOf(plan.partitions),
    reservations: reservationsAt(plan.machines, at),
  };
}

/** Idle nodes that are kept for the job that waits for resources say so. */
function withPlanned(nodes: readonly SlurmNode[], jobs: readonly SlurmJob[]): SlurmNode[] {
  const planned = new Set(jobs.flatMap(({ reason, plannedNodes }) => (reason === 'Resources' ? plannedNodes : [])));
  return nodes.map((node) => {
    const isPlanned = node.base === 'IDLE' && node.flags.length === 0 && planned.has(node.machine.hostname);
    return isPlanned ? { ...node, flags: ['PLANNED'] } : node;
  });
}

/** A job whose node fell silent under it: it has ended, and its end is never confirmed. */
function lostJobs({ machines }: ClusterPlan, at: Date): SlurmJob[] {
  const machine = machines.find(({ hostname }) => hostname === 'dgx-s-0007');
  if (!machine) return [];
  const endAt = new Date(Math.floor((at.getTime() - 3 * hourMs) / hourMs) * hourMs);
  return [
    {
      id: 99_481,
      name: 'eval-harness-lost',
      account: 'vision',
      user: 'noor.rahimi',
      partition: 'h100',
      qos: 'normal',
      array: null,
      state: 'NODE_FAIL',
      completing: true,
      reason: 'NodeDown',
      description: '',
      nodeCount: 1,
      nodes: [machine.hostname],
      share: { cpus: 28, memoryMiB: 240_000, gpus: 1, gpuType: gpuTypeOf(machine), firstGpu: 0 },
      submittedAt: new Date(endAt.getTime() - 9 * hourMs),
      eligibleAt: new Date(endAt.getTime() - 9 * hourMs),
      requiredNodes: [],
      plannedNodes: [],
      licences: '',
      startedAt: new Date(endAt.getTime() - 5 * hourMs),
      endAt,
      timeLimitMinutes: 720,
      priority: 4100,
      exit: { code: 1 },
      dependency: '',
      reservation: null,
    },
  ];
}

interface Load {
  cpus: number;
  memoryMiB: number;
  gpus: number[];
  completing: boolean;
  lastBusyAt: number;
}

function nodesAt({ seed, machines, partitions }: ClusterPlan, jobs: readonly SlurmJob[], at: Date): SlurmNode[] {
  const loads = loadsOf(jobs);
  const held = new Map(
    reservationsAt(machines, at)
      .filter(({ startAt, endAt }) => startAt <= at && at < endAt)
      .flatMap((reservation) => reservation.nodes.map((name): [string, string] => [name, reservation.name])),
  );
  return machines.map((machine): SlurmNode => {
    const { hostname, cores } = machine;
    const incident = incidentOf(seed, machine);
    const load = loads.get(hostname);
    const reservation = held.get(hostname) ?? null;
    const base = incident?.down
      ? 'DOWN'
      : !load || load.cpus === 0
        ? 'IDLE'
        : load.cpus >= cores
          ? 'ALLOCATED'
          : 'MIXED';
    const flags = new Set<NodeFlag>(incident?.flags);
    if (reservation !== null && (incident !== null || teamReservation.name === reservation)) flags.add('RESERVED');
    if (load?.completing) flags.add('COMPLETING');
    const draws = drawsOf(seed, 'slurm-boot', hostname);
    return {
      machine,
      gpuType: gpuTypeOf(machine),
      base,
      flags: [...flags],
      reason: reasonAt(incident, at),
      reservation,
      partitions: partitions.filter(({ members }) => members.has(hostname)).map(({ name }) => name),
      allocatedCpus: incident?.down || !load ? 0 : load.cpus,
      allocatedMemoryMiB: incident?.down || !load ? 0 : load.memoryMiB,
      gpusInUse: incident?.down || !load ? [] : load.gpus.sort((a, b) => a - b),
      bootedAt: new Date(epoch.getTime() - draws.integer(1, 90) * dayMs),
      lastBusyAt: load ? new Date(load.lastBusyAt) : new Date(epoch.getTime() - dayMs),
    };
  });
}

function loadsOf(jobs: readonly SlurmJob[]): Map<string, Load> {
  const loads = new Map<string, Load>();
  for (const job of jobs) {
    if (job.startedAt === null) continue;
    for (const name of job.nodes) {
      const load = loads.get(name) ?? { cpus: 0, memoryMiB: 0, gpus: [], completing: false, lastBusyAt: 0 };
      loads.set(name, load);
      const holds = job.state === 'RUNNING' || job.completing;
      const busyUntil = holds ? job.startedAt.getTime() : (job.endAt?.getTime() ?? job.startedAt.getTime());
      load.lastBusyAt = Math.max(load.lastBusyAt, busyUntil);
      if (!holds) continue;
      load.cpus += job.share.cpus;
      load.memoryMiB += job.share.memoryMiB;
      load.completing ||= job.completing;
      for (let gpu = 0; gpu < job.share.gpus; gpu++) load.gpus.push(job.share.firstGpu + gpu);
    }
  }
  return loads;
}
