import pg from 'pg';
import { diffSchemas } from './diff-schemas';
import { handWritten } from './hand-written';
import { migrate, migrationsDirectory } from './migrate';
import { compareCatalogs, readCatalog } from './read-catalog';

/**
 * Holds the migrations against schema.prisma, on two empty databases: one migrated, one made from the schema alone.
 * Returns a sentence for each difference that is not listed as hand-written.
 */
export async function checkMigrations(
  databases: { migrated: string; fromSchema: string },
  schema: string,
  directory = migrationsDirectory,
): Promise<string[]> {
  await migrate(databases.migrated, directory);
  const script = await diffSchemas(databases.fromSchema, null, schema);
  const client = new pg.Client({ connectionString: databases.fromSchema });
  await client.connect();
  try {
    if (script !== null) await client.query(script);
  } finally {
    await client.end();
  }
  const [migrated, fromSchema] = await Promise.all([
    readCatalog(databases.migrated),
    readCatalog(databases.fromSchema),
  ]);
  return compareCatalogs(migrated, fromSchema, handWritten);
}
