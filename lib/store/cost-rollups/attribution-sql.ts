import { isDeepStrictEqual } from 'node:util';
import {
  type Attribution,
  type AttributionRule,
  type AttributionSource,
  sourceKeys,
  toTagKeys,
} from '@/lib/domain/cost/attribution-rules';
import { type CostAttribute, costAttributes } from '@/lib/domain/cost/cost-dimension';
import { toListLiteral, toLiteral } from '@/lib/store/cost-ledger/sql-text';

/** How rules read in DuckDB's SQL over rows of the ledger. */
interface AttributionSql {
  /** A source in place of the ledger's: the same columns, and one for each tag that is looked at. */
  from(source: string): string;
  /** What tells each attribute, over that source; null where no rule finds a value. */
  columns: Record<CostAttribute, string>;
}

/** What `String.prototype.trim` takes off. */
export const blanks = toLiteral(
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
);

/**
 * The rules as SQL. `spelledKeys`: the tag keys that the rows have, as they spell them; others are not looked for. Of keys
 * that differ in case alone, the first in code point order that has a value counts, as in the inventory.
 */
export function toAttributionSql(attribution: Attribution, spelledKeys: readonly string[]): AttributionSql {
  const wanted = new Set(toTagKeys(attribution).map((key) => key.toLowerCase()));
  const spelled = spelledKeys.filter((key) => wanted.has(key.toLowerCase())).sort();
  const paths = spelled.map(toTagPath);
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
    const own = attribution.rules.filter((rule) => rule.attribute === attribute);
    const found = groupExact(own).flatMap(({ source, exact, rule }) => {
      const value = toValue(source);
      if (value === null) return [];
      if (rule === null) return [lookUp(value, exact)];
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

/** Where the value of a tag stands in the JSON of tags. */
export function toTagPath(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** A rule, or several exact patterns over one source that are looked up at once: of the same one the first counts. */
interface RuleGroup {
  source: AttributionSource;
  exact: ReadonlyMap<string, string>;
  rule: AttributionRule | null;
}

/** Rules in order, with exact patterns that follow one another put together: hundreds of accounts are one look-up. */
function groupExact(rules: readonly AttributionRule[]): RuleGroup[] {
  const groups: RuleGroup[] = [];
  for (const rule of rules) {
    const { source, maps } = rule;
    if (maps === null || maps.pattern.includes('*')) {
      groups.push({ source, exact: new Map(), rule });
      continue;
    }
    const last = groups.at(-1);
    const isSame = last?.rule === null && isDeepStrictEqual(last.source, source);
    const known = isSame ? last.exact : new Map<string, string>();
    const exact = new Map([...known, ...(known.has(maps.pattern) ? [] : [[maps.pattern, maps.value] as const])]);
    groups.splice(isSame ? -1 : groups.length, isSame ? 1 : 0, { source, exact, rule: null });
  }
  return groups;
}

/** The value that a text stands for; null where it stands for none. */
function lookUp(text: string, values: ReadonlyMap<string, string>): string {
  const [only, ...others] = values;
  if (only !== undefined && others.length === 0)
    return `CASE WHEN (${text}) = ${toLiteral(only[0])} THEN ${toLiteral(only[1])} END`;
  return `map(${toListLiteral([...values.keys()])}, ${toListLiteral([...values.values()])})[${text}]`;
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
  return `CASE WHEN ${hasNoBlanks(text)} THEN ${text} ELSE nullif(trim(${text}, ${blanks}), '') END`;
}

/**
 * Whether a text begins and ends with what is no blank, of ASCII; false for others too. Each end is named once, for where
 * it is filtered by this every naming of it reads the tags again: |2x − 159| ≤ 93 for 33 to 126 alone.
 */
export function hasNoBlanks(text: string): string {
  return `(abs(2 * unicode(${text}) - 159) <= 93 AND abs(2 * unicode(right(${text}, 1)) - 159) <= 93)`;
}

/** A condition that a text matches a pattern in which every `*` stands for any run of characters. Case counts. */
function matchesPattern(text: string, pattern: string): string {
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
