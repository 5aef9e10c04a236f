import { afterAll, beforeAll, expect, it } from 'vitest';
import type { InventoryItem, ResourceKind } from '@/lib/domain/resource';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { createTestConnection, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { GpuResources } from './gpu-resources';

let database: TestDatabase;
let connection: ReadingConnection;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));
const toNode = (name: string, rest: Partial<InventoryItem> = {}) =>
  toTestItem(`oslo/nodes/${name}`, {
    kind: 'cluster-node',
    account: 'oslo',
    region: 'global',
    name,
    accelerators: [{ model: 'NVIDIA H100', count: 8, memoryBytes: null }],
    ...rest,
  });

beforeAll(async () => {
  database = await createTestDatabase();
  connection = await createTestConnection(database, 'cluster');
});
afterAll(() => database.close());

async function write(kind: ResourceKind, items: InventoryItem[], minute: number): Promise<void> {
  const scope = { account: 'oslo', region: 'global', kind };
  await writeTestScope(database.pool, connection, items, { scope, readAt: at(minute) });
}

it('keeps what it has while reads find nothing else, but for their times', async () => {
  const resources = new GpuResources();
  const nodes = [toNode('n1'), toNode('n2')];
  await write('cluster-node', nodes, 0);
  const first = await resources.read(database.pool);
  expect(first.flatMap(({ resources: own }) => own.map(({ name }) => name)).sort()).toEqual(['n1', 'n2']);

  await write('cluster-node', nodes, 5);
  await write('network', [toTestItem('net', { kind: 'network', account: 'oslo', region: 'global' })], 5);
  expect(await resources.read(database.pool)).toBe(first);
  expect(first.map(({ lastReadAt }) => lastReadAt)).toEqual([at(5)]);
  expect(first[0]?.resources.map(({ lastSeenAt }) => lastSeenAt)).toEqual([at(5), at(5)]);

  await write('cluster-node', [toNode('n1', { tags: { rack: 'r1' } }), toNode('n2')], 10);
  const third = await resources.read(database.pool);
  expect(third).not.toBe(first);
  expect(third[0]?.resources.find(({ name }) => name === 'n1')?.tags).toEqual({ rack: 'r1' });

  await write('cluster-node', [toNode('n2')], 15);
  const [scope] = await resources.read(database.pool);
  expect(scope?.resources.map(({ name }) => name)).toEqual(['n2']);
});

it('lists scopes that come', async () => {
  const resources = new GpuResources();
  const before = await resources.read(database.pool);
  await write('pod', [], 20);
  const after = await resources.read(database.pool);
  expect(after.map(({ kind }) => kind).sort()).toEqual([...before.map(({ kind }) => kind), 'pod'].sort());
});
