import type { StoredTransferCut, TransferSumsOfDelivery } from './stored-sums';

type Parameter = string | number | Buffer | null;
/** Runs one statement in the caller's transaction. */
type RunStatement = (sql: string, parameters: Parameter[]) => Promise<unknown>;

const columns = [
  'cut',
  'owner',
  'team',
  'site',
  'by_day',
  'ways',
  'days',
  'rows',
  'billed',
  'effective',
  'list',
  'contracted',
  'untold',
  'quantities',
  'quantity_rows',
] as const satisfies readonly (keyof StoredTransferCut)[];

/** What one statement carries: about as many bytes as those of roll-ups. */
const cutsPerStatement = 500;
const bytesPerStatement = 8 * 2 ** 20;

/** Writes what a delivery's charges for data add up to, in place of what was there. */
export async function writeTransferCuts(
  run: RunStatement,
  deliveryId: string,
  { transferCuts, transferNames }: TransferSumsOfDelivery,
): Promise<void> {
  await run('DELETE FROM cost_transfer_cut WHERE delivery_id = $1::uuid', [deliveryId]);
  await run('DELETE FROM cost_transfer_names WHERE delivery_id = $1::uuid', [deliveryId]);
  const rows = transferCuts.map((cut, position) => [
    deliveryId,
    position,
    ...columns.map((name) => toParameter(cut[name])),
  ]);
  for (const batch of toBatches(rows)) {
    let place = 0;
    const values = batch.map((row) => `(${row.map(() => `$${++place}`).join(',')})`);
    await run(
      `INSERT INTO cost_transfer_cut (delivery_id, position, ${columns.join(', ')}) VALUES ${values.join(',')}`,
      batch.flat(),
    );
  }
  if (transferNames !== null)
    await run('INSERT INTO cost_transfer_names (delivery_id, texts, names) VALUES ($1::uuid, $2, $3)', [
      deliveryId,
      transferNames.texts,
      transferNames.names,
    ]);
}

const toParameter = (cell: StoredTransferCut[keyof StoredTransferCut]): Parameter =>
  typeof cell === 'boolean' ? String(cell) : cell;

function toBatches(rows: readonly Parameter[][]): Parameter[][][] {
  const batches: Parameter[][][] = [];
  let bytes = 0;
  for (const row of rows) {
    const last = batches.at(-1);
    if (last === undefined || last.length >= cutsPerStatement || bytes >= bytesPerStatement) {
      batches.push([row]);
      bytes = 0;
    } else last.push(row);
    bytes += row.reduce<number>((sum, cell) => sum + (Buffer.isBuffer(cell) ? cell.byteLength : 0), 0);
  }
  return batches;
}

/** The same for another delivery that has the same files. */
export async function copyTransferCuts(run: RunStatement, from: string, to: string): Promise<void> {
  const tables = { cost_transfer_cut: `position, ${columns.join(', ')}`, cost_transfer_names: 'texts, names' };
  for (const [table, copied] of Object.entries(tables))
    await run(
      `INSERT INTO ${table} (delivery_id, ${copied}) SELECT $2::uuid, ${copied} FROM ${table} WHERE delivery_id = $1::uuid`,
      [from, to],
    );
}
