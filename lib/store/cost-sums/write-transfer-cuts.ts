import { insertPacked } from '@/lib/store/cost-rollups/insert-packed';
import type { StoredTransferCut, TransferSumsOfDelivery } from './stored-sums';

type Parameter = string | number | Buffer | null;
/** Runs one statement in the caller's transaction. */
type RunStatement = (sql: string, parameters: Parameter[]) => Promise<unknown>;

const columns = {
  position: 'int',
  cut: 'text',
  owner: 'text',
  team: 'text',
  site: 'text',
  by_day: 'boolean',
  ways: 'bytea',
  days: 'bytea',
  rows: 'bytea',
  billed: 'bytea',
  effective: 'bytea',
  list: 'bytea',
  contracted: 'bytea',
  untold: 'bytea',
  quantities: 'bytea',
  quantity_rows: 'bytea',
} as const satisfies Record<'position' | keyof StoredTransferCut, string>;
const columnNames = Object.keys(columns) as (keyof typeof columns)[];

/** Writes what a delivery's charges for data add up to, in place of what was there. */
export async function writeTransferCuts(
  run: RunStatement,
  deliveryId: string,
  { transferCuts, transferNames }: TransferSumsOfDelivery,
): Promise<void> {
  await run('DELETE FROM cost_transfer_cut WHERE delivery_id = $1::uuid', [deliveryId]);
  await run('DELETE FROM cost_transfer_names WHERE delivery_id = $1::uuid', [deliveryId]);
  const rows = transferCuts.map((cut, position) => columnNames.map((name) => ({ ...cut, position })[name]));
  await insertPacked(run, 'cost_transfer_cut', columns, deliveryId, rows);
  if (transferNames !== null)
    await run('INSERT INTO cost_transfer_names (delivery_id, texts, names) VALUES ($1::uuid, $2, $3)', [
      deliveryId,
      transferNames.texts,
      transferNames.names,
    ]);
}

/** The same for another delivery that has the same files. */
export async function copyTransferCuts(run: RunStatement, from: string, to: string): Promise<void> {
  const tables = { cost_transfer_cut: columnNames.join(', '), cost_transfer_names: 'texts, names' };
  for (const [table, copied] of Object.entries(tables))
    await run(
      `INSERT INTO ${table} (delivery_id, ${copied}) SELECT $2::uuid, ${copied} FROM ${table} WHERE delivery_id = $1::uuid`,
      [from, to],
    );
}
