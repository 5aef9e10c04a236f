import { collectedCapabilities } from '@/lib/collect/collected-capabilities';
import { requestSync } from '@/lib/commands/connections/request-sync';
import type { Gap } from '@/lib/domain/provider-fault';
import { loadProvider } from '@/lib/providers/registry';
import type { CollectionRun } from '@/lib/store/runs/collection-run';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { readWorkerState } from '../doctor/check-workers';
import { PlainError } from '../plain-error';
import { printJson, toCell } from '../terminal/print';
import type { Terminal } from '../terminal/terminal';
import { collectNow } from './collect-now';
import { findConnection } from './find-connection';

export interface SyncOptions extends SharedOptions {
  /** Read it in this very process instead of asking a worker. */
  now?: true;
}

/** `connections sync`: asks a worker to read a connection, or with `--now` reads it here and says what came of it. */
export async function syncConnection(run: CommandRun, named: string, options: SyncOptions): Promise<void> {
  await withConsole(run, options, async (console) => {
    const connection = await findConnection(console, named);
    if (!options.now) {
      const state = await requestSync(console.commandContext(), connection.id);
      const { isConnected } = await readWorkerState(console);
      if (options.json) printJson(run.terminal, { connection: connection.name, state, workerConnected: isConnected });
      else
        run.terminal.out(state === 'queued' ? `${connection.name} is read next.` : `${connection.name} is being read.`);
      if (!isConnected) run.terminal.remark('No worker is running: start one, or read it here with --now.');
      return;
    }
    const provider = await loadProvider(connection.provider);
    const runs: CollectionRun[] = [];
    for (const capability of collectedCapabilities(provider))
      runs.push(await collectNow(console, connection, capability));
    if (options.json) printJson(run.terminal, { connection: connection.name, runs });
    else for (const ended of runs) printRun(run.terminal, ended);
    const failed = runs.find(({ outcome }) => outcome !== 'complete' && outcome !== 'partial');
    if (failed !== undefined) throw new PlainError(`${connection.name} could not be read (${failed.outcome}).`);
  });
}

function printRun(terminal: Terminal, run: CollectionRun): void {
  terminal.out(`${run.capability}: ${run.outcome}; ${toCountLine(run)}`);
  for (const gap of run.gaps) terminal.out(`  ${toCell(toGapLine(gap))}`);
}

function toCountLine({ counts, measured }: CollectionRun): string {
  if (counts !== null)
    return `${counts.seen} seen, ${counts.added} new, ${counts.changed} changed, ${counts.gone} gone, ${counts.held} held back`;
  if (measured !== null) return `${measured.samples} samples of ${measured.series} series, ${measured.refused} refused`;
  return 'nothing could be counted';
}

function toGapLine({ message, remedy }: Gap): string {
  return remedy === undefined ? message : `${message} → ${remedy}`;
}
