import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import { createTestConnection, testScope, toTestItem, writeTestScope } from './test-inventory';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const scope = { ...testScope, kind: 'training-job' as const };
const jobs = (count: number, createdAt: Date) =>
  Array.from({ length: count }, (_, index) =>
    toTestItem(`job-${createdAt.getTime()}-${index}`, { kind: scope.kind, status: 'completed', createdAt }),
  );
const first = new Date('2026-11-01T00:00:00Z');
const next = new Date('2026-11-02T00:00:00Z');

it('lets ended jobs age out of the listing without holding them back, and holds those that cannot have', async () => {
  const connection = await createTestConnection(database);
  const old = jobs(20, new Date('2026-10-01T00:00:00Z'));
  const young = jobs(20, new Date('2026-10-20T00:00:00Z'));
  await writeTestScope(database.pool, connection, [...old, ...young], { scope, readAt: first });
  const aged = await writeTestScope(database.pool, connection, young, { scope, readAt: next });
  expect(aged.counts).toMatchObject({ gone: 20, held: 0 });
  const vanished = await writeTestScope(database.pool, connection, [], { scope, readAt: next });
  expect(vanished.counts).toMatchObject({ gone: 0, held: 20 });
});
