import { epoch, hourMs, minuteMs } from '../aws/plan/plan';
import { type Draws, drawsOf } from '../draws';
import { endOf, outcomeOf } from './job-outcome';
import type { Lane } from './lanes';
import type { JobState, SlurmJob } from './records';
import { unresolved } from './resolve-queue';

/** How much a controller has in mind at a time. */
export interface ControllerMemory {
  /** How long it remembers a job that has ended. */
  keptMs: number;
  /** How many jobs of a lane may wait at a time. */
  mostWaiting: number;
}

/** Sites with thousands of nodes let the controller forget sooner, or it has no time to schedule. */
export function memoryAt(scale: number): ControllerMemory {
  return scale > 4 ? { keptMs: 30 * minuteMs, mostWaiting: 1 } : { keptMs: 6 * hourMs, mostWaiting: 3 };
}

/** How long nodes take to be cleared after a job. */
const completingMs = 75_000;
/** Ids come round again after this many jobs of a lane, long after anyone remembers them. */
const idRound = 4000;
const firstJobId = 100_000;

/** What a job that is not its lane's next may wait for by itself; mostly the queue alone decides. */
const ownReasons: readonly [string, ...string[]] = [
  unresolved,
  unresolved,
  unresolved,
  unresolved,
  unresolved,
  unresolved,
  'Dependency',
  'BeginTime',
  'JobHeldUser',
];

/** What all lanes of a cluster have in common. */
export interface LaneSetting {
  seed: string;
  laneCount: number;
  memory: ControllerMemory;
}

/** Every job of a lane that the controller knows at `now`: those that wait, the one that runs, those just ended. */
export function jobsOfLane({ seed, laneCount, memory }: LaneSetting, lane: Lane, now: Date): SlurmJob[] {
  const sinceMs = now.getTime() - epoch.getTime() - lane.phaseMs;
  const latest = Math.floor(sinceMs / lane.periodMs);
  const jobs: SlurmJob[] = [];
  for (let number = latest + memory.mostWaiting; number > latest; number--) {
    // The waiting tasks of an array are one record, and its first lane tells it.
    if (lane.array !== null && lane.array.task > 0) continue;
    const job = waitingJob(seed, laneCount, lane, number, latest, now);
    if (job) jobs.push(job);
  }
  for (let number = latest; number >= 0; number--) {
    const job = startedJob(seed, laneCount, lane, number, now, memory.keptMs);
    if (job === null) break;
    jobs.push(job);
  }
  return jobs;
}

/** The job a lane runs around an instant, and the stretch around it in which that job has its devices or nobody has. */
export function laneStayAt({ seed, laneCount }: Omit<LaneSetting, 'memory'>, lane: Lane, ms: number) {
  const number = Math.floor((ms - epoch.getTime() - lane.phaseMs) / lane.periodMs);
  const roundMs = epoch.getTime() + lane.phaseMs + number * lane.periodMs;
  const nextMs = roundMs + lane.periodMs;
  if (number < 0) return { fromMs: roundMs, untilMs: nextMs, job: null };
  const { common, startMs, endMs } = planJob(seed, laneCount, lane, number);
  // Devices are given back once the node is cleared.
  const freeMs = Math.min(endMs + completingMs, nextMs);
  if (ms >= freeMs) return { fromMs: freeMs, untilMs: nextMs, job: null };
  return { fromMs: startMs, untilMs: freeMs, job: { id: common.id, account: common.account } };
}

type Common = Omit<
  SlurmJob,
  | 'state'
  | 'completing'
  | 'reason'
  | 'description'
  | 'nodes'
  | 'eligibleAt'
  | 'beginsAt'
  | 'startedAt'
  | 'endAt'
  | 'exit'
  | 'dependency'
>;

interface Plan {
  common: Common;
  startMs: number;
  endMs: number;
  outcome: JobState;
  draws: Draws;
}

function planJob(seed: string, laneCount: number, lane: Lane, number: number): Plan {
  const draws = drawsOf(seed, 'slurm-job', lane.key, number);
  const startMs = epoch.getTime() + lane.phaseMs + number * lane.periodMs;
  const outcome = outcomeOf(draws.fraction());
  const runMs = Math.round((lane.periodMs * (0.55 + draws.fraction() * 0.42)) / 1000) * 1000;
  const waitMs = Math.round((lane.periodMs * (0.2 + draws.fraction() * 2.3)) / 1000) * 1000;
  const limitMs = outcome === 'TIMEOUT' ? runMs : lane.periodMs * 1.5;
  const leader = lane.array?.leader ?? lane.index;
  const submittedDraws = lane.array === null ? waitMs : Math.round(lane.periodMs * 1.4);
  return {
    draws,
    startMs,
    endMs: startMs + runMs,
    outcome,
    common: {
      id: jobId(laneCount, lane.index, number),
      name: lane.array === null ? `${lane.line}-${draws.hex(4)}` : `${lane.line}-array`,
      account: lane.user.account,
      user: lane.user.name,
      partition: lane.partition,
      qos: lane.qos,
      array: lane.array && {
        jobId: jobId(laneCount, leader, number),
        task: lane.array.task,
        tasks: lane.array.tasks,
      },
      nodeCount: lane.nodes.length,
      share: lane.share,
      submittedAt: new Date(startMs - submittedDraws),
      timeLimitMinutes: Math.ceil(limitMs / minuteMs),
      priority: draws.integer(2000, 9000),
      reservation: lane.reservation,
      requiredNodes: [],
      plannedNodes: [],
      licences: '',
    },
  };
}

function waitingJob(
  seed: string,
  laneCount: number,
  lane: Lane,
  number: number,
  latest: number,
  now: Date,
): SlurmJob | null {
  const { common, startMs, draws } = planJob(seed, laneCount, lane, number);
  if (common.submittedAt.getTime() > now.getTime()) return null;
  const reason = number === latest + 1 ? unresolved : draws.pick(ownReasons);
  const isHeld = reason === 'JobHeldUser';
  const beginsAt = new Date(startMs);
  const isPutOff = reason === 'BeginTime';
  return {
    ...common,
    array: common.array && { ...common.array, task: null },
    state: 'PENDING',
    completing: false,
    reason,
    description: '',
    nodes: [],
    eligibleAt: isHeld || reason === 'Dependency' ? null : isPutOff ? beginsAt : common.submittedAt,
    beginsAt,
    startedAt: isPutOff ? beginsAt : null,
    endAt: null,
    exit: { code: 0 },
    dependency: reason === 'Dependency' ? `afterok:${jobId(laneCount, lane.index, number - 1)}(unfulfilled)` : '',
    priority: isHeld ? 0 : common.priority,
  };
}

/** Null once the controller has forgotten it, and then it has forgotten every one before. */
function startedJob(
  seed: string,
  laneCount: number,
  lane: Lane,
  number: number,
  now: Date,
  keptMs: number,
): SlurmJob | null {
  const { common, startMs, endMs, outcome, draws } = planJob(seed, laneCount, lane, number);
  const nowMs = now.getTime();
  const eligibleAt = common.submittedAt;
  const started = {
    ...common,
    nodes: lane.nodes,
    eligibleAt,
    startedAt: new Date(startMs),
    dependency: '',
    description: '',
  };
  if (nowMs < endMs) {
    const endAt = new Date(startMs + common.timeLimitMinutes * minuteMs);
    return { ...started, state: 'RUNNING', completing: false, reason: 'None', endAt, exit: { code: 0 } };
  }
  if (nowMs - endMs >= keptMs) return null;
  return {
    ...started,
    state: outcome,
    completing: nowMs - endMs < completingMs,
    endAt: new Date(endMs),
    ...endOf(outcome, draws),
  };
}

function jobId(laneCount: number, lane: number, number: number): number {
  return firstJobId + (number % idRound) * laneCount + lane;
}
