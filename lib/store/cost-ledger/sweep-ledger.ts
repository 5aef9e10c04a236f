import { readdir, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Database } from '@/lib/store/database/database';
import type { LedgerFolder } from './ledger-folder';

const oldEnoughMs = 24 * 3_600_000;
const atOnce = 1_000;

/**
 * Removes what nothing tells of and nobody works on any more: Parquet that was written and never recorded, originals and
 * spilled memory of processes that ended. Only what is a day old is touched. Answers how many entries went.
 */
export async function sweepLedger(folder: LedgerFolder, { prisma }: Database, now: Date): Promise<number> {
  const isOld = async (path: string) => {
    // What was read or let go meanwhile is gone.
    const found = await stat(path).catch(() => null);
    return found !== null && now.getTime() - found.mtimeMs > oldEnoughMs;
  };
  let removed = 0;
  for (const part of [folder.incoming, folder.spill])
    for (const name of await readdir(part)) {
      const path = join(part, name);
      if (!(await isOld(path))) continue;
      await rm(path, { recursive: true, force: true });
      removed += 1;
    }
  const old: string[] = [];
  for (const entry of await readdir(folder.parquet, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && (await isOld(path))) old.push(relative(folder.root, path));
  }
  for (let start = 0; start < old.length; start += atOnce) {
    const paths = old.slice(start, start + atOnce);
    const files = await prisma.costFile.findMany({
      where: { parquetPath: { in: paths } },
      select: { parquetPath: true },
    });
    const told = new Set(files.map(({ parquetPath }) => parquetPath));
    for (const path of paths.filter((candidate) => !told.has(candidate))) {
      await rm(join(folder.root, path), { force: true });
      removed += 1;
    }
  }
  return removed;
}
