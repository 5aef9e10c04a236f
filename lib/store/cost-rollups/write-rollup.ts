import type pg from 'pg';
import type { Rollup } from './compute-rollup';
import type { PackedCut, PackedSums } from './packed-cut';

/** What one statement carries at most. */
const bytesPerStatement = 8 * 2 ** 20;
const parametersPerStatement = 60_000;

type Parameter = string | number | Buffer | null;

/**
 * Writes what a delivery adds up to, in place of what it added up to before. To be called in the transaction that makes the
 * delivery count, so that no reader finds the one without the other.
 */
export async function writeRollup(
  client: pg.ClientBase,
  deliveryId: string,
  { attribution, tagKeys, baseDay, keys, cuts }: Rollup,
  rolledAt: Date,
): Promise<void> {
  await client.query('DELETE FROM cost_rollup WHERE delivery_id = $1', [deliveryId]);
  await client.query(
    `INSERT INTO cost_rollup (delivery_id, attribution, tag_keys, base_day, rolled_at)
     VALUES ($1, $2, $3, coalesce($4::date, '1970-01-01'), $5)`,
    [deliveryId, JSON.stringify(attribution), JSON.stringify(tagKeys), baseDay, rolledAt],
  );
  await insertRows(
    client,
    'cost_rollup_keys (delivery_id, dimension, keys)',
    keys.map((one) => [deliveryId, one.dimension, one.keys]),
  );
  await insertRows(
    client,
    `cost_rollup_cut (delivery_id, position, dimension, within, within_value, provider, currency, keys,
       ${sumColumns})`,
    cuts.map((cut, position) => [deliveryId, position, ...toCutRow(cut), ...toSumRow(cut.sums)]),
  );
  await insertRows(
    client,
    `cost_rollup_day (delivery_id, position, first_key, days, ${sumColumns})`,
    cuts.flatMap(({ days }, position) =>
      days.map((stretch) => [deliveryId, position, stretch.firstKey, stretch.days, ...toSumRow(stretch)]),
    ),
  );
}

const sumColumns = 'rows, billed, effective, list, contracted, untold';

function toSumRow({ rows, billed, effective, list, contracted, untold }: PackedSums): Parameter[] {
  return [rows, billed, effective, list, contracted, untold];
}

function toCutRow({ dimension, within, withinValue, provider, currency, keys }: PackedCut): Parameter[] {
  return [dimension, within, withinValue, provider, currency, keys];
}

async function insertRows(client: pg.ClientBase, into: string, rows: readonly Parameter[][]): Promise<void> {
  let batch: Parameter[][] = [];
  let bytes = 0;
  const flush = async () => {
    if (batch.length === 0) return;
    let place = 0;
    const values = batch.map((row) => `(${row.map(() => `$${++place}`).join(',')})`);
    await client.query(`INSERT INTO ${into} VALUES ${values.join(',')}`, batch.flat());
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
