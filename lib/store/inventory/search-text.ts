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
  const lines = fields.map(fold);
  const repeated = new Set(lines.flatMap(toRunsBesideOthers));
  return spell(`\n${[...lines, ...repeated].join('\n')}\n`);
}

function toRunsBesideOthers(line: string): string[] {
  const runs = line.split(/[^\t -~]+/);
  return runs.length === 1 ? [] : runs.filter((run) => run !== '');
}

/** What is looked for, as `toSearchText` holds it: the same whatever its case, its composition and its line breaks. */
export function foldForSearch(text: string): string {
  return spell(fold(text));
}

function fold(text: string): string {
  return toStorableText(text)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\r\n]/g, ' ');
}

const separators = ' !"#$%&\'()*+,-./:;<=>?@[]^_`{|}~\n\t\\';
const letters = Array.from(separators, (_, index) => String.fromCharCode(0x0780 + index));
const privateUse = Array.from(separators, (_, index) => String.fromCharCode(0xe780 + index));
const spelling = new Map(
  Array.from(separators).flatMap((separator, index): [string, string][] => {
    const [letter = '', own = ''] = [letters[index], privateUse[index]];
    return [
      [separator, letter],
      [letter, own],
      [own, separator],
    ];
  }),
);
const spelled = new RegExp(`[${[...spelling.keys()].map((key) => `\\u${hex(key)}`).join('')}]`, 'g');

/**
 * Trigrams end where a word ends, and would not tell `train-tr` from any other train. So what separates words is spelled
 * with letters, one for each (Thaana, which has no case), and those letters with what nothing is written in: every
 * character has one spelling of its own, and a text is part of another exactly when their spellings are.
 */
function spell(text: string): string {
  return text.replace(spelled, (character) => spelling.get(character) ?? character);
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, '0');
}

/** How a search is put to the trigram index. */
export type IndexCondition = { operator: 'like' | '~'; pattern: string };

/**
 * What a folded search text implies that trigrams can tell; null when nothing does. Three characters are a trigram; two
 * are looked up with every third that may follow. Without `wide` trigrams only letters and digits of ASCII make any.
 */
export function toIndexCondition(folded: string, wide: boolean): IndexCondition | null {
  const runs = folded.match(wide ? /[\p{L}\p{N}]+/gu : /[a-z0-9]+/g) ?? [];
  if (runs.some((run) => Array.from(run).length >= 3))
    return { operator: 'like', pattern: `%${folded.replace(/[\\%_]/g, '\\$&')}%` };
  const told = wide ? `[a-z0-9${letters.join('')}]` : '[a-z0-9]';
  const pair = new RegExp(`${told}{2}`).exec(folded);
  return pair === null ? null : { operator: '~', pattern: `${pair[0]}[a-z0-9${letters.join('')}]` };
}

/** Whether the trigram index can help to find a text; else every row must be looked at. */
export function isIndexed(q: string, wide: boolean): boolean {
  return toIndexCondition(foldForSearch(q), wide) !== null;
}
