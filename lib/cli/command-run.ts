import { constants } from 'node:os';
import { advanceAnchor } from '@/lib/audit/advance-anchor';
import type { Environment } from '@/lib/config/environment';
import { type OpenConsole, openConsole } from './open-console';
import { toFailureText } from './plain-error';
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
  /** Tell all there is of a failure nobody foresaw. */
  debug?: true;
  /** The demo's folder; counts only while DATABASE_URL is not set. */
  dataDir: string;
}

const stopSignals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Opens the console, works with it and lets it go again, whatever happens; also when told to stop half way. */
export async function withConsole<T>(
  run: CommandRun,
  { dataDir }: SharedOptions,
  work: (console: OpenConsole) => Promise<T>,
): Promise<T> {
  const console = await openConsole({ env: run.env, dataDir });
  const stop = (signal: NodeJS.Signals) =>
    void console.close().finally(() => process.exit(128 + constants.signals[signal]));
  for (const signal of stopSignals) process.once(signal, stop);
  try {
    const result = await work(console);
    if (console.hasCommanded()) await anchorRecord(run, console);
    return result;
  } finally {
    for (const signal of stopSignals) process.off(signal, stop);
    await console.close();
  }
}

/** The head kept outside the database follows what was done. What was done stands whatever happens here. */
async function anchorRecord({ terminal }: CommandRun, { database, config }: OpenConsole): Promise<void> {
  const path = config.auditAnchorPath;
  try {
    const state = await advanceAnchor(database, path);
    if (state !== 'agrees') terminal.remark(`Done, but the audit head in ${path} ${said[state]}: see “audit verify”.`);
  } catch (error) {
    terminal.remark(
      `Done, but the audit head in ${path} could not be brought up to date: ${toFailureText(error, 'sentence')}`,
    );
  }
}

const said = { differs: 'does not agree with the record', missing: 'is missing' };
