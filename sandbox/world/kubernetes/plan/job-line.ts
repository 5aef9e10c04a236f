import type { Team } from '../../tags';
import type { ClusterNode, GpuClaim } from './cluster-node';
import { type ClusterContext, clusterDraws } from './context';
import { type Cycle, roundAt, startOfRound } from './life';

/** A line of work that starts one job after another. */
export interface JobLine {
  name: string;
  namespace: string;
  team: Team;
  kind: 'Job' | 'PyTorchJob';
  /** The local queue its jobs wait in; null for jobs that wait in none. */
  queue: string | null;
  priority: number;
  cycle: Cycle;
  /** True for jobs that never get their turn. */
  waitsInVain: boolean;
  /** How many finished jobs before the latest are still listed. */
  kept: number;
  /** One a worker. */
  places: readonly { node: ClusterNode; claim: GpuClaim | null }[];
}

/** One job of a line at one instant. */
export interface JobTurn {
  name: string;
  createdMs: number;
  /** Null while it waits. */
  admittedMs: number | null;
  startedMs: number;
  endsMs: number;
  ending: 'succeeds' | 'fails';
  goneMs: number;
  state: 'pending' | 'running' | 'succeeded' | 'failed';
  changedMs: number;
}

const pullMs = 45_000;

/** Every job of the line that is listed at `nowMs`, newest first. */
export function turnsOf(context: ClusterContext, line: JobLine, nowMs: number): JobTurn[] {
  const latest = roundAt(line.cycle, nowMs);
  return Array.from({ length: line.kept + 1 }, (_, back) => turnAt(context, line, latest - back, nowMs));
}

/** What is settled of a job from the start. */
type Course = Pick<JobTurn, 'name' | 'createdMs' | 'startedMs' | 'endsMs' | 'ending' | 'goneMs'> & { admitMs: number };

/** Drawn once a job: many readers ask for the same jobs at every tick. */
const courses = new WeakMap<JobLine, Map<number, Course>>();

function courseOf(context: ClusterContext, line: JobLine, round: number): Course {
  const known = courses.get(line) ?? new Map<number, Course>();
  courses.set(line, known);
  const found = known.get(round) ?? drawCourse(context, line, round);
  known.set(round, found);
  const [oldest] = known.keys();
  if (known.size > line.kept + 4 && oldest !== undefined) known.delete(oldest);
  return found;
}

function drawCourse(context: ClusterContext, line: JobLine, round: number): Course {
  const draws = clusterDraws(context, 'turn', line.namespace, line.name, round);
  const createdMs = startOfRound(line.cycle, round);
  const { periodMs } = line.cycle;
  const waitMs = line.queue === null ? 0 : draws.integer(0, Math.floor(periodMs / 6000)) * 1000;
  const admitMs = line.waitsInVain ? Number.POSITIVE_INFINITY : createdMs + waitMs;
  const ending = draws.chance(0.1) ? 'fails' : 'succeeds';
  const share = ending === 'fails' ? 0.1 + draws.fraction() * 0.5 : 0.75 + draws.fraction() * 0.2;
  const endsMs = admitMs + Math.floor(((periodMs - waitMs) * share) / 1000) * 1000;
  return {
    name: `${line.name}-${round}`,
    createdMs,
    admitMs,
    startedMs: Math.min(admitMs + pullMs, endsMs),
    endsMs,
    ending,
    goneMs: createdMs + periodMs * (line.kept + 1),
  };
}

function turnAt(context: ClusterContext, line: JobLine, round: number, nowMs: number): JobTurn {
  const { admitMs, ...course } = courseOf(context, line, round);
  const { createdMs, startedMs, endsMs, ending } = course;
  if (nowMs < admitMs) return { ...course, admittedMs: null, state: 'pending', changedMs: createdMs };
  const begun = { ...course, admittedMs: admitMs };
  if (nowMs < endsMs) return { ...begun, state: 'running', changedMs: nowMs < startedMs ? admitMs : startedMs };
  return { ...begun, state: ending === 'fails' ? 'failed' : 'succeeded', changedMs: endsMs };
}

/** The job whose round an instant falls into, and the stretch around it in which that job holds its devices or not. */
export function turnAround(
  context: ClusterContext,
  line: JobLine,
  ms: number,
): { turn: Pick<JobTurn, 'name'>; fromMs: number; untilMs: number; holds: boolean } {
  const { admitMs, endsMs, createdMs, ...turn } = courseOf(context, line, roundAt(line.cycle, ms));
  if (ms < admitMs)
    return { turn, fromMs: createdMs, untilMs: Math.min(admitMs, createdMs + line.cycle.periodMs), holds: false };
  if (ms < endsMs) return { turn, fromMs: admitMs, untilMs: endsMs, holds: true };
  return { turn, fromMs: endsMs, untilMs: createdMs + line.cycle.periodMs, holds: false };
}

/** The devices a running job of the line holds, by resource. */
export function claimsOf(line: JobLine): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { claim } of line.places) {
    if (claim) totals.set(claim.resource, (totals.get(claim.resource) ?? 0) + claim.count);
  }
  return totals;
}
