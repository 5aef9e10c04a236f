import { formatAmount } from '@/lib/domain/cost/amount';
import type { ToldRate } from '@/lib/domain/cost/parse-rates';
import type { Prisma } from '@/lib/store/database/generated/client';

/** What of a file was new. `changed`: rates that the source told otherwise before; those stay as they are. */
export interface RatesWritten {
  added: number;
  changed: number;
}

/**
 * Adds rates of a source that it has not told yet, or tells otherwise than last. Nothing is overwritten: what was known
 * before an instant stays known. `now` is when they become known, later where something of theirs is later.
 */
export async function writeRates(
  tx: Prisma.TransactionClient,
  { source, rates }: { source: string; rates: readonly ToldRate[] },
  now: Date,
): Promise<RatesWritten> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('exchange rates', 0))`;
  const column = (of: (rate: ToldRate) => string) => rates.map(of);
  const [written] = await tx.$queryRaw<RatesWritten[]>`
    WITH told AS (
      SELECT t.from_currency, t.to_currency, t.day, t.rate, k.rate AS known, k.imported_at AS known_at
      FROM unnest(${column(({ from }) => from)}::text[], ${column(({ to }) => to)}::text[],
        ${column(({ day }) => day)}::date[], ${column(({ rate }) => formatAmount(rate))}::numeric[])
        AS t(from_currency, to_currency, day, rate)
      LEFT JOIN LATERAL (
        SELECT rate, imported_at FROM currency_rate
        WHERE from_currency = t.from_currency AND to_currency = t.to_currency AND day = t.day AND source = ${source}
        ORDER BY imported_at DESC LIMIT 1) k ON true),
    written AS (
      INSERT INTO currency_rate (from_currency, to_currency, day, source, imported_at, rate)
      SELECT from_currency, to_currency, day, ${source},
        greatest(${now}::timestamptz, known_at + interval '1 millisecond'), rate
      FROM told WHERE known IS DISTINCT FROM rate)
    SELECT (count(*) FILTER (WHERE known IS NULL))::int AS added,
      (count(*) FILTER (WHERE known IS NOT NULL AND known <> rate))::int AS changed
    FROM told`;
  if (written === undefined) throw new Error('The count of what was written is missing.');
  return written;
}
