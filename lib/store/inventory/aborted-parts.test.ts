import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noPlacement } from '@/lib/domain/site/placement';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import { readHeldScopes } from './held-scopes';
import type { ReadingConnection } from './inventory-scope';
import { readResource } from './read-resource';
import { createTestConnection, testGap, testScope, toTestItem, writeTestScope } from './test-inventory';
import { writePart, writeScope } from './write-scope';
import { WrittenParts } from './written-parts';

let database: TestDatabase;
let connection: ReadingConnection;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  connection = await createTestConnection(database);
});

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));
const items = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => toTestItem(`${name}-${index}`));
const read = (found: ReturnType<typeof items>, readAt: Date, gaps = [] as (typeof testGap)[]) =>
  writeTestScope(database.pool, connection, found, { readAt, gaps });

/** Writes a part of a scope whose end its run never comes to. */
async function abortAfter(found: ReturnType<typeof items>, readAt: Date): Promise<void> {
  const part = { connection, placement: noPlacement, scope: testScope, items: found, readAt };
  await writePart(database.pool, part, new WrittenParts(), async () => undefined);
}

const rowOf = (nativeId: string) =>
  database.prisma.resource.findFirstOrThrow({ where: { connectionId: connection.id, nativeId } });

describe('what a run wrote before it was aborted', () => {
  it('is not last seen before it was first seen, when the next read misses it', async () => {
    await read(items('old', 3), at(0));
    await abortAfter(items('new', 2), at(5));
    await read(items('old', 3), at(10), [testGap]);
    expect(await rowOf('new-0')).toMatchObject({ firstSeenAt: at(5), lastSeenAt: at(5), goneAt: null });
    await abortAfter(items('newer', 1), at(15));
    await read(items('old', 3), at(20));
    expect(await rowOf('newer-0')).toMatchObject({ firstSeenAt: at(15), lastSeenAt: at(15), goneAt: at(20) });
  });

  it('is told as last seen when it was written, until its scope is read again', async () => {
    await read(items('old', 1), at(0));
    await abortAfter(items('new', 1), at(5));
    const seenAt = async (nativeId: string) =>
      (await readResource(database.pool, (await rowOf(nativeId)).id, { everything: true }))?.lastSeenAt;
    expect([await seenAt('old-0'), await seenAt('new-0')]).toEqual([at(0), at(5)]);
    await read([...items('old', 1), ...items('new', 1)], at(10));
    expect([await seenAt('old-0'), await seenAt('new-0')]).toEqual([at(10), at(10)]);
  });

  it('does not outweigh what vanished of the read before', async () => {
    await read(items('old', 20), at(0));
    await abortAfter(items('new', 100), at(5));
    expect((await read(items('new', 100), at(10))).counts).toMatchObject({ gone: 0, held: 20 });
    expect((await read(items('new', 100), at(15))).counts).toMatchObject({ gone: 20, held: 0 });
  });

  it('does not outweigh it when the next run names it in a part, gone before and back again', async () => {
    await read([...items('old', 20), ...items('brief', 20)], at(0));
    await read(items('old', 20), at(5));
    const parts = new WrittenParts();
    const where = { connection, placement: noPlacement, scope: testScope };
    const free = async () => undefined;
    await abortAfter(items('new', 100), at(10));
    const told = [...items('new', 100), ...items('brief', 20)];
    await writePart(database.pool, { ...where, items: told, readAt: at(15) }, parts, free);
    const result = { items: [], completeness: { complete: true as const }, readAt: at(16), source: 'test' };
    const ended = await writeScope(database.pool, { ...where, listed: true, result }, free, parts);
    expect(ended.counts).toMatchObject({ gone: 0, held: 20 });
  });

  it('goes by the second listing that misses it, of a scope never read to its end before', async () => {
    await abortAfter(items('new', 40), at(0));
    expect((await read(items('new', 38), at(5))).counts).toMatchObject({ seen: 38, gone: 0, held: 2 });
    expect(await rowOf('new-39')).toMatchObject({ lastSeenAt: at(0), goneAt: null });
    const held = await readHeldScopes(database.pool, { everything: true });
    expect(held.filter(({ connectionId }) => connectionId === connection.id)).toMatchObject([
      { heldAt: at(5), resources: 2 },
    ]);
    expect((await read(items('new', 38), at(10))).counts).toMatchObject({ gone: 2, held: 0 });
  });

  it('is held when the first listing to its end finds nothing', async () => {
    await abortAfter(items('new', 40), at(0));
    expect((await read([], at(5))).counts).toMatchObject({ gone: 0, held: 40 });
    expect((await read([], at(10))).counts).toMatchObject({ gone: 40, held: 0 });
  });
});
