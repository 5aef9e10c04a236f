import type pg from 'pg';
import { z } from 'zod';
import type { ExchangeRate } from '@/lib/domain/cost/exchange-rate';
import { rateColumns, rateRowSchema } from './read-rate-book';

/** What is known of a pair: its last rate, from which day on it is told, on how many days, and how often it was corrected. */
export interface RatePair {
  last: ExchangeRate;
  firstDay: string;
  days: number;
  /** Rates that a later one of the same day took the place of. */
  replaced: number;
}

const pairSchema = z.object({ firstDay: z.string(), days: z.number(), replaced: z.number() });

/** Every pair of currencies there is a rate of, as known at an instant. */
export async function listRatePairs(pool: pg.Pool, asOf: Date): Promise<RatePair[]> {
  const { rows } = await pool.query(
    `SELECT last.*, told."firstDay", told.days, told.replaced
     FROM (SELECT from_currency, to_currency, to_char(min(day), 'YYYY-MM-DD') AS "firstDay",
         count(DISTINCT day)::int AS days, (count(*) - count(DISTINCT day))::int AS replaced
       FROM currency_rate WHERE imported_at <= $1 GROUP BY from_currency, to_currency) told
     CROSS JOIN LATERAL (SELECT ${rateColumns} FROM currency_rate r
       WHERE r.from_currency = told.from_currency AND r.to_currency = told.to_currency AND imported_at <= $1
       ORDER BY r.day DESC, imported_at DESC, source LIMIT 1) last
     ORDER BY last."from", last."to"`,
    [asOf],
  );
  return rows.map((row) => ({ last: rateRowSchema.parse(row), ...pairSchema.parse(row) }));
}

/** Every rate of a pair, those that were replaced too: the newest day first, of a day the newest first. */
export async function listRates(
  pool: pg.Pool,
  { from, to, asOf, limit }: { from: string; to: string; asOf: Date; limit: number },
): Promise<ExchangeRate[]> {
  const { rows } = await pool.query(
    `SELECT ${rateColumns} FROM currency_rate
     WHERE from_currency = $1 AND to_currency = $2 AND imported_at <= $3
     ORDER BY currency_rate.day DESC, imported_at DESC, source LIMIT $4`,
    [from, to, asOf, limit],
  );
  return rateRowSchema.array().parse(rows);
}
