import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultTagRules } from '@/lib/domain/resource';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { ensureSchedules } from './ensure-schedules';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('a connection older than a capability is read for it from now on, at its own interval', async () => {
  const later = new Date('2026-11-22T13:00:00Z');
  const now = new Date('2026-11-22T12:00:00Z');
  const { id } = await database.prisma.connection.create({
    data: {
      provider: 'prometheus',
      name: 'older',
      settings: {},
      tagRules: { ...defaultTagRules },
      intervalMs: 900_000,
      schedules: { create: { capability: 'inventory', nextDueAt: later } },
    },
  });
  expect(await ensureSchedules(database, now)).toBe(1);
  expect(await ensureSchedules(database, later)).toBe(0);
  const schedules = await database.prisma.collectionSchedule.findMany({
    where: { connectionId: id },
    orderBy: { capability: 'asc' },
  });
  expect(schedules).toMatchObject([
    { capability: 'inventory', nextDueAt: later, intervalMs: null },
    { capability: 'metrics', nextDueAt: now, intervalMs: 60_000 },
  ]);
});
