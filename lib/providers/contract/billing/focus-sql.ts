/**
 * Pieces of DuckDB SQL that mappings to FOCUS are made of. Each takes and gives expressions whose values are text, or
 * null where nothing is told; amounts are never cast to a floating-point type.
 */

export const untold = 'CAST(NULL AS VARCHAR)';

/** A text as SQL writes it. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A column as text; empty is null. */
export function text(column: string): string {
  return `NULLIF(CAST("${column.replaceAll('"', '""')}" AS VARCHAR), '')`;
}

/** The first that is told. */
export function firstOf(...expressions: string[]): string {
  return `COALESCE(${expressions.join(', ')})`;
}

/**
 * An amount with 24 fractional digits. A double is read by its shortest text, which is what was meant by whoever wrote it.
 * What is no plain number stays as it is, for the reader to judge.
 */
export function amount(expression: string): string {
  return `COALESCE(CAST(${decimal(expression)} AS VARCHAR), ${expression})`;
}

/** Exact arithmetic; null where either side is. Of sides that are no numbers, the first as it is. */
export function calculate(left: string, operator: '+' | '-', right: string): string {
  return [
    `CASE WHEN ${left} IS NULL OR ${right} IS NULL THEN NULL`,
    `WHEN ${decimal(left)} IS NULL THEN ${left}`,
    `WHEN ${decimal(right)} IS NULL THEN ${right}`,
    `ELSE CAST(${decimal(left)} ${operator} ${decimal(right)} AS VARCHAR) END`,
  ].join(' ');
}

/** Whether an amount is told and above zero. */
export function isPositive(expression: string): string {
  return `COALESCE(${decimal(expression)} > 0, false)`;
}

/** The value of the first condition that holds, each with its value; else the last value, or null. */
export function choose(cases: readonly (readonly [condition: string, value: string])[], otherwise = 'NULL'): string {
  const branches = cases.map(([condition, value]) => `WHEN ${condition} THEN ${value}`);
  return `CASE ${branches.join(' ')} ELSE ${otherwise} END`;
}

/** Whether it is one of these. Of a long IN the engine makes a join, after which rows lose their order. */
export function isOneOf(expression: string, values: readonly string[]): string {
  return `COALESCE(list_contains([${values.map(quote).join(', ')}], ${expression}), false)`;
}

/** An object without its empty entries, as JSON text; null without any. Values that are not text are given as SQL of that type. */
export function jsonObject(entries: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(entries).map(([key, value]) => `${quote(key)}, ${value}`);
  const object = `CAST(json_merge_patch('{}', json_object(${pairs.join(', ')})) AS VARCHAR)`;
  return `NULLIF(${object}, '{}')`;
}

/**
 * Product of two amounts, without a floating-point number in between; both are read with up to 12 fractional digits, or
 * fewer where they are large. Null where either is not told, is no number, or both are too large.
 */
export function multiply(left: string, right: string): string {
  const widths = [
    ['DECIMAL(19,12)', 'DECIMAL(19,12)'],
    ['DECIMAL(24,8)', 'DECIMAL(14,8)'],
    ['DECIMAL(14,8)', 'DECIMAL(24,8)'],
  ];
  const products = widths.map(([x, y]) => `CAST(TRY_CAST(${left} AS ${x}) * TRY_CAST(${right} AS ${y}) AS VARCHAR)`);
  return `COALESCE(${products.join(', ')})`;
}

function decimal(expression: string): string {
  return `TRY_CAST(${expression} AS DECIMAL(38,24))`;
}
