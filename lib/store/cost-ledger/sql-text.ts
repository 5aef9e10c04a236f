/** An identifier as SQL writes it. */
export function toIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Text as SQL writes it, for what DuckDB takes no parameters for: files to read and write, and what code defines. */
export function toLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A list of texts as SQL writes it. */
export function toListLiteral(texts: readonly string[]): string {
  return `[${texts.map(toLiteral).join(', ')}]`;
}
