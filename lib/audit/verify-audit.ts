import type { Database } from '@/lib/store/database/database';
import { type AnchorContent, readAnchorFile } from './anchor-file';
import { type AuditHead, genesisHash, hashAuditLink } from './audit-entry';
import { readAuditLinks } from './read-audit-links';

/** What checking the whole chain came to. */
export interface AuditVerification {
  intact: boolean;
  /** Entries checked: all of them, or those up to the fault. */
  entries: number;
  /** The first fault, in words; null when intact. */
  fault: string | null;
  /** Whether the head kept outside the database was there and agreed. */
  anchor: 'agrees' | 'differs' | 'missing';
}

/**
 * Walks the chain from its first entry, in batches, and compares it with the head kept outside the database.
 * Finds an edit, a reorder, a deletion, a removed tail and a chain rewritten whole; without that head the last two could
 * not be found, so its absence is a fault too.
 */
export async function verifyAudit(database: Database, anchorPath: string): Promise<AuditVerification> {
  // Read first: entries appended while we walk may only lie beyond it.
  const anchor = await readAnchorFile(anchorPath);
  let head: AuditHead = { sequence: 0n, hash: genesisHash };
  let anchored =
    anchor.state === 'present' && anchor.head.sequence === 0n ? anchor.head.hash.equals(genesisHash) : null;
  for await (const { link, hash } of readAuditLinks(database)) {
    const fault = findLinkFault(head, link.sequence, link.previousHash) ?? findContentFault(hash, hashAuditLink(link));
    if (fault)
      return {
        intact: false,
        entries: Number(head.sequence),
        fault: fault(link.sequence),
        anchor: toAnchorState(anchor, anchored),
      };
    head = { sequence: link.sequence, hash };
    if (anchor.state === 'present' && anchor.head.sequence === head.sequence) anchored = anchor.head.hash.equals(hash);
  }
  const state = toAnchorState(anchor, anchored);
  const fault = findAnchorFault(state, anchor, head, anchorPath);
  return { intact: fault === null, entries: Number(head.sequence), fault, anchor: state };
}

type FaultSentence = (sequence: bigint) => string;

function findLinkFault(head: AuditHead, sequence: bigint, previousHash: Buffer): FaultSentence | null {
  if (sequence !== head.sequence + 1n)
    return () =>
      sequence - head.sequence === 2n
        ? `Entry ${head.sequence + 1n} is missing.`
        : `Entries ${head.sequence + 1n} to ${sequence - 1n} are missing.`;
  if (!previousHash.equals(head.hash))
    return (at) => `Entry ${at} does not follow the entry before it: one of them was replaced.`;
  return null;
}

function findContentFault(stored: Buffer, computed: Buffer): FaultSentence | null {
  return stored.equals(computed) ? null : (at) => `Entry ${at} was changed after it was written.`;
}

function toAnchorState(anchor: AnchorContent, anchored: boolean | null): AuditVerification['anchor'] {
  if (anchor.state === 'missing') return 'missing';
  return anchored === true ? 'agrees' : 'differs';
}

function findAnchorFault(
  state: AuditVerification['anchor'],
  anchor: AnchorContent,
  head: AuditHead,
  path: string,
): string | null {
  if (state === 'differs') return describeDifference(anchor, head);
  // Nothing was recorded yet, so nothing can have been removed.
  if (state === 'agrees' || head.sequence === 0n) return null;
  return `The head kept outside the database is missing: there is no file ${path}, so a removed tail cannot be ruled out.`;
}

function describeDifference(anchor: AnchorContent, head: AuditHead): string {
  if (anchor.state !== 'present') return 'The head kept outside the database is not readable.';
  if (anchor.head.sequence > head.sequence)
    return `The record ends at entry ${head.sequence}, but entry ${anchor.head.sequence} was once written: its tail was removed.`;
  return `Entry ${anchor.head.sequence} is not the one remembered outside the database: the record was rewritten.`;
}
