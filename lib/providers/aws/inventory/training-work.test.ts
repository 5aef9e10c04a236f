import type { DescribeTrainingJobResponse, SecondaryStatus, TrainingJobStatus } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { toTrainingWork } from './training-work';

const created = new Date('2026-03-01T10:00:00Z');
const started = new Date('2026-03-01T10:10:00Z');
const ended = new Date('2026-03-01T12:00:00Z');
const arn = 'arn:aws:sagemaker:eu-central-1:111122223333:training-job/train-7';
const summary = {
  TrainingJobName: 'train-7',
  TrainingJobArn: arn,
  CreationTime: created,
  TrainingJobStatus: 'InProgress' as const,
};
const h100 = [{ model: 'NVIDIA H100', count: 16, memoryBytes: null }];

function jobIn(
  TrainingJobStatus: TrainingJobStatus,
  step: SecondaryStatus | undefined,
  rest: Partial<DescribeTrainingJobResponse> = {},
): DescribeTrainingJobResponse {
  return {
    TrainingJobName: 'train-7',
    TrainingJobArn: arn,
    ModelArtifacts: undefined,
    TrainingJobStatus,
    SecondaryStatus: step,
    StoppingCondition: { MaxRuntimeInSeconds: 86_400 },
    CreationTime: created,
    ...rest,
  };
}

describe('what SageMaker says of a training job', () => {
  it('that waits for capacity is why, for what and how long it may run', () => {
    const job = jobIn('InProgress', 'Pending', {
      TuningJobArn: 'arn:aws:sagemaker:eu-central-1:111122223333:hyper-parameter-tuning-job/sweep-3',
      SecondaryStatusTransitions: [
        { Status: 'Starting', StartTime: created, StatusMessage: 'Starting the training job' },
        { Status: 'Pending', StartTime: created, StatusMessage: 'Insufficient capacity' },
      ],
      InputDataConfig: [
        {
          ChannelName: 'train',
          DataSource: {
            FileSystemDataSource: {
              FileSystemId: 'fs-1',
              FileSystemAccessMode: 'ro',
              FileSystemType: 'FSxLustre',
              DirectoryPath: '/x',
            },
          },
        },
        { ChannelName: 'bucket', DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://x' } } },
      ],
    });
    expect(toTrainingWork(summary, job, h100)).toEqual({
      state: 'waiting',
      reason: { code: 'Pending', message: 'Insufficient capacity' },
      queue: null,
      namespace: null,
      submitter: null,
      account: null,
      priority: null,
      requested: [{ model: 'NVIDIA H100', count: 16 }],
      holdings: [],
      submittedAt: created,
      eligibleAt: null,
      startedAt: null,
      endedAt: null,
      timeLimitMs: 86_400_000,
      expectedStartAt: null,
      controller: 'HyperParameterTuningJob/sweep-3',
      storage: ['fs-1'],
    });
  });

  it.each<[TrainingJobStatus, SecondaryStatus | undefined, string, unknown, unknown]>([
    ['InProgress', 'Starting', 'waiting', [], { code: 'Starting', message: null }],
    ['InProgress', 'Downloading', 'starting', null, { code: 'Downloading', message: null }],
    ['InProgress', 'Training', 'running', null, null],
    ['InProgress', 'Interrupted', 'waiting', [], { code: 'Interrupted', message: null }],
    ['InProgress', undefined, 'unknown', null, { code: 'InProgress', message: null }],
    ['Stopping', 'Stopping', 'running', null, { code: 'Stopping', message: null }],
    ['Stopped', 'MaxRuntimeExceeded', 'cancelled', [], { code: 'MaxRuntimeExceeded', message: null }],
    ['Completed', 'Completed', 'completed', [], null],
    ['Deleting', undefined, 'unknown', null, { code: 'Deleting', message: null }],
  ])('that is %s and %s is %s', (status, step, state, holdings, reason) => {
    expect(toTrainingWork(summary, jobIn(status, step), h100)).toMatchObject({ state, holdings, reason });
  });

  it('that failed says why and when', () => {
    const times = { TrainingStartTime: started, TrainingEndTime: ended };
    const job = jobIn('Failed', 'Failed', { ...times, FailureReason: 'AlgorithmError: exit code 1' });
    expect(toTrainingWork(summary, job, [])).toMatchObject({
      state: 'failed',
      reason: { code: 'Failed', message: 'AlgorithmError: exit code 1' },
      requested: [],
      holdings: [],
      startedAt: started,
      endedAt: ended,
    });
  });

  it('in a word that is not known is unknown', () => {
    const levitating = JSON.parse('"Levitating"');
    expect(toTrainingWork(summary, jobIn('InProgress', levitating), null)).toMatchObject({
      state: 'unknown',
      requested: null,
      holdings: null,
    });
    expect(toTrainingWork(summary, jobIn(levitating, 'Training'), null).state).toBe('unknown');
    expect(toTrainingWork(summary, jobIn('InProgress', JSON.parse('"constructor"')), null).state).toBe('unknown');
  });

  it('of which only the summary may be read tells no more than that', () => {
    const ofSummary = { ...summary, SecondaryStatus: 'Training' as const };
    expect(toTrainingWork(ofSummary, null, null)).toMatchObject({ state: 'running', startedAt: null, requested: null });
    expect(
      toTrainingWork({ ...summary, TrainingJobStatus: 'Failed', TrainingEndTime: ended }, null, null),
    ).toMatchObject({
      state: 'failed',
      reason: { code: 'Failed', message: null },
      endedAt: ended,
    });
  });

  it('at times that no clock shows tells none', () => {
    const job = jobIn('Completed', 'Completed', {
      StoppingCondition: { MaxRuntimeInSeconds: -1 },
      TrainingStartTime: new Date(-1),
      TrainingEndTime: new Date(Number.NaN),
    });
    expect(toTrainingWork({ ...summary, CreationTime: new Date(0) }, job, [])).toMatchObject({
      submittedAt: null,
      startedAt: null,
      endedAt: null,
      timeLimitMs: null,
    });
  });
});
