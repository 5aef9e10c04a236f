import type {
  DescribeTrainingJobResponse,
  SecondaryStatus,
  TrainingJobStatus,
  TrainingJobSummary,
} from '@aws-sdk/client-sagemaker';
import type { Accelerator } from '@/lib/domain/resource';
import type { Workload, WorkloadState } from '@/lib/domain/workload';
import { toLimitMs, toMoment } from '../../contract/workload/to-moment';
import { toReason } from '../../contract/workload/to-reason';
import { untold } from '../../contract/workload/untold';

const secondMs = 1_000;

/** One that is stopping still has its instances. */
const states: Record<Exclude<TrainingJobStatus, 'InProgress' | 'Deleting'>, WorkloadState> = {
  Stopping: 'running',
  Stopped: 'cancelled',
  Completed: 'completed',
  Failed: 'failed',
};
/** How far one in progress has come; SageMaker may add words. */
const steps: Partial<Record<SecondaryStatus, WorkloadState>> = {
  Starting: 'waiting',
  Pending: 'waiting',
  LaunchingMLInstances: 'waiting',
  Interrupted: 'waiting',
  PreparingTrainingStack: 'starting',
  DownloadingTrainingImage: 'starting',
  Downloading: 'starting',
  Restarting: 'starting',
  Training: 'running',
  Updating: 'running',
  Uploading: 'running',
};

/**
 * What SageMaker says of a training job. `job` null: only its summary is known. It names no instances, so what one that
 * has its devices holds is not told. `accelerators`: of all its instances, null where they are not known.
 */
export function toTrainingWork(
  summary: TrainingJobSummary,
  job: DescribeTrainingJobResponse | null,
  accelerators: readonly Accelerator[] | null,
): Workload {
  const state = toState(job ?? summary);
  const isRunning = state === 'running' || state === 'starting' || state === 'unknown';
  return {
    ...untold,
    state,
    reason: toWorkReason(state, summary, job),
    requested: accelerators?.map(({ model, count }) => ({ model, count })) ?? null,
    holdings: isRunning && accelerators?.length !== 0 ? null : [],
    submittedAt: toMoment(summary.CreationTime),
    startedAt: toMoment(job?.TrainingStartTime),
    endedAt: toMoment(job?.TrainingEndTime ?? summary.TrainingEndTime),
    timeLimitMs: toLimitMs(job?.StoppingCondition?.MaxRuntimeInSeconds, secondMs),
    controller: controllerOf(job),
    storage: fileSystemsOf(job),
  };
}

function toState({
  TrainingJobStatus: status,
  SecondaryStatus: step,
}: Pick<TrainingJobSummary, 'TrainingJobStatus' | 'SecondaryStatus'>): WorkloadState {
  const of = (words: Record<string, WorkloadState | undefined>, word: string | undefined) =>
    word !== undefined && Object.hasOwn(words, word) ? words[word] : undefined;
  return of(status === 'InProgress' ? steps : states, status === 'InProgress' ? step : status) ?? 'unknown';
}

/** The step a job has come to, where it does not just run or was not just completed, and what SageMaker says of it. */
function toWorkReason(
  state: WorkloadState,
  summary: TrainingJobSummary,
  job: DescribeTrainingJobResponse | null,
): Workload['reason'] {
  const { TrainingJobStatus: status, SecondaryStatus: step = status } = job ?? summary;
  if (state === 'completed' || (state === 'running' && status === 'InProgress')) return null;
  const latest = job?.SecondaryStatusTransitions?.at(-1);
  return toReason(step, job?.FailureReason ?? latest?.StatusMessage);
}

/** The job of another kind that started it. */
function controllerOf(job: DescribeTrainingJobResponse | null): string | null {
  const parents = [
    ['HyperParameterTuningJob', job?.TuningJobArn],
    ['AutoMLJob', job?.AutoMLJobArn],
    ['LabelingJob', job?.LabelingJobArn],
  ] as const;
  const [kind, arn] = parents.find(([, arn]) => arn) ?? [];
  return kind === undefined || arn === undefined ? null : `${kind}/${arn.slice(arn.lastIndexOf('/') + 1)}`;
}

function fileSystemsOf(job: DescribeTrainingJobResponse | null): string[] {
  const ids = job?.InputDataConfig?.flatMap(({ DataSource }) => DataSource?.FileSystemDataSource?.FileSystemId ?? []);
  return [...new Set(ids)];
}
