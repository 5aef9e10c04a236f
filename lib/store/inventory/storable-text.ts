/** Text as PostgreSQL takes it: no NUL, no half of a surrogate pair; both become U+FFFD. */
export function toStorableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/**
 * JSON text as `jsonb` takes it: the same replacements in every string and key. Takes what `JSON.stringify` wrote, in
 * which both stand escaped; text without them comes back as it is.
 */
export function toStorableJson(text: string): string {
  if (!text.includes('\\u') || !/\\u(?:0000|d[89a-f])/i.test(text)) return text;
  return JSON.stringify(mend(JSON.parse(text)));
}

function mend(value: unknown): unknown {
  if (typeof value === 'string') return toStorableText(value);
  if (Array.isArray(value)) return value.map(mend);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [toStorableText(key), mend(member)]));
}
