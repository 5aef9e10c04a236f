import { focusColumns } from '@/lib/domain/cost/focus-columns';
import type { ReadingHints } from './incoming-delivery';
import type { SourceColumn, SourceRelation } from './source-relation';
import { toIdentifier, toLiteral } from './sql-text';

const instants = new Set(focusColumns.filter(({ type }) => type === 'instant').map(({ name }) => name.toLowerCase()));

/** 4/1/25, 04/01/2025 and the same with a time; what has another form stays as it is. */
const slashed = '^\\s*[0-9]{1,2}/[0-9]{1,2}/([0-9]{2}|[0-9]{4})([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?\\s*$';
const times = ['', ' %H:%M', ' %H:%M:%S'];

/** A file read as a person said that it is to be read, where it does not say so itself. */
export function applyHints(source: SourceRelation, { currency, dateOrder }: ReadingHints): SourceRelation {
  const isThere = (name: string) => source.columns.some((column) => column.name.trim().toLowerCase() === name);
  const dates = source.columns.filter(({ name, type }) => instants.has(name.toLowerCase()) && type === 'VARCHAR');
  const replaced =
    dateOrder === null || dates.length === 0
      ? ''
      : ` REPLACE (${dates.map((column) => `${toIsoSql(column, dateOrder)} AS ${column.identifier}`).join(', ')})`;
  const isAdded = currency !== null && !isThere('billingcurrency');
  const added = isAdded ? `, ${toLiteral(currency)} AS ${toIdentifier('BillingCurrency')}` : '';
  return {
    ...source,
    sql: `(SELECT *${replaced}${added} FROM ${source.sql})`,
    columns: isAdded
      ? [...source.columns, { name: 'BillingCurrency', identifier: toIdentifier('BillingCurrency'), type: 'VARCHAR' }]
      : source.columns,
  };
}

function toIsoSql({ identifier }: SourceColumn, dateOrder: NonNullable<ReadingHints['dateOrder']>): string {
  const days = dateOrder === 'month-first' ? ['%m/%d/%Y', '%m/%d/%y'] : ['%d/%m/%Y', '%d/%m/%y'];
  const years = (day: string) => times.map((time) => toLiteral(`${day}${time}`)).join(', ');
  const text = `replace(trim(${identifier}), 'T', ' ')`;
  const hasLongYear = `regexp_matches(${identifier}, '/[0-9]{4}')`;
  const [long = '', short = ''] = days.map((day) => `try_strptime(${text}, [${years(day)}])`);
  const read = `CASE WHEN ${hasLongYear} THEN ${long} ELSE ${short} END`;
  return `CASE WHEN regexp_matches(${identifier}, ${toLiteral(slashed)})
    THEN coalesce(strftime(${read}, '%Y-%m-%dT%H:%M:%SZ'), ${identifier}) ELSE ${identifier} END`;
}
