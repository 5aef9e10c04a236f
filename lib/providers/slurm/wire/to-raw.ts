import { scrubText } from '../../contract/raw/scrub-text';

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/** What was read of a thing, for the raw view: moments as text, secrets in texts redacted, and nothing that has no value. */
export function toRaw(value: unknown): Plain {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toRaw);
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, each]) => !isNothing(each));
    return Object.fromEntries(entries.map(([key, each]) => [key, toRaw(each)]));
  }
  if (typeof value === 'string') return scrubText(value, toRaw);
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
