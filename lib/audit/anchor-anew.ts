import type { Database } from '@/lib/store/database/database';
import { lockAnchor, readHead } from './advance-anchor';
import { readAnchorFile, writeAnchorFile } from './anchor-file';
import { type AuditActor, appendAudit } from './append-audit';
import type { AuditHead } from './audit-entry';

/**
 * Remembers the record's present end as its head outside the database, whatever was remembered before: for a file that was
 * lost, or a record restored from a backup. The record itself says who did so and what was remembered. Returns the new head.
 */
export async function anchorAnew(database: Database, path: string, actor: AuditActor, now: Date): Promise<AuditHead> {
  return database.prisma.$transaction(async (tx) => {
    await lockAnchor(tx);
    const before = await readAnchorFile(path);
    await appendAudit(tx, {
      at: now,
      actor,
      action: 'audit.anchor',
      outcome: 'done',
      target: { kind: 'audit-record', id: null, label: 'head kept outside the database' },
      detail: {
        before: before.state,
        ...(before.state === 'present' && {
          sequence: before.head.sequence.toString(),
          hash: before.head.hash.toString('hex'),
        }),
      },
    });
    const head = await readHead(tx);
    // Last: if it cannot be written, the entry that says so is not kept either.
    await writeAnchorFile(path, head);
    return head;
  });
}
