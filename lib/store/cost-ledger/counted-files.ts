import { z } from 'zod';
import { type CostBasis, type CostCoverage, costBases } from '@/lib/domain/cost/billing-delivery';
import type { Database } from '@/lib/store/database/database';

/** A file of a delivery that counted at an instant. */
export interface CountedFile {
  deliveryId: string;
  position: number;
  name: string;
  sha256: Buffer;
  parquetPath: string;
  coverage: CostCoverage;
  basis: CostBasis;
}

/** Which time costs are put in: the day they were charged for, or the month they are billed in. */
export type TimeBasis = 'charge-day' | 'billing-month';

/** A stretch of time, both ends included: days `2026-11-30`, or of the basis `billing-month` months `2026-11`. */
export interface CostTime {
  basis: TimeBasis;
  from?: string;
  to?: string;
}

const rowSchema = z.object({
  delivery_id: z.string(),
  position: z.number(),
  name: z.string(),
  sha256: z.instanceof(Buffer),
  parquet_path: z.string(),
  coverage: z.enum(['all', 'billed', 'effective']),
  basis: z.enum(costBases),
});

/**
 * The files of all deliveries that counted at an instant: arrived, neither quarantined nor overlapping, and not superseded
 * yet. Those that have nothing of the time asked for are left out.
 */
export async function readCountedFiles({ pool }: Database, asOf: Date, time: CostTime): Promise<CountedFile[]> {
  const from = time.from === undefined ? null : time.from;
  const to = time.to === undefined ? null : time.to;
  const within =
    time.basis === 'billing-month'
      ? `($2::text IS NULL OR to_char(d.billing_month, 'YYYY-MM') >= $2) AND ($3::text IS NULL OR to_char(d.billing_month, 'YYYY-MM') <= $3)`
      : `($2::text IS NULL OR d.last_day >= $2::date) AND ($3::text IS NULL OR d.first_day <= $3::date)`;
  const { rows } = await pool.query(
    `SELECT d.id AS delivery_id, f.position, f.name, f.sha256, f.parquet_path, d.coverage, d.basis
     FROM cost_delivery d JOIN cost_file f ON f.delivery_id = d.id
     WHERE d.state = 'kept' AND d.arrived_at <= $1 AND (d.superseded_at IS NULL OR d.superseded_at > $1)
       AND f.parquet_path IS NOT NULL AND ${within}
     ORDER BY d.id, f.position`,
    [asOf, from, to],
  );
  return z
    .array(rowSchema)
    .parse(rows)
    .map(({ delivery_id, parquet_path, ...file }) => ({ ...file, deliveryId: delivery_id, parquetPath: parquet_path }));
}
