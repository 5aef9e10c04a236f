import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { runCommand } from './run-command';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const target = { kind: 'site', id: null, label: 'two sites' };
const description = { action: 'site.change', permission: 'sites:write', target } as const;

test('what a deadlock undid is run anew, and is recorded once', async () => {
  const now = new Date();
  for (const name of ['one', 'other'])
    await database.prisma.site.create({ data: { name, title: name, aliases: [], updatedAt: now } });
  const rival = await database.pool.connect();
  // The rival waits longer, so that the command is the one to be undone.
  await rival.query("SET deadlock_timeout = '20s'");
  await rival.query('BEGIN');
  await rival.query(`UPDATE site SET title = 'rival' WHERE name = 'other'`);
  let attempts = 0;
  let rivalry: Promise<unknown> = Promise.resolve();
  const context = { actor: cliActor('test'), database, now, requestId: 'test' };
  await runCommand(context, description, async (tx) => {
    attempts += 1;
    await tx.site.update({ where: { name: 'one' }, data: { title: 'command' } });
    if (attempts === 1)
      rivalry = rival
        .query(`UPDATE site SET country = 'DE' WHERE name = 'one'`)
        .then(() => rival.query('COMMIT'))
        .finally(() => rival.release());
    await tx.site.update({ where: { name: 'other' }, data: { title: 'command' } });
    return { result: undefined };
  });
  await rivalry;
  expect(attempts).toBe(2);
  expect(await database.prisma.site.findMany({ select: { name: true, title: true, country: true } })).toEqual(
    expect.arrayContaining([
      { name: 'one', title: 'command', country: 'DE' },
      { name: 'other', title: 'command', country: null },
    ]),
  );
  expect(await database.prisma.auditEntry.count({ where: { action: 'site.change' } })).toBe(1);
});
