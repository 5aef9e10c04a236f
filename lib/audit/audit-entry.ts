import { createHash } from 'node:crypto';
import { type JsonValue, toCanonicalJson } from './canonical-json';

export interface AuditActor {
  kind: 'person' | 'token' | 'worker' | 'cli' | 'file' | 'probe-agent' | 'anonymous';
  /** Null for machines and strangers. */
  id: string | null;
  /** What people read: an e-mail address, `token ci-export of …`, `worker`. */
  label: string;
}

export interface AuditTarget {
  kind: string;
  /** Null when what was aimed at does not exist, or has no id. */
  id: string | null;
  label: string;
}

/** The last link of the chain, or one an anchor remembers. */
export interface AuditHead {
  sequence: bigint;
  hash: Buffer;
}

/** What the first entry names as its predecessor. */
export const genesisHash = Buffer.alloc(32);

/** One link of the chain exactly as its columns hold it, so that no change of a column goes unseen. */
export interface AuditLink {
  sequence: bigint;
  /** ISO 8601 in UTC, milliseconds. */
  at: string;
  actorKind: string;
  actorId: string | null;
  actorLabel: string;
  action: string;
  outcome: string;
  targetKind: string | null;
  targetId: string | null;
  targetLabel: string | null;
  detail: JsonValue;
  previousHash: Buffer;
}

/** SHA-256 over the canonical JSON of the entry and its predecessor's hash. */
export function hashAuditLink({ sequence, previousHash, ...columns }: AuditLink): Buffer {
  const text = toCanonicalJson({
    ...columns,
    sequence: sequence.toString(),
    previousHash: previousHash.toString('hex'),
  });
  return createHash('sha256').update(text).digest();
}
