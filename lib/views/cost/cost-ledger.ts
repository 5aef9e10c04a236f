import { readConfig } from '@/lib/config/config';
import { type CostEngine, sharedCostEngine } from '@/lib/store/cost-ledger/cost-engine';
import { ensureLedgerFolder, ledgerFolderOf } from '@/lib/store/cost-ledger/ledger-folder';

/** The rows of all bills: where their Parquet lies, and what reads it. */
interface CostLedger {
  root: string;
  engine: CostEngine;
}

/** This deployment's ledger. */
export async function openCostLedger(): Promise<CostLedger> {
  const folder = await ensureLedgerFolder(ledgerFolderOf(readConfig().dataDir));
  return { root: folder.root, engine: await sharedCostEngine(folder) };
}
