import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { postgresMajor } from './postgres-binaries';
import { emptyFilter, openSchemaEngine } from './schema-engine';

/** Folder of the migrations that come with this version of Millwright. */
export const migrationsDirectory = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

const migrationLockKey = 5_204_118_070;

/**
 * Brings a database to the schema of this version and returns the names of the migrations it applied, oldest first.
 * Processes that start together wait for one another; the second finds nothing left to do. Throws one plain sentence
 * when the server is older than Millwright needs.
 */
export async function migrate(url: string, directory = migrationsDirectory): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'millwright migrate' });
  await client.connect();
  try {
    await requireServerVersion(client);
    // Held by this session: PostgreSQL lets go of it should the process die.
    await client.query('select pg_advisory_lock($1)', [migrationLockKey]);
    return await applyMigrations(url, directory);
  } finally {
    await client.end();
  }
}

async function requireServerVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: string; name: string }>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as name`,
  );
  const [version] = rows;
  if (version === undefined || Number(version.number) < postgresMajor * 10_000)
    throw new Error(`Millwright needs PostgreSQL ${postgresMajor} or newer; this server is ${version?.name}.`);
}

async function applyMigrations(url: string, directory: string): Promise<string[]> {
  const engine = await openSchemaEngine(url);
  try {
    const migrationsList = await readMigrations(directory);
    const { appliedMigrationNames } = await engine.schema.applyMigrations({ migrationsList, filters: emptyFilter });
    return appliedMigrationNames;
  } catch (error) {
    const refused = engine.refusedScript();
    if (refused === null) throw error;
    await forgetFailedMigrations(engine.schema, directory);
    throw new Error(`A migration was refused by PostgreSQL and undone: ${refused.message}.`, { cause: refused });
  } finally {
    await engine.close();
  }
}

/** A script runs in one transaction: what was refused has left nothing behind, and may be tried again once mended. */
async function forgetFailedMigrations(schema: SchemaEngine, directory: string): Promise<void> {
  const migrationsList = await readMigrations(directory);
  const { failedMigrationNames } = await schema.diagnoseMigrationHistory({
    migrationsList,
    optInToShadowDatabase: false,
    filters: emptyFilter,
  });
  for (const migrationName of failedMigrationNames) await schema.markMigrationRolledBack({ migrationName });
}

async function readMigrations(directory: string) {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = await Promise.all(
    names.sort().map(async (path) => {
      const value = await readFile(join(directory, path, 'migration.sql'), 'utf8');
      return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
    }),
  );
  const lockfile = { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' };
  return { baseDir: directory, lockfile, shadowDbInitScript: '', migrationDirectories };
}
