import type { HallMachine } from '../hall/hall';
import type { Team } from '../tags';

/** What a node is beside its allocation, in Slurm's words. */
export type NodeFlag = 'DRAIN' | 'NOT_RESPONDING' | 'MAINTENANCE' | 'RESERVED' | 'PLANNED' | 'COMPLETING';

/** One compute node as the controller sees it. */
export interface SlurmNode {
  machine: HallMachine;
  /** What its devices are called in generic resources, e.g. `h100`; null where it has none. */
  gpuType: string | null;
  base: 'IDLE' | 'MIXED' | 'ALLOCATED' | 'DOWN';
  flags: readonly NodeFlag[];
  /** Why it is out of use; null while it is not. */
  reason: { text: string; at: Date; user: string } | null;
  /** The reservation it belongs to now. */
  reservation: string | null;
  partitions: readonly string[];
  allocatedCpus: number;
  allocatedMemoryMiB: number;
  /** Indices of devices in use, ascending. */
  gpusInUse: readonly number[];
  bootedAt: Date;
  lastBusyAt: Date;
}

export type JobState =
  | 'PENDING'
  | 'RUNNING'
  | 'COMPLETED'
  | 'CANCELLED'
  | 'FAILED'
  | 'TIMEOUT'
  | 'NODE_FAIL'
  | 'OUT_OF_MEMORY';

/** What a job asks for on each of its nodes. */
export interface JobShare {
  cpus: number;
  memoryMiB: number;
  gpus: number;
  gpuType: string | null;
  /** First device it gets; meaningful where `gpus` is above zero. */
  firstGpu: number;
}

/** One job, or the waiting rest of an array. */
export interface SlurmJob {
  id: number;
  name: string;
  account: Team;
  user: string;
  partition: string;
  qos: string;
  /** Its array; null for a job by itself. `task` is null for the record that stands for all waiting tasks. */
  array: { jobId: number; task: number | null; tasks: number } | null;
  state: JobState;
  /** It has ended, but its nodes are not given back yet. */
  completing: boolean;
  /** Slurm's word, e.g. `Resources`; `None` where there is none. */
  reason: string;
  /** More words to the reason; empty where there are none. */
  description: string;
  nodeCount: number;
  /** Names of its nodes; empty while it waits. */
  nodes: readonly string[];
  /** Nodes it must have, by its own wish. */
  requiredNodes: readonly string[];
  /** Nodes that the scheduler keeps for it while it waits. */
  plannedNodes: readonly string[];
  share: JobShare;
  submittedAt: Date;
  /** When it could be looked at first; null while it is held or waits for another job. */
  eligibleAt: Date | null;
  /** When its owner would have it start where nothing else keeps it; absent of jobs that began. */
  beginsAt?: Date;
  /** When it started, or when the scheduler expects it to; null where it cannot tell. */
  startedAt: Date | null;
  /** When it ended, or must end at the latest; null while it waits. */
  endAt: Date | null;
  timeLimitMinutes: number;
  /** 0 while it is held. */
  priority: number;
  /** How it ended: a return code, or the signal that killed it. */
  exit: { code: number } | { signal: number; name: string };
  dependency: string;
  /** As `sbatch` takes them, e.g. `matlab:1`; empty where it needs none. */
  licences: string;
  reservation: string | null;
}

export interface SlurmPartition {
  name: string;
  state: 'UP' | 'DOWN' | 'DRAIN' | 'INACTIVE';
  isDefault: boolean;
  /** Names of its nodes, in order. */
  nodes: readonly string[];
  cpus: number;
  memoryMiB: number;
  /** Devices by their type. */
  gpus: Readonly<Record<string, number>>;
  /** Null: no limit. */
  maxMinutes: number | null;
  maxNodes: number | null;
  tier: number;
  qos: string;
  allowedAccounts: readonly Team[];
}

export interface SlurmReservation {
  name: string;
  flags: readonly string[];
  accounts: readonly Team[];
  users: readonly string[];
  nodes: readonly string[];
  cores: number;
  partition: string | null;
  startAt: Date;
  endAt: Date;
}
