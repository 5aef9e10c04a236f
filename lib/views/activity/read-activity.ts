import { z } from 'zod';
import { reachOf, requireEverywhere } from '@/lib/access/authorise';
import { type ActivityPage, type ActivityQuery, type AuditEntry, auditEntrySchema } from '@/lib/api/contracts/activity';
import { Refusal } from '@/lib/domain/refusal';
import type { ViewContext } from '@/lib/views/view-context';
import { withholdMoney } from './withhold-money';

const rowSchema = z.object({
  sequence: z.string(),
  at: z.date(),
  actor_kind: z.string(),
  actor_id: z.string().nullable(),
  actor_label: z.string(),
  action: z.string(),
  outcome: z.string(),
  target_kind: z.string().nullable(),
  target_id: z.string().nullable(),
  target_label: z.string().nullable(),
  detail: z.json(),
  hash: z.instanceof(Buffer),
});

/** The index answers with the next action after the last, however many entries each has. */
const actionsSql = `
  WITH RECURSIVE known AS (
    (SELECT action FROM audit_entry ORDER BY action LIMIT 1)
    UNION ALL
    SELECT (SELECT e.action FROM audit_entry e WHERE e.action > known.action ORDER BY e.action LIMIT 1)
    FROM known WHERE known.action IS NOT NULL)
  SELECT action FROM known WHERE action IS NOT NULL`;

/** The record of who did what, newest first, a page at a time by sequence; its money for whoever may see all costs. */
export async function readActivity({ actor, database }: ViewContext, query: ActivityQuery): Promise<ActivityPage> {
  requireEverywhere(actor, 'activity:read');
  const seesCosts = reachOf(actor, 'cost:read')?.everything === true;
  const { where, values } = toCondition(query);
  const [page, actions] = await Promise.all([
    database.pool.query(`SELECT * FROM audit_entry ${where} ORDER BY sequence DESC LIMIT $${values.length + 1}`, [
      ...values,
      query.limit + 1,
    ]),
    database.pool.query<{ action: string }>(actionsSql),
  ]);
  const items = page.rows.slice(0, query.limit).map((row) => toAuditEntry(rowSchema.parse(row), seesCosts));
  const last = items.at(-1);
  const nextCursor = page.rows.length > query.limit && last ? toCursor(last.sequence) : null;
  return { items, nextCursor, actions: actions.rows.map(({ action }) => action) };
}

function toCondition({ q, action, outcome, from, to, cursor }: ActivityQuery): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const parts: string[] = [];
  if (cursor !== undefined) parts.push(`sequence < ${bind(fromCursor(cursor))}`);
  if (action !== undefined) parts.push(`action = ${bind(action)}`);
  if (outcome !== undefined) parts.push(`outcome = ${bind(outcome)}`);
  if (from !== undefined) parts.push(`at >= ${bind(from)}`);
  if (to !== undefined) parts.push(`at < ${bind(to)}`);
  if (q) {
    const pattern = bind(`%${q.replace(/[\\%_]/g, '\\$&')}%`);
    const columns = ['actor_label', 'action', 'target_label', 'target_id'];
    parts.push(`(${columns.map((column) => `${column} ILIKE ${pattern}`).join(' OR ')})`);
  }
  return { where: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values };
}

function toAuditEntry(row: z.infer<typeof rowSchema>, seesCosts: boolean): AuditEntry {
  return auditEntrySchema.parse({
    sequence: row.sequence,
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id, label: row.actor_label },
    action: row.action,
    outcome: row.outcome,
    target:
      row.target_kind === null || row.target_label === null
        ? null
        : { kind: row.target_kind, id: row.target_id, label: row.target_label },
    detail: seesCosts ? row.detail : withholdMoney(row.detail),
    hash: row.hash.toString('hex'),
  });
}

function toCursor(sequence: string): string {
  return Buffer.from(`activity:${sequence}`).toString('base64url');
}

function fromCursor(cursor: string): string {
  const match = /^activity:([1-9][0-9]{0,17})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (match?.[1] === undefined)
    throw new Refusal('invalid', 'The query is not as it should be.', [
      { path: 'cursor', message: 'Not a cursor of this list' },
    ]);
  return match[1];
}
