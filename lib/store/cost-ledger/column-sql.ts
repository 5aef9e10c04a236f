import type { IdentifiedColumn } from './identify-columns';
import type { SourceColumn } from './source-relation';
import { toLiteral } from './sql-text';

/** How one column of the ledger is read from the relation `source`. */
export interface ColumnSql {
  name: string;
  /** The value; null where the row tells none and where what it tells cannot be read. */
  value: string;
  /** What the row tells, as text; null where it tells none. */
  told: string;
  /** Without it the row cannot be kept. */
  needed: boolean;
  isObject: boolean;
  /** Why it cannot be read, in a sentence. */
  reason: string;
}

const neededColumns: ReadonlySet<string> = new Set(['BillingCurrency', 'BillingPeriodStart', 'ChargePeriodStart']);

const sqlTypes = { text: 'VARCHAR', decimal: 'DECIMAL(38,24)', instant: 'TIMESTAMP', json: 'VARCHAR' } as const;

/** `currency` is the SQL of the row's currency as told, by which a currency sign is judged. */
export function toColumnSql({ focus, from }: IdentifiedColumn, currency: string): ColumnSql {
  const needed = neededColumns.has(focus.name);
  const isObject = focus.type === 'json';
  if (from === null)
    return {
      name: focus.name,
      value: `NULL::${sqlTypes[focus.type]}`,
      told: 'NULL',
      needed,
      isObject,
      reason: 'It is missing.',
    };
  const text = toText(from);
  const told = focus.name.endsWith('Quantity') ? `holdable((${text})::VARCHAR)` : text;
  return { name: focus.name, told, needed, isObject, ...readingOf(focus, from, text, currency) };
}

/** A column's values as text: the empty text and the word NULL tell nothing. */
export function toText({ identifier, type, isClean }: SourceColumn): string {
  if (isClean) return identifier;
  const text = isNested(type) ? `to_json(${identifier})::VARCHAR` : `${identifier}::VARCHAR`;
  return type === 'VARCHAR'
    ? `CASE WHEN ${identifier} = '' OR ${identifier} = 'NULL' THEN NULL ELSE ${identifier} END`
    : text;
}

function readingOf(
  { name, type }: IdentifiedColumn['focus'],
  from: SourceColumn,
  text: string,
  currency: string,
): Pick<ColumnSql, 'value' | 'reason'> {
  if (name === 'BillingCurrency') return { value: `read_currency(${text})`, reason: 'It is no currency of ISO 4217.' };
  if (name === 'Tags' || name === 'AllocatedTags')
    return { value: `read_tags(${text})`, reason: 'It is no JSON object.' };
  switch (type) {
    case 'text':
      return { value: text, reason: 'It is no text.' };
    case 'json':
      return { value: `read_object(${text})`, reason: 'It is no JSON.' };
    case 'instant':
      return { value: instantOf(from, text), reason: 'It is no instant as ISO 8601 writes it.' };
    case 'decimal':
      return isMoney(name)
        ? { value: decimalOf(from, `read_money(${text}, ${currencyOf(name, currency)})`), reason: amountReason }
        : { value: decimalOf(from, `read_quantity(${text})`), reason: amountReason };
  }
}

const amountReason = 'It is no number with at most 14 digits before the point and 24 behind it.';

function isMoney(name: string): boolean {
  return /(Cost|Price)$/.test(name);
}

/** Prices and costs in the pricing currency have no sign that the billing currency could vouch for. */
function currencyOf(name: string, currency: string): string {
  return name.startsWith('PricingCurrency') ? toLiteral('') : currency;
}

function decimalOf({ identifier, type }: SourceColumn, otherwise: string): string {
  const scale = /^DECIMAL\(\d+,(\d+)\)$/.exec(type)?.[1];
  // Its shortest text is the number that was written; what is beyond 24 digits was never exact, so it is rounded.
  if (/^(DOUBLE|FLOAT)$/.test(type))
    return `CASE WHEN isfinite(${identifier}) THEN TRY_CAST(${identifier}::VARCHAR AS DECIMAL(38,24)) END`;
  const isExact = scale === undefined ? /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type) : Number(scale) <= 24;
  return isExact ? `TRY_CAST(${identifier} AS DECIMAL(38,24))` : otherwise;
}

function instantOf({ identifier, type }: SourceColumn, otherwise: string): string {
  if (type === 'TIMESTAMP WITH TIME ZONE') return `within_reason(${identifier} AT TIME ZONE 'UTC')`;
  return /^(TIMESTAMP|DATE)/.test(type) ? `within_reason(${identifier}::TIMESTAMP)` : `read_instant(${otherwise})`;
}

function isNested(type: string): boolean {
  return /^(STRUCT|MAP|UNION)\(|\[\d*\]$/.test(type);
}
