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
 * a line break before the first and after the last.
 */
export function toSearchText({ name, nativeId, owner, tags }: SearchedFields): string {
  const lines = [name, nativeId, owner ?? ''].map(fold);
  for (const [key, value] of Object.entries(tags ?? {})) lines.push(fold(`${key}=${value}`));
  return spell(`\n${lines.join('\n')}\n`);
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

/**
 * Trigrams are made of letters and digits and do not reach over anything else, nor, in many a locale, over letters
 * beyond ASCII. So all that is not one of a-z and 0-9 is spelled in capitals, which folded text has none of: a sign of
 * ASCII as two, any other character as six or seven. Each spelling starts with Q or J and goes on without either, so
 * that a text is part of another exactly when their spellings are. Trigrams know no case: for them, that q and j are
 * doubled keeps the letters apart from the spellings.
 */
function spell(text: string): string {
  return text.replace(/[^a-ik-pr-z0-9]/gu, (character) => spellings.get(character) ?? spellOther(character));
}

const digits = 'ABCDEFGHIKLMNOPRSTUVWXYZ';
const other = 'Z';
const signs = Array.from('\n -/:=._@,;+*#%&$!?"\'`~^|\\<>()[]{}\t');
const spellings = new Map([
  ['q', 'qq'],
  ['j', 'jj'],
  ...signs.map((sign, index): [string, string] => {
    const last = digits.length - other.length;
    return [sign, `${index < last ? 'Q' : 'J'}${digits.charAt(index % last)}`];
  }),
]);

function spellOther(character: string): string {
  const places = [];
  for (let rest = Number(character.codePointAt(0)); rest > 0; rest = Math.floor(rest / digits.length))
    places.unshift(digits.charAt(rest % digits.length));
  const zero = digits.charAt(0);
  const text = places.join('');
  return text.length <= 4 ? `Q${other}${text.padStart(4, zero)}` : `J${other}${text.padStart(5, zero)}`;
}

/** How a search is put to the trigram index: what must match one of the patterns. */
interface IndexCondition {
  operator: 'like' | '~';
  patterns: string[];
}

/** What may stand in a spelled text, each by its first character. */
const alphabet = Array.from('abcdefghijklmnopqrstuvwxyz0123456789QJ');

/**
 * What the trigram index is asked for a folded text that is not empty. Three characters are a trigram; two are looked up
 * with every third that may follow, and one with every two: a text's last line break is two characters itself.
 */
export function toIndexCondition(folded: string): IndexCondition {
  if (folded.length >= 3) return { operator: 'like', patterns: [`%${folded}%`] };
  const any = '[a-z0-9A-Z]';
  if (folded.length === 2) return { operator: '~', patterns: [`${folded}${any}`] };
  return { operator: '~', patterns: alphabet.map((next) => `${folded}${next}${any}`) };
}
