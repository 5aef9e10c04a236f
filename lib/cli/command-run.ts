import type { Environment } from '@/lib/config/environment';
import { type OpenConsole, openConsole } from './open-console';
import type { Terminal } from './terminal/terminal';

/** What every command of the CLI is given. */
export interface CommandRun {
  terminal: Terminal;
  env: Environment;
}

/** The options every command takes. */
export interface SharedOptions {
  /** Answer with one JSON document. */
  json?: true;
  /** The demo's folder; counts only while DATABASE_URL is not set. */
  dataDir: string;
}

/** Opens the console, works with it and lets it go again, whatever happens. */
export async function withConsole<T>(
  { env }: CommandRun,
  { dataDir }: SharedOptions,
  work: (console: OpenConsole) => Promise<T>,
): Promise<T> {
  const console = await openConsole({ env, dataDir });
  try {
    return await work(console);
  } finally {
    await console.close();
  }
}
