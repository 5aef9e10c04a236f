import { join } from 'node:path';
import { readConfig } from '@/lib/config/config';
import { type Ledger, openLedger } from '@/lib/store/cost-ledger/ledger';
import { ensureLedgerFolder, type LedgerFolder, ledgerFolderOf } from '@/lib/store/cost-ledger/ledger-folder';
import type { Database } from '@/lib/store/database/database';

/** This deployment's ledger. Whoever shares its engine keeps it open: it is not to be closed. */
export function openOwnLedger(database: Database): Promise<Ledger> {
  return openLedger({ folder: ledgerFolderOf(readConfig().dataDir), database });
}

/** Where files wait to become part of it, whether the folder is there or not. */
export function findOwnIncoming(): Pick<LedgerFolder, 'incoming'> {
  return { incoming: join(ledgerFolderOf(readConfig().dataDir), 'incoming') };
}

/** Where it lies; made where it is missing. */
export function ensureOwnLedgerFolder(): Promise<LedgerFolder> {
  return ensureLedgerFolder(ledgerFolderOf(readConfig().dataDir));
}
