import { toStorableText } from './storable-text';

/** What of a resource the search looks in. */
export interface SearchedFields {
  name: string;
  nativeId: string;
  owner: string | null;
  tags: Record<string, string> | null;
}

/** Letters and digits of ASCII that touch a character beyond ASCII. */
const besideOthers = /[a-z0-9]+(?=[^\0-\x7f])|(?<=[^\0-\x7f])[a-z0-9]+/g;

/**
 * The text that the search looks in: each field on a line of its own, so that no match runs from one into the next, with
 * a line break before the first and after the last. Words of ASCII that touch other characters are repeated on lines
 * of their own, where `toIndexCondition` finds how they end; being parts of the text they add no match.
 */
export function toSearchText({ name, nativeId, owner, tags }: SearchedFields): string {
  const fields = [name, nativeId, owner ?? ''];
  for (const [key, value] of Object.entries(tags ?? {})) fields.push(`${key}=${value}`);
  const text = fields.map(foldForSearch).join('\n');
  const repeated = new Set(text.match(besideOthers));
  return `\n${[text, ...repeated].join('\n')}\n`;
}

/** The same text whatever its case, its composition and its line breaks. */
export function foldForSearch(text: string): string {
  return toStorableText(text)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\r\n]/g, ' ');
}

/** How a search is put to the trigram index. */
export type IndexCondition = { operator: 'like' | '~'; pattern: string };

// ASCII alone: what else may follow is a separator to the index, or is on a line of its own.
const lettersAndSeparators = '[a-z0-9]|[\\u0001-/:-@\\[-`{-\\u007f]';

/**
 * What a folded search text implies that trigrams can tell; null when nothing does. Three letters or digits in a row are
 * trigrams; two are looked up with every third that may follow.
 */
export function toIndexCondition(folded: string): IndexCondition | null {
  const runs = folded.match(/[a-z0-9]+/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest.length >= 3) return { operator: 'like', pattern: `%${folded.replace(/[\\%_]/g, '\\$&')}%` };
  return longest.length === 2 ? { operator: '~', pattern: `${longest}(${lettersAndSeparators})` } : null;
}

/** Whether the trigram index can help to find a text; else every row must be looked at. */
export function isIndexed(q: string): boolean {
  return toIndexCondition(foldForSearch(q)) !== null;
}
