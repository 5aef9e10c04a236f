import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { importPrices } from '@/lib/commands/prices/import-prices';
import { providerIds } from '@/lib/domain/provider';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { parseInput } from '../input/parse-input';
import { printJson } from '../terminal/print';

export interface ImportOptions extends SharedOptions {
  provider: string;
  /** The day of its prices; absent: the file's own. */
  validFrom?: string;
}

const inputSchema = z.object({ provider: z.enum(providerIds), validFrom: z.iso.date().optional() });

/** `prices import`: reads a catalogue file into the price book, and tells what of it was no price. */
export async function importPricesCommand(run: CommandRun, path: string, options: ImportOptions): Promise<void> {
  const { provider, validFrom } = parseInput(inputSchema, options);
  const text = await readFile(path, 'utf8');
  const day = validFrom ?? (await stat(path)).mtime.toISOString().slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  const { offers, kept, ...rest } = await withConsole(run, options, ({ commandContext }) =>
    importPrices(commandContext(), { provider, source: basename(path), validFrom: date, text }),
  );
  if (options.json) return printJson(run.terminal, { ...rest, provider, validFrom: day, offers: offers.length, kept });
  const done = kept ? 'are in the price book already' : 'are in the price book';
  run.terminal.out(`${offers.length} offers of ${provider} ${done}, valid from ${day}.`);
  if (rest.zeroPrices > 0) run.terminal.remark(`${rest.zeroPrices} prices were nought, so they are not known.`);
  if (rest.contradictions > 0)
    run.terminal.remark(`${rest.contradictions} rows contradict an earlier one; what they differ in is not known.`);
  if (rest.unreadable.length > 0)
    run.terminal.remark(`${rest.unreadable.length} rows cannot be read, the first in line ${rest.unreadable[0]}.`);
}
