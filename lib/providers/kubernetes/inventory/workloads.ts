import { z } from 'zod';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { ObjectListing } from '../objects/listing';
import { conditionOf, conditionSchema, metadataSchema } from '../objects/object-schema';
import { toRaw } from '../objects/to-raw';
import { toCommonFacts } from './place';
import { queueGroup } from './queues';

const workloadSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({ active: z.boolean().nullish(), queueName: z.string().nullish() }).nullish(),
  status: z.object({ conditions: z.array(conditionSchema).nullish() }).nullish(),
});
type Workload = z.output<typeof workloadSchema>;

const name = { group: queueGroup, resource: 'workloads', type: 'Workload' };

/** What Kueue lets wait and run: one a job, whatever kind of job it is. */
export function workloadListing(clusterName: string, version: string): ObjectListing<InventoryItem> {
  return {
    group: queueGroup,
    resource: name.resource,
    path: `/apis/${queueGroup}/${version}/${name.resource}`,
    keep: (object) => toWorkloadItem(clusterName, workloadSchema.parse(object), toRaw(object)),
  };
}

/** Its devices are held by its pods, so they are told there. */
function toWorkloadItem(clusterName: string, workload: Workload, raw: string): InventoryItem {
  const { metadata, spec } = workload;
  const word = toWorkloadWord(workload);
  return {
    ...toCommonFacts(clusterName, 'batch-job', name, metadata),
    status: metadata.deletionTimestamp ? 'deleting' : toWorkloadState(workload, word),
    nativeStatus: word,
    size: spec?.queueName ?? null,
    accelerators: [],
    raw,
  };
}

type WorkloadWord = 'Finished' | 'Admitted' | 'QuotaReserved' | 'Pending';

/** How far Kueue has let it come. */
function toWorkloadWord({ status }: Workload): WorkloadWord {
  const reached = (['Finished', 'Admitted', 'QuotaReserved'] as const).find(
    (type) => conditionOf(status?.conditions, type)?.status === 'True',
  );
  return reached ?? 'Pending';
}

function toWorkloadState({ spec, status }: Workload, word: WorkloadWord): LifecycleState {
  if (word === 'Finished') return toEnd(conditionOf(status?.conditions, 'Finished')?.reason ?? '');
  if (spec?.active === false) return 'stopped';
  return word === 'Admitted' ? 'active' : 'provisioning';
}

/** Kueue before 0.7 said `JobFinished` however it ended. */
const successes: ReadonlySet<string> = new Set(['Succeeded', 'JobFinished']);
const failures: ReadonlySet<string> = new Set(['AdmissionChecksRejected', 'OutOfSync']);

/** Integrations of other jobs may name their own reason, but a failure's name ends as Kueue's does. */
function toEnd(reason: string): LifecycleState {
  if (successes.has(reason)) return 'completed';
  return failures.has(reason) || reason.endsWith('Failed') ? 'failed' : 'unknown';
}
