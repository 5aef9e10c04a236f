import { type Attribution, sourceKeys } from '@/lib/domain/cost/attribution-rules';
import { type CostAttribute, costAttributes } from '@/lib/domain/cost/cost-dimension';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { blanks, hasNoBlanks, toTagPath } from './attribution-sql';
import type { CostQuestion } from './cost-question';

/** How a question's filters by attributes are met by the rows' tags alone. */
export interface TagConditions {
  /** What rows must meet; each is far cheaper than reading all tags, and together they leave out no row that counts. */
  conditions: string[];
  /** The attributes of which the conditions are the whole filter, not only a hint of it. */
  told: ReadonlySet<CostAttribute>;
}

/**
 * What rows must meet that a question's filters by attributes let count: that the text of their tags has the value somewhere
 * in it, and where one key of the rows tells the attribute, that it has the value. None where a value may be told otherwise
 * than by a tag as it stands. `spelledKeys`: the tag keys that the rows have.
 */
export function toTagConditions(
  { filters }: CostQuestion,
  { rules, siteAliases }: Attribution,
  spelledKeys: readonly string[],
): TagConditions {
  const conditions: string[] = [];
  const told = new Set<CostAttribute>();
  for (const attribute of costAttributes) {
    const values = filters.get(attribute);
    if (values === undefined || values.size === 0) continue;
    if (attribute === 'site' && Object.keys(siteAliases).length > 0) continue;
    const own = rules.filter((rule) => rule.attribute === attribute);
    const isOfTags = own.every(({ source, maps }) => source.from === 'tag' && maps === null);
    const texts = [...values].filter((value) => value !== null);
    // What begins with a letter is no number, list or object, which JSON may spell in several ways.
    const isSpelledAlike = texts.length === values.size && texts.every((text) => /^[A-Za-z]/.test(text));
    if (!isOfTags || !isSpelledAlike) continue;
    // Where characters are escaped, the text may not have the value as it reads.
    const found = [...texts.map(toLiteral), 'chr(92)'].map((text) => `contains(Tags, ${text})`);
    conditions.push(`(${found.join(' OR ')})`);
    const wanted = new Set(own.flatMap(({ source }) => sourceKeys(source)).map((key) => key.toLowerCase()));
    const [only, ...others] = spelledKeys.filter((key) => wanted.has(key.toLowerCase()));
    if (only === undefined || others.length > 0) continue;
    conditions.push(hasValue(only, texts));
    told.add(attribute);
  }
  return { conditions, told };
}

/** Whether a tag has one of these values, with blanks around it or without: few have any, and taking them off is dear. */
function hasValue(key: string, values: readonly string[]): string {
  const value = `json_extract_string(Tags, ${toLiteral(toTagPath(key))})`;
  const listed = values.map(toLiteral).join(', ');
  return `(${value} IN (${listed}) OR (NOT ${hasNoBlanks(value)} AND trim(${value}, ${blanks}) IN (${listed})))`;
}
