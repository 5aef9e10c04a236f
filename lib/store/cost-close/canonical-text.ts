/** A value as JSON whose keys stand in order, so that what a database gives back has the text that was put in. */
export function toCanonicalText(value: unknown): string {
  return JSON.stringify(toOrdered(value));
}

function toOrdered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toOrdered);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, toOrdered(part)]));
}
