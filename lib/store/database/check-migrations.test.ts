import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkMigrations } from './check-migrations';
import { createDatabaseUrl } from './test-database';

describe('checkMigrations', () => {
  let schema: string;
  beforeAll(async () => {
    schema = await readFile(fileURLToPath(new URL('../../../prisma/schema.prisma', import.meta.url)), 'utf8');
  });

  async function check(changed: string): Promise<string[]> {
    const [migrated, fromSchema] = await Promise.all([
      createDatabaseUrl({ migrated: false }),
      createDatabaseUrl({ migrated: false }),
    ]);
    return checkMigrations({ migrated, fromSchema }, changed);
  }

  it('finds no difference between schema.prisma and the migrations', async () => {
    expect(await check(schema)).toEqual([]);
  });

  it('names a column that no migration makes', async () => {
    const changed = schema.replace('model Lease {', 'model Lease {\n  colour String?');
    expect(await check(changed)).toEqual(['column lease.colour is in schema.prisma, and no migration makes it.']);
  });

  it('names a changed type, a dropped index and a dropped default', async () => {
    const changed = schema
      .replace('size         String?', 'size         Int?')
      .replace('  @@index([nextDueAt])\n', '')
      .replace('version    Int      @default(1)', 'version    Int');
    expect(await check(changed)).toEqual([
      'column connection.version is "integer not null default 1" by the migrations and "integer not null" by schema.prisma.',
      'column resource.size is "text" by the migrations and "integer" by schema.prisma.',
      'index collection_schedule_next_due_at_idx is made by the migrations, and schema.prisma does not say it.',
    ]);
  });
});
