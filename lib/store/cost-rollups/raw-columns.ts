import type { DuckDBConnection } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';

/** A column of fixed width as it lies in memory, put together from the chunks of an answer. */
class GrowingColumn {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(
    readonly width: number,
    rows: number,
  ) {
    this.#bytes = new Uint8Array(width * rows);
  }

  append(part: Uint8Array): void {
    const needed = this.#length + part.byteLength;
    if (needed > this.#bytes.byteLength) {
      const larger = new Uint8Array(Math.max(needed, this.#bytes.byteLength * 2));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(part, this.#length);
    this.#length = needed;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }
}

/**
 * The columns of a query's answer as their bytes, without a value of JavaScript for each. `widths`: of each column, in
 * bytes. The query must answer with types of those widths and without nulls: the bytes of a null mean nothing. `rows`: how
 * many are expected; as many take no more memory than that.
 */
export async function readRawColumns(
  connection: DuckDBConnection,
  sql: string,
  widths: readonly number[],
  rows = 4_096,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const columns = widths.map((width) => new GrowingColumn(width, rows));
  const result = await connection.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const { rowCount } = chunk;
    for (const [index, column] of columns.entries()) {
      const vector = duckdb.data_chunk_get_vector(chunk.chunk, index);
      column.append(duckdb.vector_get_data(vector, rowCount * column.width));
    }
  }
  return columns.map((column) => column.bytes());
}
