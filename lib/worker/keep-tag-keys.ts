import { sharedCostEngine } from '@/lib/store/cost-ledger/cost-engine';
import { ensureLedgerFolder } from '@/lib/store/cost-ledger/ledger-folder';
import { listTagKeys } from '@/lib/store/cost-rollups/tag-keys';
import type { Database } from '@/lib/store/database/database';

/** Lists the tag keys of bills that came, so that costs can be told by them. Answers of how many deliveries. */
export async function keepTagKeys(
  { pool }: Pick<Database, 'pool'>,
  ledgerFolder: string,
  stopping: AbortSignal,
): Promise<number> {
  const folder = await ensureLedgerFolder(ledgerFolder);
  const ledger = { root: folder.root, engine: await sharedCostEngine(folder) };
  return listTagKeys(pool, ledger, () => stopping.aborted);
}
