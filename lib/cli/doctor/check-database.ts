import { readdir } from 'node:fs/promises';
import { migrationsDirectory } from '@/lib/store/database/migrate';
import { postgresMajor } from '@/lib/store/database/postgres-binaries';
import type { OpenConsole } from '../open-console';
import { toDatabaseSentence } from '../plain-error';
import type { Finding } from './finding';

/** Looks at the database's version. */
export async function checkDatabase({ database }: OpenConsole): Promise<Finding> {
  const title = 'Database';
  try {
    const { rows } = await database.pool.query<{ number: string; name: string }>(
      "select current_setting('server_version_num') as number, current_setting('server_version') as name",
    );
    const [version] = rows;
    const isNewEnough = version !== undefined && Number(version.number) >= postgresMajor * 10_000;
    return {
      title,
      outcome: isNewEnough ? 'good' : 'bad',
      detail: `PostgreSQL ${version?.name} answers.`,
      remedy: isNewEnough ? null : `Move to PostgreSQL ${postgresMajor} or newer.`,
    };
  } catch (error) {
    const sentence = toDatabaseSentence(error);
    if (sentence === null) throw error;
    return { title, outcome: 'bad', detail: sentence, remedy: 'Start the database, or correct DATABASE_URL.' };
  }
}

/** Compares the migrations the database has seen with those of this version. */
export async function checkMigrations({ database }: OpenConsole): Promise<Finding> {
  const title = 'Migrations';
  const { rows: found } = await database.pool.query<{ present: boolean }>(
    "select to_regclass('_prisma_migrations') is not null as present",
  );
  const applied = new Set(found[0]?.present ? await readApplied({ database }) : []);
  const entries = await readdir(migrationsDirectory, { withFileTypes: true });
  const known = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const pending = known.filter((name) => !applied.has(name));
  const foreign = [...applied].filter((name) => !known.includes(name));
  if (foreign.length > 0)
    return {
      title,
      outcome: 'bad',
      detail: `The database has ${foreign.length} migrations this version does not know, from ${foreign[0]} on.`,
      remedy: 'Run the newer version of Millwright that brought them.',
    };
  return {
    title,
    outcome: pending.length === 0 ? 'good' : 'bad',
    detail: `${known.length - pending.length} of ${known.length} applied.`,
    remedy: pending.length === 0 ? null : 'Start the console: it applies the rest.',
  };
}

async function readApplied({ database }: Pick<OpenConsole, 'database'>): Promise<string[]> {
  const { rows } = await database.pool.query<{ migration_name: string }>(
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  );
  return rows.map(({ migration_name }) => migration_name);
}
