import { z } from 'zod';
import type { Accelerator, LifecycleState } from '@/lib/domain/resource';
import { addAccelerators, multiplyAccelerators, toMachineAccelerators } from '../accelerators/to-accelerators';
import { assetKind, bare, countSchema, labelsSchema, timeSchema } from '../asset-kind';
import { toLifecycle } from '../to-lifecycle';
import { courseSchema, nfsMountsSchema, schedulingSchema, toCustomJobWork } from './custom-job-work';

const machineSchema = z
  .object({
    machineType: z.string().optional(),
    acceleratorType: z.string().optional(),
    acceleratorCount: countSchema,
  })
  .optional();

const endpointSchema = z.object({
  displayName: z.string().optional(),
  deployedModels: z
    .array(
      z.object({
        dedicatedResources: z
          .object({ machineSpec: machineSchema, minReplicaCount: countSchema, maxReplicaCount: countSchema })
          .optional(),
        sharedResources: z.string().optional(),
        status: z.object({ availableReplicaCount: countSchema }).optional(),
      }),
    )
    .default([]),
  labels: labelsSchema,
  createTime: timeSchema,
});

/** Endpoints have no status of their own. Their accelerators are those of all replicas that are there now. */
export const endpoints = assetKind(
  'aiplatform.googleapis.com/Endpoint',
  'model-endpoint',
  endpointSchema,
  ({ displayName, deployedModels, labels, createTime }) => {
    const types = deployedModels.flatMap(
      ({ dedicatedResources }) => dedicatedResources?.machineSpec?.machineType ?? [],
    );
    return {
      ...bare,
      name: displayName,
      size: types.length === 0 ? null : [...new Set(types)].join(', '),
      accelerators: addAccelerators(
        deployedModels.map(({ dedicatedResources, sharedResources, status }) => {
          // A pool that several endpoints share has machines of its own, which its document tells and no model's does.
          if (dedicatedResources === undefined) return sharedResources === undefined ? [] : null;
          const { machineSpec, minReplicaCount, maxReplicaCount } = dedicatedResources;
          const fixed = maxReplicaCount === undefined || maxReplicaCount === minReplicaCount ? minReplicaCount : null;
          return multiplyAccelerators(eachOf(machineSpec), status?.availableReplicaCount ?? fixed ?? null);
        }),
      ),
      tags: labels,
      createdAt: createTime,
    };
  },
);

const modelSchema = z.object({ displayName: z.string().optional(), labels: labelsSchema, createTime: timeSchema });

export const models = assetKind(
  'aiplatform.googleapis.com/Model',
  'model',
  modelSchema,
  ({ displayName, labels, createTime }) => ({ ...bare, name: displayName, tags: labels, createdAt: createTime }),
);

const jobStates: Record<string, LifecycleState> = {
  JOB_STATE_QUEUED: 'provisioning',
  JOB_STATE_PENDING: 'provisioning',
  JOB_STATE_RUNNING: 'active',
  JOB_STATE_UPDATING: 'active',
  JOB_STATE_SUCCEEDED: 'completed',
  JOB_STATE_PARTIALLY_SUCCEEDED: 'completed',
  JOB_STATE_CANCELLING: 'stopped',
  JOB_STATE_CANCELLED: 'stopped',
  JOB_STATE_PAUSED: 'stopped',
  JOB_STATE_FAILED: 'failed',
  JOB_STATE_EXPIRED: 'failed',
};

const jobSchema = courseSchema.extend({
  displayName: z.string().optional(),
  jobSpec: z
    .object({
      workerPoolSpecs: z
        .array(z.object({ machineSpec: machineSchema, replicaCount: countSchema, nfsMounts: nfsMountsSchema }))
        .default([]),
      scheduling: schedulingSchema,
    })
    .optional(),
  labels: labelsSchema,
});

export const customJobs = assetKind(
  'aiplatform.googleapis.com/CustomJob',
  'training-job',
  jobSchema,
  ({ displayName, jobSpec, labels, ...course }) => {
    const pools = jobSpec?.workerPoolSpecs ?? [];
    const types = pools.flatMap(({ machineSpec }) => machineSpec?.machineType ?? []);
    const accelerators = addAccelerators(
      pools.map(({ machineSpec, replicaCount }) => multiplyAccelerators(eachOf(machineSpec), replicaCount ?? null)),
    );
    return {
      name: displayName,
      status: toLifecycle(jobStates, course.state),
      nativeStatus: course.state ?? null,
      size: types.length === 0 ? null : [...new Set(types)].join(', '),
      accelerators,
      workload: toCustomJobWork({
        course,
        timeout: jobSpec?.scheduling?.timeout,
        accelerators: jobSpec === undefined ? null : accelerators,
        nfsMounts: pools.flatMap(({ nfsMounts }) => nfsMounts ?? []),
      }),
      tags: labels,
      createdAt: course.createTime,
    };
  },
);

function eachOf(machine: z.infer<typeof machineSchema>): Accelerator[] | null {
  return toMachineAccelerators(machine?.machineType, [
    { type: machine?.acceleratorType, count: machine?.acceleratorCount },
  ]);
}
