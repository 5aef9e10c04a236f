import { type Ledger, openLedger } from '@/lib/store/cost-ledger/ledger';
import { ledgerFolderOf } from '@/lib/store/cost-ledger/ledger-folder';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import type { OpenConsole } from '../open-console';

/** Opens the console and its cost ledger, works with them and lets both go again. */
export function withLedger<T>(
  run: CommandRun,
  options: SharedOptions,
  work: (ledger: Ledger, console: OpenConsole) => Promise<T>,
): Promise<T> {
  return withConsole(run, options, async (console) => {
    const ledger = await openLedger({ folder: ledgerFolderOf(console.config.dataDir), database: console.database });
    try {
      return await work(ledger, console);
    } finally {
      await ledger.close();
    }
  });
}
