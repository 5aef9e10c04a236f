import type pg from 'pg';
import { z } from 'zod';
import { formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import { changeCauses } from '@/lib/domain/cost/change-cause';
import type { CloseDelivery } from './close-delivery';
import type { CloseLedger } from './close-ledger';
import { type CauseSum, compareDeliveries } from './compare-deliveries';
import { comparisonVersion, toStateHash } from './month-lines';

/** Comparisons of one close that are kept. */
const mostKept = 20;

const text = z.string().nullable();
const amount = z.string().transform((told, context) => {
  const read = parseAmount(told);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: 'A change is a number.' });
  return z.NEVER;
});
const contentSchema = z.array(
  z.object({
    cause: z.enum(changeCauses),
    source: z.string(),
    scope: z.string(),
    basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
    currency: text,
    provider: text,
    billingAccount: text,
    service: text,
    team: text,
    site: text,
    lines: z.object({ billed: z.number(), effective: z.number(), list: z.number(), contracted: z.number() }),
    changes: z.object({ billed: amount, effective: amount, list: amount, contracted: amount }),
  }),
);

/** Work under way by what it works out: several pages that ask for the same wait for one answer. */
const running = new Map<string, Promise<CauseSum[]>>();

/**
 * By cause what deliveries differ by from those a close counted. It is worked out once for each set of deliveries and rules,
 * and kept in the database; months of a million rows take seconds.
 */
export async function explainClose(
  pool: pg.Pool,
  { engine }: CloseLedger,
  {
    closeId,
    closed,
    now,
    at,
  }: { closeId: string; closed: readonly CloseDelivery[]; now: readonly CloseDelivery[]; at: Date },
): Promise<CauseSum[]> {
  const state = toStateHash(now, comparisonVersion);
  const { rows } = await pool.query(
    'SELECT content FROM cost_close_difference WHERE close_id = $1 AND state_hash = $2',
    [closeId, state],
  );
  if (rows[0] !== undefined) return contentSchema.parse(rows[0].content);
  const name = `${closeId} ${state.toString('hex')}`;
  const known = running.get(name);
  if (known !== undefined) return known;
  const work = engine
    .withConnection((connection) => compareDeliveries(connection, closed, now))
    .then(async (sums) => {
      await keep(pool, closeId, state, sums, at);
      return sums;
    })
    .finally(() => running.delete(name));
  running.set(name, work);
  return work;
}

async function keep(pool: pg.Pool, closeId: string, state: Buffer, sums: readonly CauseSum[], at: Date): Promise<void> {
  const content = sums.map(({ changes, ...sum }) => ({
    ...sum,
    changes: {
      billed: formatAmount(changes.billed),
      effective: formatAmount(changes.effective),
      list: formatAmount(changes.list),
      contracted: formatAmount(changes.contracted),
    },
  }));
  await pool.query(
    `INSERT INTO cost_close_difference (close_id, state_hash, computed_at, content) VALUES ($1, $2, $3, $4::jsonb)
     ON CONFLICT DO NOTHING`,
    [closeId, state, at, JSON.stringify(content)],
  );
  await pool.query(
    `DELETE FROM cost_close_difference WHERE close_id = $1 AND state_hash IN (
       SELECT state_hash FROM cost_close_difference WHERE close_id = $1
       ORDER BY computed_at DESC, state_hash OFFSET $2)`,
    [closeId, mostKept],
  );
}
