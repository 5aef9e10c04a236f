import type pg from 'pg';
import { z } from 'zod';
import { parseAmount } from '@/lib/domain/cost/amount';
import { crossCurrency, daysBefore, type ExchangeRate, mostDaysOld, RateBook } from '@/lib/domain/cost/exchange-rate';

export const rateRowSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    day: z.string(),
    rate: z.string().transform((text, context) => {
      const rate = parseAmount(text);
      if (rate !== null) return rate;
      context.addIssue({ code: 'custom', message: 'A rate is a number.' });
      return z.NEVER;
    }),
    source: z.string(),
    importedAt: z.date(),
  })
  .transform((rate): ExchangeRate => rate);

export const rateColumns = `from_currency AS "from", to_currency AS "to", to_char(day, 'YYYY-MM-DD') AS day, rate::text AS rate,
  source, imported_at AS "importedAt"`;

/**
 * The rates between currencies that serve for days, as they were known at an instant: of each pair and day the one that was
 * imported last, whoever said it.
 */
export async function readRateBook(
  pool: pg.Pool,
  { currencies, from, to, asOf }: { currencies: readonly string[]; from: string; to: string; asOf: Date },
): Promise<RateBook> {
  const wanted = [...new Set([...currencies, crossCurrency])];
  const { rows } = await pool.query(
    `SELECT DISTINCT ON (from_currency, to_currency, currency_rate.day) ${rateColumns} FROM currency_rate
     WHERE from_currency = ANY($1) AND to_currency = ANY($1) AND day BETWEEN $2::date AND $3::date AND imported_at <= $4
     ORDER BY from_currency, to_currency, currency_rate.day, imported_at DESC, source`,
    [wanted, daysBefore(from, mostDaysOld), to, asOf],
  );
  return new RateBook(rateRowSchema.array().parse(rows));
}
