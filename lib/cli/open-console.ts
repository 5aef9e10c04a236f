import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { type Actor, cliActor } from '@/lib/access/actor';
import type { CommandContext } from '@/lib/commands/command-context';
import { type Config, readConfig } from '@/lib/config/config';
import type { Environment } from '@/lib/config/environment';
import { type Database, openDatabase } from '@/lib/store/database/database';
import { startEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import type { ViewContext } from '@/lib/views/view-context';
import { PlainError } from './plain-error';
import { readRunRecord } from './run-record';

/** A console as the CLI reaches it: by its database and its key, whether it is running or not. */
export interface OpenConsole {
  config: Config;
  database: Database;
  /** Who the record will name. */
  actor: Actor;
  /** What the commands need, at this instant. */
  commandContext(): CommandContext;
  /** Whether a command was given its context, so that something may have been put on record. */
  hasCommanded(): boolean;
  /** What the views need, at this instant. */
  viewContext(): ViewContext;
  /** Lets go; a database started for this command is stopped. */
  close(): Promise<void>;
}

export interface ConsolePlace {
  env: Environment;
  /** The demo's folder, used when DATABASE_URL is not set. */
  dataDir: string;
}

/** The parts of a data directory. */
export const inDataDir = {
  postgres: (dataDir: string) => join(dataDir, 'postgres'),
  key: (dataDir: string) => join(dataDir, 'key'),
};

/** Finds the console by DATABASE_URL, else in the data directory, where its database is started if it is not running. */
export async function openConsole(place: ConsolePlace): Promise<OpenConsole> {
  const { env, letGo } = await findDatabase(place);
  try {
    const config = readConfig(env, 'cli');
    const database = openDatabase(config.databaseUrl, { applicationName: 'millwright cli', maxConnections: 4 });
    let hasCommanded = false;
    const actor = cliActor(`cli (${userInfo().username})`);
    return {
      config,
      database,
      actor,
      viewContext: () => ({ actor, database, now: new Date() }),
      hasCommanded: () => hasCommanded,
      commandContext() {
        hasCommanded = true;
        return { actor, database, now: new Date(), requestId: `cli-${randomUUID()}` };
      },
      async close() {
        await database.close();
        await letGo();
      },
    };
  } catch (error) {
    await letGo();
    throw error;
  }
}

interface FoundDatabase {
  /** The environment with what the data directory adds to it. */
  env: Environment;
  letGo(): Promise<void>;
}

async function findDatabase({ env, dataDir }: ConsolePlace): Promise<FoundDatabase> {
  if (env.DATABASE_URL) return { env, letGo: async () => undefined };
  const folder = resolve(dataDir);
  if (!existsSync(inDataDir.postgres(folder)))
    throw new PlainError(
      `There is no console in ${folder}: set DATABASE_URL, or name the demo's folder with --data-dir.`,
    );
  const server = await startEmbeddedPostgres(inDataDir.postgres(folder));
  const record = await readRunRecord(folder);
  return {
    env: {
      MILLWRIGHT_KEY_FILE: env.MILLWRIGHT_KEY ? undefined : inDataDir.key(folder),
      MILLWRIGHT_SANDBOX_URL: record?.sandboxUrl,
      MILLWRIGHT_URL: record?.url,
      ...env,
      MILLWRIGHT_DATA_DIR: folder,
      DATABASE_URL: server.url,
    },
    letGo: () => server.stop(),
  };
}
