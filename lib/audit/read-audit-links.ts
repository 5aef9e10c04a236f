import { z } from 'zod';
import type { Database } from '@/lib/store/database/database';
import type { AuditLink } from './audit-entry';
import { isJsonValue, type JsonValue } from './canonical-json';

const rowSchema = z.object({
  sequence: z.string(),
  // An edited row may hold `infinity`, which is no date.
  at: z.unknown().transform((at) => (at instanceof Date ? at.toISOString() : String(at))),
  actor_kind: z.string(),
  actor_id: z.string().nullable(),
  actor_label: z.string(),
  action: z.string(),
  outcome: z.string(),
  target_kind: z.string().nullable(),
  target_id: z.string().nullable(),
  target_label: z.string().nullable(),
  // Zod's own JSON leaves out a key called `__proto__`, and the hash would no longer agree.
  detail: z.custom<JsonValue>(isJsonValue),
  previous_hash: z.instanceof(Buffer),
  hash: z.instanceof(Buffer),
});

const batchSize = 2_000;

/** Every entry in order, a batch in memory at a time. Rows are taken as they are: judging them is the caller's work. */
export async function* readAuditLinks(database: Database): AsyncGenerator<{ link: AuditLink; hash: Buffer }> {
  let after = '-9223372036854775808';
  for (;;) {
    const { rows } = await database.pool.query(
      'SELECT * FROM audit_entry WHERE sequence > $1 ORDER BY sequence LIMIT $2',
      [after, batchSize],
    );
    for (const row of rows) {
      const parsed = rowSchema.parse(row);
      yield { link: toLink(parsed), hash: parsed.hash };
      after = parsed.sequence;
    }
    if (rows.length < batchSize) return;
  }
}

function toLink(row: z.infer<typeof rowSchema>): AuditLink {
  return {
    sequence: BigInt(row.sequence),
    at: row.at,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorLabel: row.actor_label,
    action: row.action,
    outcome: row.outcome,
    targetKind: row.target_kind,
    targetId: row.target_id,
    targetLabel: row.target_label,
    detail: row.detail,
    previousHash: row.previous_hash,
  };
}
