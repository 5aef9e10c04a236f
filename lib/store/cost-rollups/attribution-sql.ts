import { type Attribution, type AttributionSource, sourceKeys, toTagKeys } from '@/lib/domain/cost/attribution-rules';
import { type CostAttribute, costAttributes } from '@/lib/domain/cost/cost-dimension';
import { toListLiteral, toLiteral } from '@/lib/store/cost-ledger/sql-text';

/** How rules read in DuckDB's SQL over rows of the ledger. */
interface AttributionSql {
  /** A source in place of the ledger's: the same columns, and one for each tag that is looked at. */
  from(source: string): string;
  /** What tells each attribute, over that source; null where no rule finds a value. */
  columns: Record<CostAttribute, string>;
}

// What `String.prototype.trim` takes off.
const blanks = toLiteral(
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
);

/**
 * The rules as SQL. `spelledKeys`: the tag keys that the rows have, as they spell them; others are not looked for. Of keys
 * that differ in case alone, the first in code point order that has a value counts, as in the inventory.
 */
export function toAttributionSql(attribution: Attribution, spelledKeys: readonly string[]): AttributionSql {
  const wanted = new Set(toTagKeys(attribution).map((key) => key.toLowerCase()));
  const spelled = spelledKeys.filter((key) => wanted.has(key.toLowerCase())).sort();
  const paths = spelled.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  const toTagColumn = (index: number) => `x_tag_${index + 1}`;
  const tagValues = (keys: readonly string[]) =>
    keys.flatMap((key) =>
      spelled.flatMap((one, index) => (one.toLowerCase() === key.toLowerCase() ? [toTagColumn(index)] : [])),
    );
  const toValue = (source: AttributionSource): string | null => {
    if (source.from === 'account') return present('SubAccountId');
    if (source.from === 'resource-name') return present('ResourceName');
    if (source.from === 'place') return `x_provider || '/' || ${present('RegionId')}`;
    return coalesce(tagValues(sourceKeys(source)));
  };
  const toColumn = (attribute: CostAttribute): string => {
    const found = attribution.rules.flatMap((rule) => {
      const value = rule.attribute === attribute ? toValue(rule.source) : null;
      if (value === null) return [];
      if (rule.maps === null) return [value];
      return [`CASE WHEN ${matchesPattern(`(${value})`, rule.maps.pattern)} THEN ${toLiteral(rule.maps.value)} END`];
    });
    const column = coalesce(found) ?? 'NULL::VARCHAR';
    return attribute === 'site' ? toCanonical(column, attribution.siteAliases) : column;
  };
  return {
    from: (source) => readTags(source, paths),
    columns: Object.fromEntries(costAttributes.map((attribute) => [attribute, toColumn(attribute)])) as Record<
      CostAttribute,
      string
    >,
  };
}

/** Each step on its own, so that nothing is worked out twice: all tags at once, each tag, each without its blanks. */
function readTags(source: string, paths: readonly string[]): string {
  if (paths.length === 0) return source;
  const each = (toColumn: (place: number) => string) => paths.map((_, index) => toColumn(index + 1)).join(', ');
  const all = `(SELECT *, json_extract_string(Tags, ${toListLiteral(paths)}) AS x_tags FROM ${source})`;
  const split = `(SELECT * EXCLUDE (x_tags), ${each((place) => `x_tags[${place}] AS x_raw_${place}`)} FROM ${all})`;
  return `(SELECT *, ${each((place) => `${present(`x_raw_${place}`)} AS x_tag_${place}`)} FROM ${split})`;
}

/** The text without blanks at its ends; null where nothing is left. Looking at the ends is far cheaper than trimming. */
function present(text: string): string {
  const isTrimmed = `unicode(${text}) BETWEEN 33 AND 126 AND unicode(right(${text}, 1)) BETWEEN 33 AND 126`;
  return `CASE WHEN ${isTrimmed} THEN ${text} ELSE nullif(trim(${text}, ${blanks}), '') END`;
}

/** A condition that a text matches a pattern in which every `*` stands for any run of characters. Case counts. */
function matchesPattern(text: string, pattern: string): string {
  if (!pattern.includes('*')) return `${text} = ${toLiteral(pattern)}`;
  const escaped = pattern.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%');
  return `${text} LIKE ${toLiteral(escaped)} ESCAPE '\\'`;
}

function coalesce(values: readonly string[]): string | null {
  const [first, ...rest] = values;
  if (first === undefined) return null;
  return rest.length === 0 ? first : `coalesce(${values.join(', ')})`;
}

function toCanonical(column: string, aliases: Readonly<Record<string, string>>): string {
  const entries = Object.entries(aliases);
  if (entries.length === 0) return column;
  const keys = toListLiteral(entries.map(([spelling]) => spelling));
  const sites = toListLiteral(entries.map(([, site]) => site));
  return `coalesce(map(${keys}, ${sites})[lower(${column})], ${column})`;
}
