import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, migrationsDirectory } from './migrate';
import { createDatabaseUrl, createTestDatabase, type TestDatabase } from './test-database';

describe('migrate', () => {
  let url: string;
  beforeAll(async () => {
    url = await createDatabaseUrl({ migrated: false });
  });

  it('applies each migration exactly once when two processes start together', async () => {
    const [first, second] = await Promise.all([migrate(url), migrate(url)]);
    const all = (await readdir(migrationsDirectory)).sort();
    expect([...first, ...second].sort()).toEqual(all);
    expect(Math.min(first.length, second.length)).toBe(0);
  });

  it('finds nothing to do on a migrated database', async () => {
    expect(await migrate(url)).toEqual([]);
  });
});

describe('a migration that PostgreSQL refuses', () => {
  it('is told in its own words, leaves nothing behind and can be mended', async () => {
    const url = await createDatabaseUrl({ migrated: false });
    const directory = await mkdtemp(join(tmpdir(), 'millwright-migrations-'));
    const file = join(directory, '20260101000000_first', 'migration.sql');
    await mkdir(dirname(file));
    await writeFile(file, 'create table half (a int); create table half (a int);');
    await expect(migrate(url, directory)).rejects.toThrow(/undone: relation "half" already exists/);
    await writeFile(
      file,
      'create table whole (a int); create function f() returns int language sql as $$ select 1; $$;',
    );
    expect(await migrate(url, directory)).toEqual(['20260101000000_first']);
    expect(await migrate(url, directory)).toEqual([]);
    await rm(directory, { recursive: true });
  });
});

describe('createTestDatabase', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  it('gives Prisma and the pool the same migrated database', async () => {
    const person = await database.prisma.person.create({ data: { email: 'a@millwright.example' } });
    const { rows } = await database.pool.query('select email from person where id = $1', [person.id]);
    expect(rows).toEqual([{ email: 'a@millwright.example' }]);
  });
});
