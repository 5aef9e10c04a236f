import type pg from 'pg';
import { z } from 'zod';
import { type Amount, parseAmount } from '@/lib/domain/cost/amount';
import type { CostBasis, CostMetric } from '@/lib/domain/cost/billing-delivery';

/** What a close says of one currency and basis. `amount` null: no row tells it. */
export interface ClosedBook {
  closeId: string;
  basis: CostBasis;
  currency: string | null;
  amount: Amount | null;
  untold: number;
}

const bookSchema = z.object({
  closeId: z.string(),
  basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
  currency: z.string().nullable(),
  amount: z
    .string()
    .nullable()
    .transform((told) => (told === null ? null : parseAmount(told))),
  untold: z.string().transform(Number),
});

const columns: Record<CostMetric, { sum: string; untold: string }> = {
  billed: { sum: 'billed', untold: 'untold_billed' },
  effective: { sum: 'effective', untold: 'untold_effective' },
  list: { sum: 'list', untold: 'untold_list' },
  contracted: { sum: 'contracted', untold: 'untold_contracted' },
};

/** Sums of closes by currency and basis. `reach` null: of everything; else of what its teams and sites bear. */
export async function sumClosedBooks(
  pool: pg.Pool,
  closeIds: readonly string[],
  metric: CostMetric,
  reach: { sites: readonly string[]; teams: readonly string[] } | null,
): Promise<ClosedBook[]> {
  const { sum, untold } = columns[metric];
  const { rows } = await pool.query(
    `SELECT close_id AS "closeId", basis, currency, sum(${sum})::text AS amount, sum(${untold})::text AS untold
     FROM cost_close_line WHERE close_id = ANY($1)
       AND ($2::boolean OR site = ANY($3) OR team = ANY($4)) AND (${sum} IS NOT NULL OR ${untold} > 0)
     GROUP BY close_id, basis, currency`,
    [closeIds, reach === null, reach?.sites ?? [], reach?.teams ?? []],
  );
  return bookSchema.array().parse(rows);
}
