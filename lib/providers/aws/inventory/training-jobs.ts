import {
  DescribeTrainingJobCommand,
  type DescribeTrainingJobResponse,
  ListTrainingJobsCommand,
  type ListTrainingJobsRequest,
  type TrainingJobStatus,
  type TrainingJobSummary,
} from '@aws-sdk/client-sagemaker';
import { endedJobWindowMs } from '@/lib/domain/aged-out';
import type { Accelerator, InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { ProviderError } from '../../contract/provider-error';
import type { AwsPlace, RegionContext } from '../connect/region-context';
import { addAccelerators } from './add-accelerators';
import type { KindReader } from './kind-reader';
import { readEach } from './read-each';
import { type AcceleratorsByType, readInstanceTypes } from './read-instance-types';
import { readListing } from './read-listing';
import { readSagemakerTags } from './read-sagemaker-tags';
import { readTagged } from './read-tagged';
import { toArn } from './to-arn';
import { toEc2Type } from './to-ec2-type';
import { toItems } from './to-items';
import { toLifecycle } from './to-lifecycle';
import { toRaw } from './to-raw';
import { toTrainingWork } from './training-work';

const operation = 'sagemaker:ListTrainingJobs';

const states: Record<TrainingJobStatus, LifecycleState> = {
  InProgress: 'active',
  Stopping: 'stopped',
  Stopped: 'stopped',
  Completed: 'completed',
  Failed: 'failed',
  Deleting: 'deleting',
};

/** SageMaker training jobs: those changed in the last 30 days, and all that are running however old. */
export const trainingJobs: KindReader = {
  kind: 'training-job',
  listing: operation,
  async read(context, faults) {
    const summaries = await readSummaries(context, faults.listing);
    const jobs = await readEach(summaries, faults.detail, async ({ TrainingJobName }) => {
      const job = await context.call('sagemaker:DescribeTrainingJob', (options) =>
        context.clients.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName }), options),
      );
      if (toGroups(job) === null) faults.detail.push(toUnplaced());
      return job;
    });
    const types = jobs
      .flatMap(({ detail }) => (detail === null ? [] : (toGroups(detail) ?? [])))
      .map(({ type }) => toEc2Type(type));
    const acceleratorsOf = await readInstanceTypes(context, faults.detail, types);
    const tagged = await readTagged(jobs, faults.detail, ({ key }) =>
      readSagemakerTags(
        context,
        key.TrainingJobArn ?? toArn(context, 'sagemaker', `training-job/${key.TrainingJobName}`),
      ),
    );
    return toItems(operation, tagged, faults.listing, ({ source, tags }) =>
      toTrainingJob(context, source.key, source.detail, acceleratorsOf, tags),
    );
  },
};

/** A job may start, change or end between the listings; the first sight of it counts. */
async function readSummaries(context: RegionContext, faults: ProviderError[]): Promise<TrainingJobSummary[]> {
  const windows: ListTrainingJobsRequest[] = [
    { LastModifiedTimeAfter: new Date(context.now().getTime() - endedJobWindowMs) },
    { StatusEquals: 'InProgress' },
    { StatusEquals: 'Stopping' },
  ];
  const listings = await Promise.all(windows.map((window) => readWindow(context, faults, window)));
  return [...new Map(listings.flat().map((summary) => [summary.TrainingJobName, summary])).values()];
}

function readWindow(
  context: RegionContext,
  faults: ProviderError[],
  window: ListTrainingJobsRequest,
): Promise<TrainingJobSummary[]> {
  return readListing(context, faults, {
    operation,
    send: (NextToken, options) =>
      context.clients.sagemaker.send(new ListTrainingJobsCommand({ ...window, NextToken, MaxResults: 100 }), options),
    listOf: (page) => page.TrainingJobSummaries,
    tokenOf: (page) => page.NextToken,
    identityOf: ({ TrainingJobName }) => TrainingJobName,
  });
}

function toUnplaced(): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'ResourceConfigMissing',
    operation: 'sagemaker:DescribeTrainingJob',
    message: 'AWS did not say which instances a training job runs on, so their GPUs are not known.',
    remedy: 'Wait for the next collection.',
  });
}

interface InstanceGroup {
  type: string;
  instances: number;
}

/** Null when the job does not say what it runs on. One without instances of its own is serverless. */
function toGroups(job: DescribeTrainingJobResponse): InstanceGroup[] | null {
  if (job.ServerlessJobConfig !== undefined) return [];
  const config = job.ResourceConfig;
  const groups = config?.InstanceGroups?.length ? config.InstanceGroups : config === undefined ? [] : [config];
  const known = groups.flatMap(({ InstanceType, InstanceCount }) =>
    InstanceType === undefined || InstanceCount === undefined ? [] : [{ type: InstanceType, instances: InstanceCount }],
  );
  return known.length === 0 || known.length !== groups.length ? null : known;
}

/** `job` null: only its summary is known. An ended job's accelerators are those it ran on. */
export function toTrainingJob(
  place: AwsPlace,
  summary: TrainingJobSummary,
  job: DescribeTrainingJobResponse | null,
  acceleratorsOf: AcceleratorsByType,
  tags: Record<string, string> | null,
): InventoryItem | null {
  const { TrainingJobName, TrainingJobArn } = summary;
  if (TrainingJobName === undefined) return null;
  const status = job?.TrainingJobStatus ?? summary.TrainingJobStatus;
  const groups = job === null ? null : toGroups(job);
  const accelerators = groups === null ? null : toJobAccelerators(groups, acceleratorsOf);
  return {
    kind: 'training-job',
    nativeId: TrainingJobArn ?? toArn(place, 'sagemaker', `training-job/${TrainingJobName}`),
    nativeType: 'AWS::SageMaker::TrainingJob',
    name: TrainingJobName,
    account: place.account,
    region: place.region,
    zone: null,
    status: toLifecycle(states, status),
    nativeStatus: status ?? null,
    size: groups?.length ? [...new Set(groups.map(({ type }) => type))].join(', ') : null,
    accelerators,
    tags,
    workload: toTrainingWork(summary, job, accelerators),
    createdAt: summary.CreationTime ?? null,
    detailed: job !== null,
    raw: toRaw(job ?? summary),
  };
}

function toJobAccelerators(groups: InstanceGroup[], acceleratorsOf: AcceleratorsByType): Accelerator[] | null {
  return addAccelerators(
    groups.map(({ type, instances }) => ({ each: acceleratorsOf.get(toEc2Type(type)) ?? null, instances })),
  );
}
