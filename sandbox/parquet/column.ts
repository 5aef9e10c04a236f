/**
 * A column; null is no value. Many rows share few values, so each is given once, in `values`, and named by its place in
 * it, row by row; -1 names null. `instant`: milliseconds since 1970, UTC. `map`: texts by text.
 */
export type ParquetColumn = { name: string; rows: ArrayLike<number> } & (
  | { type: 'text'; values: readonly string[] }
  | { type: 'double'; values: ArrayLike<number> }
  | { type: 'instant'; values: ArrayLike<number> }
  | { type: 'map'; values: readonly (readonly (readonly [string, string])[])[] }
);

/** Parquet's numbers of the types that values are stored as. */
export const physical = { int64: 2, double: 5, text: 6 } as const;
