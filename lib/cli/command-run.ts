import { constants } from 'node:os';
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

const stopSignals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Opens the console, works with it and lets it go again, whatever happens; also when told to stop half way. */
export async function withConsole<T>(
  { env }: CommandRun,
  { dataDir }: SharedOptions,
  work: (console: OpenConsole) => Promise<T>,
): Promise<T> {
  const console = await openConsole({ env, dataDir });
  const stop = (signal: NodeJS.Signals) =>
    void console.close().finally(() => process.exit(128 + constants.signals[signal]));
  for (const signal of stopSignals) process.once(signal, stop);
  try {
    return await work(console);
  } finally {
    for (const signal of stopSignals) process.off(signal, stop);
    await console.close();
  }
}
