import { copyCostSums, writeCostSums } from '@/lib/store/cost-sums/write-cost-sums';
import type { Prisma } from '@/lib/store/database/generated/client';
import type { Rollup } from './compute-rollup';
import type { PackedCut, PackedSums } from './packed-cut';

/** What one statement carries at most. */
const bytesPerStatement = 8 * 2 ** 20;
const parametersPerStatement = 60_000;

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
  await insertRows(
    run,
    'cost_rollup_keys (delivery_id, dimension, keys)',
    keys.map((one) => [deliveryId, one.dimension, one.keys]),
  );
  await insertRows(
    run,
    `cost_rollup_cut (delivery_id, position, dimension, within, within_value, provider, currency, keys,
       ${sumColumns})`,
    cuts.map((cut, position) => [deliveryId, position, ...toCutRow(cut), ...toSumRow(cut.sums)]),
  );
  await insertRows(
    run,
    `cost_rollup_day (delivery_id, position, first_key, days, ${sumColumns})`,
    cuts.flatMap(({ days }, position) =>
      days.map((stretch) => [deliveryId, position, stretch.firstKey, stretch.days, ...toSumRow(stretch)]),
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
    cost_rollup_keys: 'dimension, keys',
    cost_rollup_cut: `position, dimension, within, within_value, provider, currency, keys, ${sumColumns}`,
    cost_rollup_day: `position, first_key, days, ${sumColumns}`,
  };
  for (const [table, columns] of Object.entries(tables))
    await run(
      `INSERT INTO ${table} (delivery_id, ${columns}) SELECT $2::uuid, ${columns} FROM ${table} WHERE delivery_id = $1::uuid`,
      [from, to],
    );
  await copyCostSums(run, from, to);
}

const sumColumns = 'rows, billed, effective, list, contracted, untold';

function toSumRow({ rows, billed, effective, list, contracted, untold }: PackedSums): Parameter[] {
  return [rows, billed, effective, list, contracted, untold];
}

function toCutRow({ dimension, within, withinValue, provider, currency, keys }: PackedCut): Parameter[] {
  return [dimension, within, withinValue, provider, currency, keys];
}

async function insertRows(run: RunStatement, into: string, rows: readonly Parameter[][]): Promise<void> {
  let batch: Parameter[][] = [];
  let bytes = 0;
  const flush = async () => {
    if (batch.length === 0) return;
    let place = 0;
    const values = batch.map((row) => `(${row.map(() => `$${++place}`).join(',')})`);
    await run(`INSERT INTO ${into} VALUES ${values.join(',')}`, batch.flat());
    batch = [];
    bytes = 0;
  };
  for (const row of rows) {
    batch.push(row);
    bytes += row.reduce<number>((sum, cell) => sum + (Buffer.isBuffer(cell) ? cell.byteLength : 0), 0);
    if (bytes >= bytesPerStatement || (batch.length + 1) * row.length > parametersPerStatement) await flush();
  }
  await flush();
}
