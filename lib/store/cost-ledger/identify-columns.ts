import { columnAliases } from '@/lib/domain/cost/column-aliases';
import { type FocusColumn, type FocusColumnName, focusColumns } from '@/lib/domain/cost/focus-columns';
import type { SourceColumn, SourceRelation } from './source-relation';
import { UnreadableFile } from './unreadable-file';

/** A column of the ledger and where its values come from; null: the file lacks it. */
export interface IdentifiedColumn {
  focus: FocusColumn & { name: FocusColumnName };
  from: SourceColumn | null;
}

export interface IdentifiedColumns {
  columns: IdentifiedColumn[];
  /** Columns of FOCUS that the file lacks. */
  missing: string[];
  /** Columns that FOCUS does not know, as the file names them. */
  others: SourceColumn[];
}

/**
 * Tells which column is which, by name, whatever its case, and by the names early files use. Throws `UnreadableFile` when
 * the file lacks what the ledger cannot live without.
 */
export function identifyColumns(source: SourceRelation): IdentifiedColumns {
  const byName = new Map(source.columns.map((column) => [column.name.toLowerCase(), column]));
  for (const [alias, name] of columnAliases) {
    const column = byName.get(alias);
    if (column === undefined || byName.has(name.toLowerCase())) continue;
    byName.set(name.toLowerCase(), column);
  }
  const columns = focusColumns.map((focus) => ({ focus, from: byName.get(focus.name.toLowerCase()) ?? null }));
  const used = new Set(columns.map(({ from }) => from));
  const missing = columns.filter(({ from }) => from === null).map(({ focus }) => focus.name);
  requireColumns(new Set(missing));
  return { columns, missing, others: [...source.others, ...source.columns.filter((column) => !used.has(column))] };
}

function requireColumns(missing: ReadonlySet<FocusColumnName>): void {
  for (const name of ['BillingCurrency', 'ChargePeriodStart', 'BillingPeriodStart'] as const)
    if (missing.has(name)) throw new UnreadableFile(`The column ${name} is missing.`, { column: name });
  if (missing.has('BilledCost') && missing.has('EffectiveCost'))
    throw new UnreadableFile('The columns BilledCost and EffectiveCost are both missing.', { column: 'BilledCost' });
}
