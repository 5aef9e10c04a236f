import { z } from 'zod';
import type { LifecycleState } from '@/lib/domain/resource';
import { assetKind, bare, countSchema, labelsSchema, timeSchema } from '../asset-kind';
import { toLifecycle } from '../to-lifecycle';
import { lastPart } from '../to-place';

const diskStates: Record<string, LifecycleState> = {
  CREATING: 'provisioning',
  RESTORING: 'provisioning',
  READY: 'active',
  UNAVAILABLE: 'degraded',
  FAILED: 'failed',
  DELETING: 'deleting',
};

const diskSchema = z.object({
  name: z.string().optional(),
  type: z.string().optional(),
  sizeGb: countSchema,
  status: z.string().optional(),
  labels: labelsSchema,
  creationTimestamp: timeSchema,
});

const toVolume = ({ name, type, sizeGb, status, labels, creationTimestamp }: z.infer<typeof diskSchema>) => ({
  ...bare,
  name,
  status: toLifecycle(diskStates, status),
  nativeStatus: status ?? null,
  size: toSize(type === undefined ? undefined : lastPart(type), sizeGb),
  tags: labels,
  createdAt: creationTimestamp,
});

export const disks = assetKind('compute.googleapis.com/Disk', 'volume', diskSchema, toVolume);
export const regionDisks = assetKind('compute.googleapis.com/RegionDisk', 'volume', diskSchema, toVolume);

const filestoreStates: Record<string, LifecycleState> = {
  CREATING: 'provisioning',
  RESTORING: 'provisioning',
  RESUMING: 'provisioning',
  READY: 'active',
  REVERTING: 'active',
  PROMOTING: 'active',
  REPAIRING: 'degraded',
  SUSPENDING: 'stopped',
  SUSPENDED: 'stopped',
  ERROR: 'failed',
  DELETING: 'deleting',
};

const filestoreSchema = z.object({
  tier: z.string().optional(),
  state: z.string().optional(),
  fileShares: z.array(z.object({ capacityGb: countSchema })).default([]),
  labels: labelsSchema,
  createTime: timeSchema,
});

export const filestoreInstances = assetKind(
  'file.googleapis.com/Instance',
  'file-system',
  filestoreSchema,
  ({ tier, state, fileShares, labels, createTime }) => ({
    ...bare,
    status: toLifecycle(filestoreStates, state),
    nativeStatus: state ?? null,
    size: toSize(tier, fileShares[0]?.capacityGb),
    tags: labels,
    createdAt: createTime,
  }),
);

const bucketSchema = z.object({ storageClass: z.string().optional(), labels: labelsSchema, timeCreated: timeSchema });

/** A bucket that is listed is there: it has no status of its own. */
export const buckets = assetKind(
  'storage.googleapis.com/Bucket',
  'bucket',
  bucketSchema,
  ({ storageClass, labels, timeCreated }) => ({
    ...bare,
    size: storageClass ?? null,
    tags: labels,
    createdAt: timeCreated,
  }),
);

/** `pd-ssd 500 GB`, as much of it as is known. */
function toSize(type: string | undefined, gigabytes: number | undefined): string | null {
  const parts = [type, gigabytes === undefined ? undefined : `${gigabytes} GB`].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(' ');
}
