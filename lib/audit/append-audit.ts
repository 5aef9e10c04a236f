import type { Prisma } from '@/lib/store/database/generated/client';
import { type AuditActor, type AuditLink, type AuditTarget, genesisHash, hashAuditLink } from './audit-entry';
import { type JsonValue, toStorable, toStorableText } from './canonical-json';

export type { AuditActor, AuditTarget } from './audit-entry';

/** What is put on record. */
export interface AuditInput {
  at: Date;
  actor: AuditActor;
  /** `connection.create`, `person.disable`, … */
  action: string;
  outcome: 'done' | 'denied' | 'failed';
  target: AuditTarget | null;
  /** What changed; never a secret. */
  detail?: Prisma.InputJsonObject;
}

const auditLockKey = 7_114_220_319n;

/**
 * Appends one entry to the hash chain, in the caller's transaction: what it records and the record commit together.
 * Writers queue on an advisory lock that the transaction holds to its end, so call it last.
 * The head outside the database follows after the commit, by `advanceAnchor`.
 */
export async function appendAudit(tx: Prisma.TransactionClient, input: AuditInput): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${auditLockKey})`;
  const [head] = await tx.$queryRaw<{ sequence: bigint; hash: Uint8Array }[]>`
    SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1`;
  const link: AuditLink = {
    sequence: head ? head.sequence + 1n : 1n,
    at: input.at.toISOString(),
    actorKind: input.actor.kind,
    actorId: input.actor.id,
    actorLabel: toStorableText(input.actor.label),
    action: toStorableText(input.action),
    outcome: input.outcome,
    targetKind: input.target && toStorableText(input.target.kind),
    targetId: input.target?.id == null ? null : toStorableText(input.target.id),
    targetLabel: input.target && toStorableText(input.target.label),
    detail: toStorable(toPlainJson(input.detail ?? {})),
    previousHash: head ? Buffer.from(head.hash) : genesisHash,
  };
  await tx.$executeRaw`
    INSERT INTO audit_entry
      (sequence, at, actor_kind, actor_id, actor_label, action, outcome,
       target_kind, target_id, target_label, detail, previous_hash, hash)
    VALUES
      (${link.sequence}, ${link.at}::timestamptz, ${link.actorKind}, ${link.actorId}, ${link.actorLabel},
       ${link.action}, ${link.outcome}, ${link.targetKind}, ${link.targetId}, ${link.targetLabel},
       ${JSON.stringify(link.detail)}::jsonb, ${link.previousHash}, ${hashAuditLink(link)})`;
}

function toPlainJson(detail: Prisma.InputJsonObject): JsonValue {
  return JSON.parse(JSON.stringify(detail));
}
