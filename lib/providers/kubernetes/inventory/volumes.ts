import { z } from 'zod';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { ObjectListing } from '../objects/listing';
import { metadataSchema, quantitiesSchema } from '../objects/object-schema';
import { toRaw } from '../objects/to-raw';
import { toCommonFacts } from './place';

const volumeSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({ capacity: quantitiesSchema.nullish(), storageClassName: z.string().nullish() }),
  status: z.object({ phase: z.string().optional() }).nullish(),
});
type Volume = z.output<typeof volumeSchema>;

const name = { group: 'core', resource: 'persistentvolumes', type: 'PersistentVolume' };
/** A released volume has lost its claim and waits for somebody to reclaim it. */
const states: Record<string, LifecycleState> = {
  Pending: 'provisioning',
  Available: 'active',
  Bound: 'active',
  Released: 'stopped',
  Failed: 'failed',
};

export function volumeListing(clusterName: string): ObjectListing<InventoryItem> {
  return {
    group: 'core',
    resource: 'persistentvolumes',
    path: '/api/v1/persistentvolumes',
    keep: (object) => toVolumeItem(clusterName, volumeSchema.parse(object), toRaw(object)),
  };
}

export function toVolumeItem(clusterName: string, { metadata, spec, status }: Volume, raw: string): InventoryItem {
  const phase = status?.phase;
  const known = phase !== undefined && Object.hasOwn(states, phase) ? states[phase] : undefined;
  const size = [spec.storageClassName, spec.capacity?.storage].filter((part) => part).join(' ');
  return {
    ...toCommonFacts(clusterName, 'volume', name, metadata),
    status: metadata.deletionTimestamp ? 'deleting' : (known ?? 'unknown'),
    nativeStatus: phase ?? null,
    size: size === '' ? null : size,
    accelerators: [],
    raw,
  };
}
