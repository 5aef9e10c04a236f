import type { Attribution } from '@/lib/domain/cost/attribution-rules';
import { costAttributes } from '@/lib/domain/cost/cost-dimension';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';
import type { CostQuestion } from './cost-question';

/**
 * Conditions that every row meets which a question's filters by attributes let count, and that are far cheaper than reading
 * its tags: that their text has the value somewhere in it. None where a value may be told otherwise than by a tag as it stands.
 */
export function toTagHints({ filters }: CostQuestion, { rules, siteAliases }: Attribution): string[] {
  return costAttributes.flatMap((attribute) => {
    const values = filters.get(attribute);
    if (values === undefined || values.size === 0) return [];
    if (attribute === 'site' && Object.keys(siteAliases).length > 0) return [];
    const isOfTags = rules
      .filter((rule) => rule.attribute === attribute)
      .every(({ source, maps }) => source.from === 'tag' && maps === null);
    const texts = [...values].filter((value) => value !== null);
    // What begins with a letter is no number, list or object, which JSON may spell in several ways.
    const isSpelledAlike = texts.length === values.size && texts.every((text) => /^[A-Za-z]/.test(text));
    if (!isOfTags || !isSpelledAlike) return [];
    // Where characters are escaped, the text may not have the value as it reads.
    const found = [...texts.map(toLiteral), 'chr(92)'].map((text) => `contains(Tags, ${text})`);
    return [`(${found.join(' OR ')})`];
  });
}
