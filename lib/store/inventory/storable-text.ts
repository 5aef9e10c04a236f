/** Text as PostgreSQL takes it: no NUL, no half of a surrogate pair; both become U+FFFD. */
export function toStorableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** A value as JSON text that `jsonb` takes: the same replacements in every string and key. */
export function toStorableJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  if (!/\\u(?:0000|d[89a-f])/i.test(text)) return text;
  return JSON.stringify(mend(JSON.parse(text)));
}

function mend(value: unknown): unknown {
  if (typeof value === 'string') return toStorableText(value);
  if (Array.isArray(value)) return value.map(mend);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [toStorableText(key), mend(member)]));
}
