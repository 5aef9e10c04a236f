import { readConfig } from '@/lib/config/config';
import { type CostEngine, sharedCostEngine } from '@/lib/store/cost-ledger/cost-engine';
import { ensureLedgerFolder, ledgerFolderOf } from '@/lib/store/cost-ledger/ledger-folder';

/** Where the rows of all bills lie, and what reads them. */
export interface CloseLedger {
  root: string;
  engine: CostEngine;
}

/** This deployment's ledger. */
export async function openCloseLedger(): Promise<CloseLedger> {
  const folder = await ensureLedgerFolder(ledgerFolderOf(readConfig().dataDir));
  return { root: folder.root, engine: await sharedCostEngine(folder) };
}
