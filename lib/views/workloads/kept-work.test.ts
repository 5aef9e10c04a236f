import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { listKeptWork } from '@/lib/store/workloads/kept-work';
import { createTestCluster, toTestJob, toTestKueue, toTestPod, writeTestWork } from './test-work';

let database: TestDatabase;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));
const none = { requested: [], holdings: [] };

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function namesKept({ id }: ReadingConnection): Promise<string[]> {
  const kept = await listKeptWork(database.pool, id);
  const rows = await database.prisma.resource.findMany({ where: { id: { in: kept.map(([one]) => one) } } });
  return rows.map(({ name }) => name).sort();
}

it('keeps pods without devices only beside some with them, while they last', async () => {
  const cluster = await createTestCluster(database, 'kubernetes', 'cluster');
  const launcher = toTestPod('launcher', { workload: none });
  const pods = [
    launcher,
    toTestPod('gpu'),
    toTestPod('launched', { workload: { ...none, state: 'completed' } }),
    toTestPod('trained', { workload: { holdings: [], state: 'completed' } }),
    toTestPod('elsewhere', { workload: { ...none, namespace: 'web' } }),
  ];
  await writeTestWork(database, cluster, 'pod', pods, at(0));
  await writeTestWork(database, cluster, 'batch-job', [toTestKueue('beside', { workload: none })], at(0));
  expect(await namesKept(cluster)).toEqual(['beside', 'gpu', 'launcher', 'trained']);
  await writeTestWork(
    database,
    cluster,
    'pod',
    pods.filter((pod) => pod !== launcher),
    at(1),
  );
  expect(await namesKept(cluster)).toEqual(['beside', 'gpu', 'trained']);
});

it('keeps jobs of Slurm that ask for devices, hold some, or of which that is not told', async () => {
  const cluster = await createTestCluster(database, 'slurm', 'batch');
  const holdings = [{ node: 's1', count: 1, indexes: null }];
  const jobs = [
    toTestJob('asks'),
    toTestJob('none', { workload: none }),
    toTestJob('holds', { workload: { requested: [], holdings } }),
    toTestJob('untold', { workload: { requested: null } }),
  ];
  await writeTestWork(database, cluster, 'batch-job', jobs, at(0));
  expect(await namesKept(cluster)).toEqual(['asks', 'holds', 'untold']);
});
