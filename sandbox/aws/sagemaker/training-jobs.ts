import { z } from 'zod';
import { nativeIdOf } from '../../world/aws/native-id';
import type { TrainingJob } from '../../world/aws/records/models';
import type { Call } from '../call';
import { defineOperation } from '../endpoint';
import type { WireDocument } from '../protocol/wire-value';
import { notFound } from './endpoints';
import { invalidSageMakerInput, listPage, listShape } from './list-order';

export const listTrainingJobs = defineOperation({
  name: 'ListTrainingJobs',
  action: 'sagemaker:ListTrainingJobs',
  input: z.object({ ...listShape, SortOrder: z.enum(['Ascending', 'Descending']).default('Ascending') }),
  invalid: invalidSageMakerInput,
  run(call, query) {
    const page = listPage(call, jobsOf(call), query);
    return {
      document: {
        TrainingJobSummaries: page.items.map((job) => ({
          TrainingJobName: job.name,
          TrainingJobArn: nativeIdOf(job),
          CreationTime: job.createdAt,
          TrainingEndTime: job.endedAt,
          LastModifiedTime: job.modifiedAt,
          TrainingJobStatus: job.status,
          SecondaryStatus: job.phase,
        })),
        NextToken: page.nextToken,
      },
    };
  },
});

export const describeTrainingJob = defineOperation({
  name: 'DescribeTrainingJob',
  action: 'sagemaker:DescribeTrainingJob',
  input: z.object({ TrainingJobName: z.string().min(1).max(63) }),
  invalid: invalidSageMakerInput,
  run(call, { TrainingJobName: name }) {
    const job = jobsOf(call).find((candidate) => candidate.name === name);
    if (!job) throw notFound('training job', name);
    return { document: jobDocument(job) };
  },
});

function jobsOf({ world, account, region }: Call): readonly TrainingJob[] {
  return world.list('training-job', account, region);
}

function jobDocument(job: TrainingJob): WireDocument {
  const output = `s3://${job.bucket}/training`;
  const seconds =
    job.startedAt && job.endedAt ? Math.round((job.endedAt.getTime() - job.startedAt.getTime()) / 1000) : null;
  return {
    TrainingJobName: job.name,
    TrainingJobArn: nativeIdOf(job),
    ModelArtifacts: { S3ModelArtifacts: `${output}/${job.name}/output/model.tar.gz` },
    TrainingJobStatus: job.status,
    SecondaryStatus: job.phase,
    FailureReason: job.failure,
    HyperParameters: { precision: 'bf16', seed: '17' },
    AlgorithmSpecification: {
      TrainingImage: job.image,
      TrainingInputMode: 'FastFile',
      EnableSageMakerMetricsTimeSeries: true,
    },
    RoleArn: `arn:aws:iam::${job.account}:role/training-runtime`,
    OutputDataConfig: { S3OutputPath: output },
    ResourceConfig: { InstanceType: job.size, InstanceCount: job.count, VolumeSizeInGB: 1000 },
    StoppingCondition: { MaxRuntimeInSeconds: 432_000 },
    CreationTime: job.createdAt,
    TrainingStartTime: job.startedAt,
    TrainingEndTime: job.endedAt,
    LastModifiedTime: job.modifiedAt,
    SecondaryStatusTransitions: transitions(job),
    EnableNetworkIsolation: false,
    EnableInterContainerTrafficEncryption: true,
    EnableManagedSpotTraining: job.spot,
    TrainingTimeInSeconds: seconds,
    BillableTimeInSeconds: seconds,
  };
}

function transitions(job: TrainingJob): WireDocument[] {
  const starting = {
    Status: 'Starting',
    StartTime: job.createdAt,
    EndTime: job.startedAt,
    StatusMessage: 'Preparing the instances for training',
  };
  if (job.phase === 'Starting') return [starting];
  return [starting, { Status: job.phase, StartTime: job.modifiedAt, EndTime: job.endedAt, StatusMessage: job.phase }];
}
