import { hourMs, minuteMs } from '../aws/plan/plan';
import { type Draws, drawsOf } from '../draws';
import type { HallMachine } from '../hall/hall';
import { gpuTypeOf, modelsByGpuType, type SlurmUser, slurmUsers } from './cluster';
import type { NodeIncident } from './node-incidents';
import type { JobShare } from './records';

/** A part of one or more nodes on which one job follows another. */
export interface Lane {
  /** Its place among all lanes; part of every id it gives out. */
  index: number;
  key: string;
  nodes: readonly string[];
  share: JobShare;
  partition: string;
  user: SlurmUser;
  qos: string;
  line: string;
  /** Number of tasks when its jobs are arrays; the lane carries task `task`. */
  array: { leader: number; task: number; tasks: number } | null;
  /** One job starts every so often. */
  periodMs: number;
  phaseMs: number;
  reservation: string | null;
}

/** A node that takes work, in order of its name. */
export interface WorkingNode {
  machine: HallMachine;
  incident: NodeIncident | null;
}

/** How the devices of a node are split among its lanes. */
const splits: readonly [readonly number[], ...(readonly number[])[]] = [
  [8],
  [4, 4],
  [3, 1, 4],
  [2, 2, 2, 2],
  [4, 2, 1, 1],
  [1, 1, 1, 1, 1, 1, 2],
];

const gpuLines: readonly [string, ...string[]] = [
  'pretrain-7b',
  'sft-chat',
  'dpo-sweep',
  'whisper-finetune',
  'vit-ablation',
  'rank-distill',
  'eval-harness',
];
const cpuLines: readonly [string, ...string[]] = ['tokenize', 'dedup', 'crawl-clean', 'feature-join', 'pack-shards'];

/** The reservation of the foundation models team, and the nodes it holds. */
export const teamReservation = { name: 'foundation-h100', nodes: ['dgx-s-0009', 'dgx-s-0010'] } as const;

/** Lays lanes over the nodes that take work. `scale` above 4 makes processor lanes fewer and wider. */
export function planLanes(seed: string, scale: number, nodes: readonly WorkingNode[]): Lane[] {
  const lanes: Lane[] = [];
  const add = (lane: Omit<Lane, 'index'>) => lanes.push({ ...lane, index: lanes.length });
  for (const type of modelsByGpuType.keys()) {
    const own = nodes.filter(({ machine }) => gpuTypeOf(machine) === type);
    planGpuLanes(seed, type, own, add);
  }
  const lanesPerNode = scale > 4 ? 2 : 10;
  for (const [place, { machine }] of nodes.filter((node) => gpuTypeOf(node.machine) === null).entries()) {
    planCpuLanes(seed, machine, lanesPerNode, place % 4 === 2, lanes.length, add);
  }
  return lanes;
}

type AddLane = (lane: Omit<Lane, 'index'>) => void;

function planGpuLanes(seed: string, type: string, nodes: readonly WorkingNode[], add: AddLane): void {
  const reserved = nodes.filter(({ machine }) => teamReservation.nodes.some((name) => name === machine.hostname));
  const free = nodes.filter((node) => !reserved.includes(node));
  if (reserved.length > 0) add(wide(seed, type, reserved, teamReservation.name));
  let place = 0;
  while (place < free.length) {
    const group = free.slice(place, place + 3);
    if (place % 6 === 0 && group.length === 3) {
      add(wide(seed, type, group, null));
      place += 3;
      continue;
    }
    for (const lane of group.slice(0, 1).flatMap((node) => splitNode(seed, type, node))) add(lane);
    place++;
  }
}

/** A lane of whole nodes. */
function wide(
  seed: string,
  type: string,
  nodes: readonly WorkingNode[],
  reservation: string | null,
): Omit<Lane, 'index'> {
  const names = nodes.map(({ machine }) => machine.hostname);
  const key = names.join('+');
  const draws = drawsOf(seed, 'slurm-lane', key);
  const machine = nodes[0]?.machine;
  if (!machine) throw new Error('A lane needs a node.');
  const users = slurmUsers.filter(({ account }) => account === 'foundation-models');
  return {
    key,
    nodes: names,
    share: {
      cpus: machine.cores,
      memoryMiB: Math.floor(machine.memoryMiB * 0.95),
      gpus: machine.accelerators.length,
      gpuType: type,
      firstGpu: 0,
    },
    partition: type,
    user: pickUser(draws, users),
    qos: reservation === null ? 'high' : 'normal',
    line: reservation === null ? 'pretrain-70b' : 'pretrain-longctx',
    array: null,
    ...rhythm(draws, 5 * hourMs, 14 * hourMs),
    reservation,
  };
}

function splitNode(seed: string, type: string, { machine }: WorkingNode): Omit<Lane, 'index'>[] {
  const draws = drawsOf(seed, 'slurm-split', machine.hostname);
  const split = draws.pick(splits);
  const perGpu = { cpus: Math.floor(machine.cores / 8), memoryMiB: Math.floor((machine.memoryMiB * 0.95) / 8) };
  let firstGpu = 0;
  return split.map((gpus, part) => {
    const lane = {
      key: `${machine.hostname}/${part}`,
      nodes: [machine.hostname],
      share: { cpus: perGpu.cpus * gpus, memoryMiB: perGpu.memoryMiB * gpus, gpus, gpuType: type, firstGpu },
      partition: draws.chance(0.2) ? 'scavenge' : type,
      user: pickUser(draws, slurmUsers),
      qos: 'normal',
      line: draws.pick(gpuLines),
      array: null,
      ...rhythm(draws, 2 * hourMs, 9 * hourMs),
      reservation: null,
    };
    firstGpu += gpus;
    return { ...lane, qos: lane.partition === 'scavenge' ? 'scavenger' : gpus === 1 ? 'interactive' : 'normal' };
  });
}

function planCpuLanes(
  seed: string,
  machine: HallMachine,
  count: number,
  isArray: boolean,
  leader: number,
  add: AddLane,
): void {
  const common = drawsOf(seed, 'slurm-array', machine.hostname);
  const shared = {
    user: pickUser(common, slurmUsers),
    line: common.pick(cpuLines),
    ...rhythm(common, 60 * minuteMs, 200 * minuteMs),
  };
  for (let part = 0; part < count; part++) {
    const draws = drawsOf(seed, 'slurm-lane', machine.hostname, part);
    const own = isArray
      ? shared
      : {
          user: pickUser(draws, slurmUsers),
          line: draws.pick(cpuLines),
          ...rhythm(draws, 45 * minuteMs, 190 * minuteMs),
        };
    add({
      key: `${machine.hostname}/${part}`,
      nodes: [machine.hostname],
      share: {
        cpus: Math.floor(machine.cores / count),
        memoryMiB: Math.floor((machine.memoryMiB * 0.9) / count),
        gpus: 0,
        gpuType: null,
        firstGpu: 0,
      },
      partition: 'cpu',
      qos: 'normal',
      array: isArray ? { leader, task: part, tasks: count } : null,
      reservation: null,
      ...own,
    });
  }
}

function rhythm(draws: Draws, shortestMs: number, longestMs: number): Pick<Lane, 'periodMs' | 'phaseMs'> {
  const periodMs = draws.integer(shortestMs / minuteMs, longestMs / minuteMs) * minuteMs;
  return { periodMs, phaseMs: draws.integer(0, periodMs / 1000) * 1000 };
}

function pickUser(draws: Draws, users: readonly SlurmUser[]): SlurmUser {
  const user = users[draws.integer(0, users.length - 1)];
  if (!user) throw new Error('The cluster has no such user.');
  return user;
}
