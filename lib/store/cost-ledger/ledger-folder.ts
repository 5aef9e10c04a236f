import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The parts of the ledger's folder. What `incoming` and `spill` hold may go at any time nobody works on it. */
export interface LedgerFolder {
  root: string;
  parquet: string;
  incoming: string;
  spill: string;
}

/** Where the ledger lies in a data directory. */
export function ledgerFolderOf(dataDir: string): string {
  return join(dataDir, 'ledger');
}

/** Makes the folder and its parts where they are missing; only their owner may enter, for bills are nobody else's. */
export async function ensureLedgerFolder(root: string): Promise<LedgerFolder> {
  const folder = {
    root,
    parquet: join(root, 'parquet'),
    incoming: join(root, 'incoming'),
    spill: join(root, 'spill'),
  };
  for (const part of [root, folder.parquet, folder.incoming, folder.spill]) {
    await mkdir(part, { recursive: true, mode: 0o700 });
    await chmod(part, 0o700);
  }
  return folder;
}
