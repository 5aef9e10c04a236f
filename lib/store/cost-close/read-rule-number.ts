import type pg from 'pg';
import { z } from 'zod';

const rowSchema = z.object({ number: z.number() });

/** The number of the allocation rules in force at an instant; null: none were written. */
export async function readRuleNumber(pool: pg.Pool, at: Date): Promise<number | null> {
  const { rows } = await pool.query(
    'SELECT number FROM cost_rule_version WHERE created_at <= $1 ORDER BY number DESC LIMIT 1',
    [at],
  );
  return rowSchema.array().parse(rows)[0]?.number ?? null;
}
