import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultTagRules } from '@/lib/domain/resource';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { readSources } from './read-sources';

const now = new Date('2026-11-22T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function sourcesOf(runs: { minutesAgo: number; outcome: string }[]) {
  await database.prisma.connection.deleteMany();
  await database.prisma.connection.create({
    data: {
      provider: 'aws',
      name: 'factory',
      settings: {},
      tagRules: { ...defaultTagRules },
      intervalMs: 900_000,
      schedules: {
        create: [
          { capability: 'inventory', nextDueAt: ago(-5) },
          { capability: 'metrics', nextDueAt: ago(-1), intervalMs: 60_000 },
        ],
      },
      runs: {
        create: runs.map(({ minutesAgo, outcome }) => ({
          capability: 'metrics',
          fencingToken: 1,
          startedAt: ago(minutesAgo),
          finishedAt: ago(minutesAgo),
          outcome,
        })),
      },
    },
  });
  return readSources(database.pool, await readCollectionState(database.pool, now), now);
}

test('metrics are as old as their own last run that read something, by their own interval', async () => {
  expect(
    await sourcesOf([
      { minutesAgo: 9, outcome: 'complete' },
      { minutesAgo: 5, outcome: 'partial' },
      { minutesAgo: 1, outcome: 'failed' },
    ]),
  ).toMatchObject([
    { capability: 'inventory', freshness: 'never', lastReadAt: null, intervalMs: 900_000 },
    {
      capability: 'metrics',
      freshness: 'stale',
      lastReadAt: ago(5).toISOString(),
      lastCompleteAt: ago(9).toISOString(),
      intervalMs: 60_000,
    },
  ]);
});

test('metrics of which every read failed were never read', async () => {
  const [, metrics] = await sourcesOf([{ minutesAgo: 1, outcome: 'failed' }]);
  expect(metrics).toMatchObject({ freshness: 'never', lastReadAt: null, lastCompleteAt: null });
});
