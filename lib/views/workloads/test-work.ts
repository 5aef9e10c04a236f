import type { InventoryItem } from '@/lib/domain/resource';
import type { Workload } from '@/lib/domain/workload';
import type { Database } from '@/lib/store/database/database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { createTestConnection, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';

const untold: Omit<Workload, 'state'> = {
  reason: null,
  queue: null,
  namespace: null,
  submitter: null,
  account: null,
  priority: null,
  requested: [{ model: 'NVIDIA H100', count: 8 }],
  holdings: [],
  submittedAt: null,
  eligibleAt: null,
  startedAt: null,
  endedAt: null,
  timeLimitMs: null,
  expectedStartAt: null,
  controller: null,
  storage: [],
};

type Rest = Partial<Omit<InventoryItem, 'workload'>> & { workload?: Partial<Workload> };

/** A connection to a cluster of Kubernetes or Slurm, read every five minutes. */
export async function createTestCluster(
  database: Database,
  provider: 'kubernetes' | 'slurm',
  name: string,
): Promise<ReadingConnection> {
  const connection = await createTestConnection(database, name);
  await database.prisma.connection.update({ where: { id: connection.id }, data: { provider } });
  await database.prisma.collectionSchedule.create({
    data: { connectionId: connection.id, capability: 'inventory', nextDueAt: new Date(0) },
  });
  return { ...connection, provider };
}

const toItem = (nativeId: string, { workload, ...rest }: Rest): InventoryItem =>
  toTestItem(nativeId, {
    account: 'oslo',
    region: 'global',
    ...rest,
    workload: { ...untold, state: 'waiting', ...workload },
  });

/** A pod of the namespace `ml` that runs on `n1`. */
export function toTestPod(name: string, { workload, ...rest }: Rest = {}): InventoryItem {
  const running = { state: 'running', namespace: 'ml', holdings: [{ node: 'n1', count: 8, indexes: null }] } as const;
  const item = { kind: 'pod', nativeType: 'Pod', nativeStatus: 'Running', name, ...rest } as const;
  return toItem(`oslo/pods/ml/${name}`, { ...item, workload: { ...running, ...workload } });
}

/** A workload of Kueue's that waits in the queue `gpus` of the namespace `ml`. */
export function toTestKueue(name: string, { workload, ...rest }: Rest = {}): InventoryItem {
  const waiting = { queue: 'gpus', namespace: 'ml', submittedAt: new Date(0) };
  const item = {
    kind: 'batch-job',
    nativeType: 'Workload.kueue.x-k8s.io',
    nativeStatus: 'Pending',
    name,
    ...rest,
  } as const;
  return toItem(`oslo/workloads.kueue.x-k8s.io/ml/${name}`, { ...item, workload: { ...waiting, ...workload } });
}

/** A job of Slurm that waits in the partition `h100`. */
export function toTestJob(id: string, { workload, ...rest }: Rest = {}): InventoryItem {
  const waiting = { queue: 'h100', priority: 10, submitter: 'ann', submittedAt: new Date(0) };
  const item = { kind: 'batch-job', nativeType: 'job', nativeStatus: 'PENDING', name: id, ...rest } as const;
  return toItem(`oslo/job/${id}`, { ...item, workload: { ...waiting, ...workload } });
}

/** Writes one whole read of a cluster's items of a kind. */
export async function writeTestWork(
  { pool }: Database,
  connection: ReadingConnection,
  kind: InventoryItem['kind'],
  items: InventoryItem[],
  readAt: Date,
): Promise<void> {
  const scope = { account: 'oslo', region: 'global', kind };
  await writeTestScope(pool, connection, items, { scope, readAt });
}
