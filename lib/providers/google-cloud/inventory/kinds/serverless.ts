import { z } from 'zod';
import type { LifecycleState } from '@/lib/domain/resource';
import { assetKind, bare, labelsSchema, timeSchema } from '../asset-kind';
import { toLifecycle } from '../to-lifecycle';

const conditionStates: Record<string, LifecycleState> = {
  True: 'active',
  Unknown: 'provisioning',
  False: 'failed',
  CONDITION_SUCCEEDED: 'active',
  CONDITION_RECONCILING: 'provisioning',
  CONDITION_PENDING: 'provisioning',
  CONDITION_FAILED: 'failed',
};

const conditionSchema = z.object({
  type: z.string().optional(),
  status: z.string().optional(),
  state: z.string().optional(),
});
const limitsSchema = z.object({
  resources: z.object({ limits: z.record(z.string(), z.string()).default({}) }).optional(),
});

/** Either form of the API: version 1 writes a Knative object, version 2 a resource of Google's own. */
const serviceSchema = z.object({
  metadata: z.object({ name: z.string().optional(), labels: labelsSchema, creationTimestamp: timeSchema }).optional(),
  status: z.object({ conditions: z.array(conditionSchema).default([]) }).optional(),
  spec: z
    .object({
      template: z.object({ spec: z.object({ containers: z.array(limitsSchema).default([]) }).optional() }).optional(),
    })
    .optional(),
  terminalCondition: conditionSchema.optional(),
  template: z.object({ containers: z.array(limitsSchema).default([]) }).optional(),
  labels: labelsSchema,
  createTime: timeSchema,
});

/** How many instances run is not told, so of a service with GPUs their number is not known. */
export const runServices = assetKind('run.googleapis.com/Service', 'container-service', serviceSchema, (service) => {
  const { metadata, terminalCondition, status } = service;
  const ready = status?.conditions.find(({ type }) => type === 'Ready')?.status;
  const word = terminalCondition?.state ?? ready;
  const containers = service.template?.containers ?? service.spec?.template?.spec?.containers ?? [];
  const hasGpu = containers.some(({ resources }) => resources?.limits['nvidia.com/gpu'] !== undefined);
  return {
    name: metadata?.name,
    status: toLifecycle(conditionStates, word),
    nativeStatus: word ?? null,
    size: null,
    accelerators: hasGpu ? null : [],
    tags: metadata?.labels ?? service.labels,
    createdAt: metadata?.creationTimestamp ?? service.createTime,
  };
});

const functionStates: Record<string, LifecycleState> = {
  ACTIVE: 'active',
  DEPLOYING: 'provisioning',
  DEPLOY_IN_PROGRESS: 'provisioning',
  OFFLINE: 'failed',
  FAILED: 'failed',
  DELETING: 'deleting',
  DELETE_IN_PROGRESS: 'deleting',
};

const functionSchema = z.object({
  state: z.string().optional(),
  buildConfig: z.object({ runtime: z.string().optional() }).optional(),
  labels: labelsSchema,
  createTime: timeSchema,
});

/** This type covers functions of both generations; the older type would list the first once more. */
export const cloudFunctions = assetKind(
  'cloudfunctions.googleapis.com/Function',
  'function',
  functionSchema,
  ({ state, buildConfig, labels, createTime }) => ({
    ...bare,
    status: toLifecycle(functionStates, state),
    nativeStatus: state ?? null,
    size: buildConfig?.runtime ?? null,
    tags: labels,
    createdAt: createTime,
  }),
);

const databaseStates: Record<string, LifecycleState> = {
  RUNNABLE: 'active',
  ONLINE_MAINTENANCE: 'active',
  MAINTENANCE: 'degraded',
  PENDING_CREATE: 'provisioning',
  PENDING_DELETE: 'deleting',
  SUSPENDED: 'stopped',
  FAILED: 'failed',
};

const databaseSchema = z.object({
  name: z.string().optional(),
  state: z.string().optional(),
  settings: z
    .object({ tier: z.string().optional(), activationPolicy: z.string().optional(), userLabels: labelsSchema })
    .optional(),
  createTime: timeSchema,
});

/** Cloud SQL calls an instance runnable that its owner has stopped; what it may do tells the two apart. */
export const databases = assetKind(
  'sqladmin.googleapis.com/Instance',
  'database',
  databaseSchema,
  ({ name, state, settings, createTime }) => {
    const isStopped = state === 'RUNNABLE' && settings?.activationPolicy === 'NEVER';
    return {
      ...bare,
      name,
      status: isStopped ? 'stopped' : toLifecycle(databaseStates, state),
      nativeStatus: state ?? null,
      size: settings?.tier ?? null,
      tags: settings?.userLabels ?? {},
      createdAt: createTime,
    };
  },
);
