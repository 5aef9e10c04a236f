import type { Database } from '@/lib/store/database/database';
import type { Prisma } from '@/lib/store/database/generated/client';
import { readAnchorFile, writeAnchorFile } from './anchor-file';
import { type AuditHead, genesisHash } from './audit-entry';

const anchorLockKey = 7_114_220_320n;

/** How the head kept outside stands after a try to move it: `missing` beside a record that has entries, or `differs`, stay. */
export type AnchorState = 'agrees' | 'differs' | 'missing';

/**
 * Moves the head kept outside the database up to the last committed entry. It never goes backwards, and it stays where it
 * is when the entry it names is gone or differs in the database: that disagreement is what `verifyAudit` reports. A missing
 * one is made only beside an empty record, so that losing it cannot go unnoticed; `anchorAnew` is the way back.
 */
export async function advanceAnchor(database: Database, path: string): Promise<AnchorState> {
  return database.prisma.$transaction(async (tx) => {
    await lockAnchor(tx);
    const anchor = await readAnchorFile(path);
    if (anchor.state === 'unreadable') return 'differs';
    const last = await readHead(tx);
    if (anchor.state === 'missing') {
      if (last.sequence > 0n) return 'missing';
      await writeAnchorFile(path, last);
      return 'agrees';
    }
    const { head } = anchor;
    const stored = await readHashAt(tx, head.sequence);
    if (stored === null || !head.hash.equals(stored)) return 'differs';
    if (head.sequence < last.sequence) await writeAnchorFile(path, last);
    return 'agrees';
  });
}

/** Processes take turns, so that two of them never write over each other. */
export async function lockAnchor(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${anchorLockKey})`;
}

/** The last entry's head; of an empty record, the place before the first entry. */
export async function readHead(tx: Prisma.TransactionClient): Promise<AuditHead> {
  const [row] = await tx.$queryRaw<{ sequence: bigint; hash: Uint8Array }[]>`
    SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1`;
  return row ? { sequence: row.sequence, hash: Buffer.from(row.hash) } : { sequence: 0n, hash: genesisHash };
}

async function readHashAt(tx: Prisma.TransactionClient, sequence: bigint): Promise<Uint8Array | null> {
  if (sequence === 0n) return genesisHash;
  const [row] = await tx.$queryRaw<{ hash: Uint8Array }[]>`SELECT hash FROM audit_entry WHERE sequence = ${sequence}`;
  return row?.hash ?? null;
}
