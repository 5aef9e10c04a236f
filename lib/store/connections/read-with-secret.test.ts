import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseMasterKey } from '@/lib/config/master-keys';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { writeSecret } from '@/lib/store/secrets/connection-secret';
import { readConnectionWithSecret } from './read-with-secret';

const current = parseMasterKey(randomBytes(32).toString('base64'));
if (current === null) throw new Error('a fresh key must parse');
const keys = { current, previous: [] };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('a connection is never read with the secret of its next or previous settings', async () => {
  const tagRules = { owner: [], team: [], site: [] };
  const { id } = await database.prisma.connection.create({
    data: { provider: 'aws', name: 'moving', settings: {}, tagRules, intervalMs: 600_000 },
  });
  const moveTo = (place: string) =>
    database.prisma.$transaction(async (tx) => {
      await tx.connection.update({ where: { id }, data: { settings: { place } } });
      await writeSecret(tx, keys, id, { place }, new Date());
    });
  await moveTo('0');
  let isMoving = true;
  const moving = (async () => {
    for (let move = 1; isMoving; move += 1) await moveTo(String(move));
  })();
  const places: string[] = [];
  try {
    for (let read = 0; read < 150; read += 1) {
      const found = await readConnectionWithSecret(database.prisma, id);
      expect(found?.openSecret(keys)).toEqual(found?.connection.settings);
      places.push(String(found?.connection.settings.place));
    }
  } finally {
    isMoving = false;
    await moving;
  }
  expect(new Set(places).size).toBeGreaterThan(1);
});
