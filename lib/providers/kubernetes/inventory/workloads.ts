import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { ObjectListing } from '../objects/listing';
import { toRaw } from '../objects/to-raw';
import { type KueueWorkload, kueueWorkloadSchema } from './kueue-schema';
import { reachedBy, toEnd, toKueueWork } from './kueue-work';
import { toCommonFacts } from './place';
import { queueGroup } from './queues';

const name = { group: queueGroup, resource: 'workloads', type: 'Workload' };

/** What Kueue lets wait and run: one a job, whatever kind of job it is. */
export function workloadListing(clusterName: string, version: string): ObjectListing<InventoryItem> {
  return {
    group: queueGroup,
    resource: name.resource,
    path: `/apis/${queueGroup}/${version}/${name.resource}`,
    keep: (object) => toWorkloadItem(clusterName, kueueWorkloadSchema.parse(object), toRaw(object)),
  };
}

/** Its devices are held by its pods, so they are told there. */
function toWorkloadItem(clusterName: string, workload: KueueWorkload, raw: string): InventoryItem {
  const { metadata, spec } = workload;
  const word = reachedBy(workload) ?? 'Pending';
  return {
    ...toCommonFacts(clusterName, 'batch-job', name, metadata),
    status: metadata.deletionTimestamp ? 'deleting' : toWorkloadState(workload, word),
    nativeStatus: word,
    size: spec?.queueName ?? null,
    accelerators: [],
    workload: toKueueWork(workload),
    raw,
  };
}

function toWorkloadState(workload: KueueWorkload, word: string): LifecycleState {
  if (word === 'Finished') return toEnd(workload);
  if (workload.spec?.active === false) return 'stopped';
  return word === 'Admitted' ? 'active' : 'provisioning';
}
