import { scrubText } from '../../contract/raw/scrub-text';
import { toRawText } from '../../contract/raw/to-raw-text';

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/**
 * What was read of a thing, as JSON text for the raw view: moments as text, secrets in texts redacted, and nothing that
 * has no value.
 */
export function toRaw(value: unknown): string {
  return toRawText(toPlain(value));
}

function toPlain(value: unknown): Plain {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, each]) => !isNothing(each));
    return Object.fromEntries(entries.map(([key, each]) => [key, toPlain(each)]));
  }
  if (typeof value === 'string') return scrubText(value, toPlain);
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
