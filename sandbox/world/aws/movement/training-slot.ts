import { type Draws, drawsOf } from '../../draws';
import { type Team, tagsFor } from '../../tags';
import { dayMs, epoch, type Ground, minuteMs } from '../plan/plan';
import type { TrainingJob } from '../records/models';

/** How long a finished job stays listed. */
const keptMs = 8 * dayMs;

const failures: readonly [string, ...string[]] = [
  'AlgorithmError: ExecuteUserScriptError: ExitCode 1 ErrorMessage "RuntimeError: NCCL error: unhandled system error, remote process exited or there was a network error"',
  'AlgorithmError: ExecuteUserScriptError: ExitCode 1 ErrorMessage "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.50 GiB"',
  'InternalServerError: We encountered an internal error. Please try again.',
  'ClientError: Data download failed: no such key in the training channel',
];

export interface TrainingSlotRequest {
  seed: string;
  ground: Ground;
  name: string;
  size: string;
  count: number;
  team: Team;
  spot: boolean;
}

interface Cycle {
  periodMs: number;
  phaseMs: number;
}

/** A line of work that starts one training job after another; the answer is every job of it still listed at `now`. */
export function trainingSlot(request: TrainingSlotRequest): (now: Date) => TrainingJob[] {
  const draws = drawsOf(request.seed, 'training-slot', request.ground.region, request.name);
  const cycle = { periodMs: draws.integer(7 * 60, 30 * 60) * minuteMs, phaseMs: draws.integer(0, 30 * 60) * minuteMs };
  const kept = Math.ceil(keptMs / cycle.periodMs) + 1;
  return (now) => {
    const latest = Math.floor((now.getTime() - epoch.getTime() - cycle.phaseMs) / cycle.periodMs);
    return Array.from({ length: kept }, (_, back) => jobAt(request, cycle, latest - back, now)).filter(
      (job) => job.endedAt === null || now.getTime() - job.endedAt.getTime() < keptMs,
    );
  };
}

function jobAt(
  { seed, ground, name, size, count, team, spot }: TrainingSlotRequest,
  cycle: Cycle,
  number: number,
  now: Date,
): TrainingJob {
  const key = `training-job/${ground.account.name}/${ground.region}/${name}/${number}`;
  const draws = drawsOf(seed, key);
  const createdAt = new Date(epoch.getTime() + cycle.phaseMs + number * cycle.periodMs);
  const jobName = `${name}-${stampOf(createdAt)}-${draws.hex(4)}`;
  const progress = progressOf(draws, cycle.periodMs, createdAt, now);
  return {
    kind: 'training-job',
    account: ground.account.id,
    region: ground.region,
    name: jobName,
    tags: tagsFor({ seed, key, name: null, team, region: ground.region, extra: { line: name } }),
    createdAt,
    ...progress,
    size,
    count,
    image: `${ground.account.id}.dkr.ecr.${ground.region}.amazonaws.com/training:2026.1`,
    bucket: `millwright-${ground.account.name}-checkpoints-${ground.region}`,
    spot,
  };
}

type Progress = Pick<TrainingJob, 'status' | 'phase' | 'failure' | 'startedAt' | 'endedAt' | 'modifiedAt'>;

/** How far the job is: starting, downloading, training, uploading, and then one of the three ends. */
function progressOf(draws: Draws, periodMs: number, createdAt: Date, now: Date): Progress {
  const after = (ms: number) => new Date(createdAt.getTime() + ms);
  const outcome = draws.fraction();
  const failure = outcome < 0.09 ? draws.pick(failures) : null;
  const fullMs = Math.round(periodMs * (0.8 + draws.fraction() * 0.17));
  const endMs = failure ? Math.round(fullMs * (0.1 + draws.fraction() * 0.6)) : fullMs;
  const downloadMs = 6 * minuteMs;
  const trainMs = 14 * minuteMs;
  const uploadMs = endMs - 5 * minuteMs;
  const ageMs = now.getTime() - createdAt.getTime();
  const running = { status: 'InProgress', failure: null, endedAt: null } as const;
  if (ageMs < downloadMs) return { ...running, phase: 'Starting', startedAt: null, modifiedAt: createdAt };
  const startedAt = after(downloadMs);
  if (ageMs < trainMs) return { ...running, phase: 'Downloading', startedAt, modifiedAt: startedAt };
  if (ageMs < uploadMs) return { ...running, phase: 'Training', startedAt, modifiedAt: after(trainMs) };
  if (ageMs < endMs) return { ...running, phase: 'Uploading', startedAt, modifiedAt: after(uploadMs) };
  const ended = { startedAt, endedAt: after(endMs), modifiedAt: after(endMs) };
  if (failure) return { ...ended, status: 'Failed', phase: 'Failed', failure };
  if (outcome < 0.13) return { ...ended, status: 'Stopped', phase: 'Stopped', failure: null };
  return { ...ended, status: 'Completed', phase: 'Completed', failure: null };
}

function stampOf(at: Date): string {
  return at.toISOString().slice(0, 16).replace(/[-:]/g, '').replace('T', '-');
}
