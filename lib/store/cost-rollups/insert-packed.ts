/** Runs one statement in the caller's transaction. */
type RunStatement = (sql: string, parameters: (string | Buffer)[]) => Promise<unknown>;

/** A table whose rows belong to a delivery: its other columns by name with their types; bytes are `bytea`. */
type PackedColumns = Readonly<Record<string, 'int' | 'text' | 'boolean' | 'bytea'>>;
type Cell = string | number | boolean | Buffer | null;

/** What one statement carries at most. */
const bytesPerStatement = 8 * 2 ** 20;
const rowsPerStatement = 10_000;

/**
 * Inserts rows, their cells in the order of `columns`, a few statements for thousands of them: all bytes of a statement are one
 * parameter of which each row takes its parts, for a parameter of each would take longer to send than its bytes.
 */
export async function insertPacked(
  run: RunStatement,
  table: string,
  columns: PackedColumns,
  deliveryId: string,
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  const types = Object.entries(columns);
  const declared = types.map(([name, type]) =>
    type === 'bytea' ? `${name}_from int, ${name}_length int` : `${name} ${type}`,
  );
  const picked = types.map(([name, type]) =>
    type === 'bytea' ? `substring(sent.bytes FROM ${name}_from FOR ${name}_length)` : name,
  );
  const sql = `WITH sent AS MATERIALIZED (SELECT $3::bytea AS bytes)
    INSERT INTO ${table} (delivery_id, ${types.map(([name]) => name).join(', ')})
    SELECT $1::uuid, ${picked.join(', ')} FROM sent, jsonb_to_recordset($2::jsonb) AS row(${declared.join(', ')})`;
  let parts: Buffer[] = [];
  let told: Record<string, Cell>[] = [];
  let length = 0;
  const flush = async () => {
    if (told.length > 0) await run(sql, [deliveryId, JSON.stringify(told), Buffer.concat(parts)]);
    [parts, told, length] = [[], [], 0];
  };
  for (const row of rows) {
    const one: Record<string, Cell> = {};
    for (const [place, [name]] of types.entries()) {
      const cell = row[place] ?? null;
      if (!Buffer.isBuffer(cell)) one[name] = cell;
      else {
        // The first byte is the first, as SQL counts.
        one[`${name}_from`] = length + 1;
        one[`${name}_length`] = cell.byteLength;
        parts.push(cell);
        length += cell.byteLength;
      }
    }
    told.push(one);
    if (length >= bytesPerStatement || told.length >= rowsPerStatement) await flush();
  }
  await flush();
}
