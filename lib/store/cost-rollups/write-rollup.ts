import { copyCostSums, writeCostSums } from '@/lib/store/cost-sums/write-cost-sums';
import type { Prisma } from '@/lib/store/database/generated/client';
import type { Rollup } from './compute-rollup';
import { insertPacked } from './insert-packed';
import type { PackedCut, PackedSums } from './packed-cut';

type Parameter = string | number | Buffer | null;

/** Runs one statement in the caller's transaction. */
type RunStatement = (sql: string, parameters: Parameter[]) => Promise<unknown>;

/**
 * Writes what a delivery adds up to, in place of what it added up to before. To be called in the transaction that makes the
 * delivery count, so that no reader finds the one without the other.
 */
export async function writeRollup(
  run: RunStatement,
  deliveryId: string,
  { attribution, tagKeys, baseDay, keys, cuts, sums }: Rollup,
  rolledAt: Date,
): Promise<void> {
  await run('DELETE FROM cost_rollup WHERE delivery_id = $1::uuid', [deliveryId]);
  await run(
    `INSERT INTO cost_rollup (delivery_id, attribution, tag_keys, base_day, rolled_at)
     VALUES ($1::uuid, $2::jsonb, $3::jsonb, coalesce($4::date, '1970-01-01'), $5::timestamptz)`,
    [deliveryId, JSON.stringify(attribution), JSON.stringify(tagKeys), baseDay, rolledAt.toISOString()],
  );
  await insertPacked(
    run,
    'cost_rollup_keys',
    keysColumns,
    deliveryId,
    keys.map((one) => [one.dimension, one.keys]),
  );
  await insertPacked(
    run,
    'cost_rollup_cut',
    cutColumns,
    deliveryId,
    cuts.map((cut, position) => [position, ...toCutRow(cut), ...toSumRow(cut.sums)]),
  );
  await insertPacked(
    run,
    'cost_rollup_day',
    dayColumns,
    deliveryId,
    cuts.flatMap(({ days }, position) =>
      days.map((stretch) => [position, stretch.firstKey, stretch.days, ...toSumRow(stretch)]),
    ),
  );
  await writeCostSums(run, deliveryId, sums);
}

/** Statements within Prisma's transaction. */
export function within(tx: Prisma.TransactionClient): RunStatement {
  return (sql, parameters) => tx.$executeRawUnsafe(sql, ...parameters);
}

/** What a delivery adds up to, for another one that has the same files. */
export async function copyRollup(run: RunStatement, from: string, to: string): Promise<void> {
  const tables = {
    cost_rollup: 'attribution, tag_keys, base_day, rolled_at',
    cost_rollup_keys: Object.keys(keysColumns).join(', '),
    cost_rollup_cut: Object.keys(cutColumns).join(', '),
    cost_rollup_day: Object.keys(dayColumns).join(', '),
  };
  for (const [table, columns] of Object.entries(tables))
    await run(
      `INSERT INTO ${table} (delivery_id, ${columns}) SELECT $2::uuid, ${columns} FROM ${table} WHERE delivery_id = $1::uuid`,
      [from, to],
    );
  await copyCostSums(run, from, to);
}

const sumColumns = {
  rows: 'bytea',
  billed: 'bytea',
  effective: 'bytea',
  list: 'bytea',
  contracted: 'bytea',
  untold: 'bytea',
} as const;
const keysColumns = { dimension: 'text', keys: 'bytea' } as const;
const cutColumns = {
  position: 'int',
  dimension: 'text',
  within: 'text',
  within_value: 'text',
  provider: 'text',
  currency: 'text',
  keys: 'bytea',
  ...sumColumns,
} as const;
const dayColumns = { position: 'int', first_key: 'int', days: 'bytea', ...sumColumns } as const;

function toSumRow({ rows, billed, effective, list, contracted, untold }: PackedSums): (Buffer | null)[] {
  return [rows, billed, effective, list, contracted, untold];
}

function toCutRow({ dimension, within, withinValue, provider, currency, keys }: PackedCut) {
  return [dimension, within, withinValue, provider, currency, keys];
}
