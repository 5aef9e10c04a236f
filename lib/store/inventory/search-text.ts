import { toStorableText } from './storable-text';

/** What of a resource the search looks in. */
export interface SearchedFields {
  name: string;
  nativeId: string;
  owner: string | null;
  tags: Record<string, string> | null;
}

/**
 * The text that the search looks in: each field on a line of its own, so that no match runs from one into the next, with
 * a line break before the first and after the last. Runs of ASCII that touch other characters are repeated on lines of
 * their own, where `toIndexCondition` finds what follows them; being parts of the text they add no match.
 */
export function toSearchText({ name, nativeId, owner, tags }: SearchedFields): string {
  const fields = [name, nativeId, owner ?? ''];
  for (const [key, value] of Object.entries(tags ?? {})) fields.push(`${key}=${value}`);
  const lines = fields.map(foldForSearch);
  const repeated = new Set(lines.flatMap(toRunsBesideOthers));
  return `\n${[...lines, ...repeated].join('\n')}\n`;
}

function toRunsBesideOthers(line: string): string[] {
  const runs = line.split(/[^\t -~]+/);
  return runs.length === 1 ? [] : runs.filter((run) => run !== '');
}

/** The same text whatever its case, its composition and its line breaks. */
export function foldForSearch(text: string): string {
  return toStorableText(text)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\r\n]/g, ' ');
}

// As in the function `search_grams` of the migrations: a letter for whatever separates words, so that trigrams reach over
// it, and `train-tr` has `n-t`. No name is written with it.
const separator = 'ƿ';
const separators = ' !"#$%&\'()*+,-./:;<=>?@[]^_`{|}~\n\t\\';

/** How a search is put to the trigram index, which is one of `search_grams(search_text)`. */
export type IndexCondition = { operator: 'like' | '~'; pattern: string };

/**
 * What a folded search text implies that trigrams can tell; null when nothing does. Three characters are a trigram; two
 * are looked up with every third that may follow. Without `wide` trigrams only letters and digits of ASCII make any.
 */
export function toIndexCondition(folded: string, wide: boolean): IndexCondition | null {
  const spanned = Array.from(folded, (character) => (separators.includes(character) ? separator : character)).join('');
  const told = wide ? /[\p{L}\p{N}]+/gu : /[a-z0-9]+/g;
  const longest = (spanned.match(told) ?? []).reduce((best, run) => (run.length > best.length ? run : best), '');
  if (Array.from(longest).length >= 3) return { operator: 'like', pattern: `%${spanned}%` };
  const pair = new RegExp(`[a-z0-9]${wide ? `[a-z0-9${separator}]|${separator}[a-z0-9]` : '[a-z0-9]'}`).exec(spanned);
  return pair === null ? null : { operator: '~', pattern: `${pair[0]}[a-z0-9${separator}]` };
}

/** Whether the trigram index can help to find a text; else every row must be looked at. */
export function isIndexed(q: string, wide: boolean): boolean {
  return toIndexCondition(foldForSearch(q), wide) !== null;
}
