import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { importRates } from '@/lib/commands/cost/import-rates';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { PlainError } from '../plain-error';
import { printJson } from '../terminal/print';

export interface ImportRatesOptions extends SharedOptions {
  /** Who says so; absent: the European Central Bank for files of its form, else the file's name. */
  source?: string;
}

/** `rates import`: brings exchange rates in beside those known; nothing known is overwritten. */
export async function importRatesCommand(run: CommandRun, path: string, options: ImportRatesOptions): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new PlainError(`${path} cannot be read.`);
  });
  const imported = await withConsole(run, options, ({ commandContext }) =>
    importRates(commandContext(), { source: options.source ?? null, name: basename(path), text }),
  );
  if (options.json) return printJson(run.terminal, imported);
  const { added, changed, told, source, firstDay, lastDay } = imported;
  run.terminal.out(
    added + changed === 0
      ? `All ${told} rates of ${source} from ${firstDay} to ${lastDay} are known already: nothing was changed.`
      : `${added} rates of ${source} were added, of ${firstDay} to ${lastDay}.`,
  );
  if (changed > 0)
    run.terminal.remark(
      `${changed} more were told otherwise before: from now on the new ones count, and the old stay.`,
    );
}
