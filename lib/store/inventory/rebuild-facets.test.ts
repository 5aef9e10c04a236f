import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import type { Accelerator, InventoryItem } from '@/lib/domain/resource';
import { readOverview } from '@/lib/views/overview/read-overview';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import type { ReadingConnection } from './inventory-scope';
import { createTestConnection, toTestItem, writeTestScope } from './test-inventory';

let database: TestDatabase;
let cloud: ReadingConnection;
let cluster: ReadingConnection;

const eight: Accelerator[] = [{ model: 'NVIDIA H100', count: 8, memoryBytes: null }];
const instances = { account: '111122223333', region: 'eu-central-1', kind: 'compute-instance' } as const;
const nodes = { account: 'eks', region: 'global', kind: 'cluster-node' } as const;
const instance = (id: string): InventoryItem =>
  toTestItem(`arn:aws:ec2:eu-central-1:111122223333:instance/${id}`, { ...instances, accelerators: eight });
const node = (name: string, machine: string | null): InventoryItem =>
  toTestItem(`eks/nodes/${name}`, { ...nodes, accelerators: eight, machine });

beforeAll(async () => {
  database = await createTestDatabase();
  cloud = await createTestConnection(database);
  cluster = await createTestConnection(database);
  await database.prisma.connection.update({ where: { id: cluster.id }, data: { provider: 'kubernetes' } });
  cluster = { ...cluster, provider: 'kubernetes' };
});
afterAll(() => database.close());

async function countDevices(): Promise<number> {
  const { totals } = await readOverview({ actor: cliActor('test'), database, now: new Date() });
  return totals.accelerators.value;
}

test('a device counts once, whichever of the cloud and the cluster on it is read first, and while either knows it', async () => {
  const clusterNodes = [node('a', 'aws/i-0a'), node('b', 'aws/i-0b'), node('own', null)];
  await writeTestScope(database.pool, cluster, clusterNodes, { scope: nodes });
  expect(await countDevices()).toBe(24);

  await writeTestScope(database.pool, cloud, [instance('i-0a'), instance('i-0c')], { scope: instances });
  expect(await countDevices()).toBe(32);

  const again = { scope: nodes, readAt: new Date(Date.now() + 1000) };
  await writeTestScope(database.pool, cluster, [...clusterNodes, node('c', 'aws/i-0c')], again);
  expect(await countDevices()).toBe(32);

  const later = { scope: instances, readAt: new Date(Date.now() + 2000) };
  await writeTestScope(database.pool, cloud, [instance('i-0c'), instance('i-0d')], later);
  expect(await countDevices()).toBe(40);

  const atLast = { scope: instances, readAt: new Date(Date.now() + 3000) };
  const failed: InventoryItem = { ...instance('i-0c'), status: 'failed' };
  await writeTestScope(database.pool, cloud, [failed, instance('i-0d')], atLast);
  expect(await countDevices()).toBe(40);
});
