import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Actor, cliActor } from '@/lib/access/actor';
import { costExportQuerySchema } from '@/lib/api/contracts/cost-export';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { takeExport } from './take-export';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const query = costExportQuerySchema.parse({ from: '2026-10-01', to: '2026-10-31', team: ['vision'] });
const contextOf = (actor: Actor) => ({ actor, database, now: new Date('2026-11-02T00:00:00Z'), requestId: 'test' });
function toFile() {
  return { rows: 3, discard: vi.fn(async () => undefined) };
}

test('an export is put on record before anybody gets it', async () => {
  const file = toFile();
  expect(await takeExport(contextOf(cliActor('export')), query, async () => file)).toBe(file);
  const entries = await database.prisma.auditEntry.findMany({ where: { action: 'cost.export' } });
  expect(entries.map(({ outcome }) => outcome)).toEqual(['done']);
  expect(entries[0]?.detail).toMatchObject({ rows: 3, format: 'focus-csv', filters: { team: ['vision'] } });
  expect(file.discard).not.toHaveBeenCalled();
});

test('nothing stays of one that cannot be put on record', async () => {
  const nobody: Actor = { kind: 'person', id: null, personId: null, label: 'nobody', grants: [] };
  const file = toFile();
  await expect(takeExport(contextOf(nobody), query, async () => file)).rejects.toMatchObject({ kind: 'denied' });
  expect(file.discard).toHaveBeenCalledOnce();
});

test('somebody takes so many in ten minutes and no more', async () => {
  const greedy = contextOf(cliActor('greedy'));
  for (let taken = 0; taken < 30; taken += 1) await takeExport(greedy, query, async () => toFile());
  const write = async () => {
    throw new Error('Nothing is written.');
  };
  await expect(takeExport(greedy, query, write)).rejects.toMatchObject({ kind: 'too-many' });
});
