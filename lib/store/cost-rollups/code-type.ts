/** DuckDB's name of a type that holds numbers of values. */
export type CodeType = 'UTINYINT' | 'USMALLINT' | 'UINTEGER';

/** The narrowest type for the numbers of so many values, and 0. */
export function codeTypeOf({ length }: readonly string[]): CodeType {
  return length < 255 ? 'UTINYINT' : length < 65_535 ? 'USMALLINT' : 'UINTEGER';
}
