import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from './database';
import { startEmbeddedPostgres } from './embedded-postgres';
import { migrate } from './migrate';

export interface TestDatabase extends Database {
  url: string;
}

const templateName = 'millwright_template';
const templateLockKey = 5_204_118_071;

/**
 * A migrated database of its own, on the PostgreSQL that this Vitest run shares, started by whoever asks first.
 * `close` drops it.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const url = await createDatabaseUrl({ migrated: true });
  const database = openDatabase(url, { maxConnections: 8, onIdleError: () => undefined });
  return {
    ...database,
    url,
    async close() {
      await database.close();
      await withAdministrator((administrator) => administrator.query(`drop database "${nameOf(url)}" with (force)`));
    },
  };
}

/** The address of a new database: a copy of the migrated template, or empty. */
export async function createDatabaseUrl({ migrated }: { migrated: boolean }): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  return withAdministrator(async (administrator, serverUrl) => {
    if (migrated) await ensureTemplate(administrator, serverUrl);
    await administrator.query(`create database "${name}" template "${migrated ? templateName : 'template0'}"`);
    return withName(serverUrl, name);
  });
}

async function ensureTemplate(administrator: pg.Client, serverUrl: string): Promise<void> {
  await administrator.query('select pg_advisory_lock($1)', [templateLockKey]);
  try {
    const found = await administrator.query('select from pg_database where datname = $1', [templateName]);
    if (found.rowCount !== 0) return;
    const draft = `${templateName}_draft`;
    await administrator.query(`drop database if exists "${draft}" with (force)`);
    await administrator.query(`create database "${draft}" template "template0"`);
    await migrate(withName(serverUrl, draft));
    await administrator.query(`alter database "${draft}" rename to "${templateName}"`);
  } finally {
    await administrator.query('select pg_advisory_unlock($1)', [templateLockKey]);
  }
}

async function withAdministrator<T>(work: (administrator: pg.Client, serverUrl: string) => Promise<T>): Promise<T> {
  serverUrl ??= startEmbeddedPostgres(inject('postgresDirectory'), { durable: false }).then(({ url }) => url);
  const url = await serverUrl;
  const administrator = new pg.Client({ connectionString: url });
  await administrator.connect();
  try {
    return await work(administrator, url);
  } finally {
    await administrator.end();
  }
}

let serverUrl: Promise<string> | undefined;

function withName(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = name;
  return address.href;
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
