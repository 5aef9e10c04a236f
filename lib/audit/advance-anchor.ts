import type { Database } from '@/lib/store/database/database';
import { readAnchorFile, writeAnchorFile } from './anchor-file';

const anchorLockKey = 7_114_220_320n;

/**
 * Moves the head kept outside the database up to the last committed entry. It never goes backwards, and it stays where it
 * is when the entry it names is gone or differs in the database: that disagreement is what `verifyAudit` reports.
 * Processes take turns by an advisory lock, so two of them never write over each other.
 */
export async function advanceAnchor(database: Database, path: string): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${anchorLockKey})`;
    const anchor = await readAnchorFile(path);
    if (anchor.state === 'unreadable') return;
    const remembered = anchor.state === 'present' ? anchor.head : null;
    const rows = await tx.$queryRaw<{ sequence: bigint; hash: Uint8Array }[]>`
      SELECT sequence, hash FROM audit_entry
      WHERE sequence = ${remembered?.sequence ?? null} OR sequence = (SELECT max(sequence) FROM audit_entry)
      ORDER BY sequence`;
    const [first] = rows;
    const last = rows.at(-1);
    if (!first || !last) return;
    if (remembered && (first.sequence !== remembered.sequence || !remembered.hash.equals(first.hash))) return;
    if (remembered?.sequence === last.sequence) return;
    await writeAnchorFile(path, { sequence: last.sequence, hash: Buffer.from(last.hash) });
  });
}
