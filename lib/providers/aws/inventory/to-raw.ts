import { toRawText } from '../../contract/raw/to-raw-text';

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

const redacted = '[redacted]';

/** Fields whose whole value is or holds a secret. Lower case. */
const secretFields: ReadonlySet<string> = new Set([
  'authkey',
  'customergatewayconfiguration',
  'customerrouterconfig',
  'presharedkey',
  'userdata',
]);
/** Maps of a customer's own names to values that often are secrets: the names stay. Lower case. */
const secretMaps: ReadonlySet<string> = new Set(['environment', 'hyperparameters', 'variables']);
const secretWords = /passw(or)?d|secret|private_?key|api_?key|(access|auth|session|bearer|security)_?token|credential/i;
/** A name that ends like this says something about a secret but does not hold it. */
const referenceWords = /(arn|id|name|status|type)$/i;

/** An SDK document as JSON text for the raw view: dates as ISO text, no response metadata, secrets redacted. */
export function toRaw(document: object): string {
  return toRawText(toPlain(document));
}

/** The same as plain JSON, of any value. */
export function toPlain(value: unknown): Plain {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  // Adding zero takes the sign off a negative one, which JSON would not keep.
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return `[${value.length} bytes]`;
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value === 'object') return Object.fromEntries(toPlainEntries(value));
  return null;
}

function toPlainEntries(value: object): [string, Plain][] {
  return Object.entries(value)
    .filter(([key, entry]) => key !== '$metadata' && entry !== undefined)
    .map(([key, entry]) => [key, toPlainField(key, entry)]);
}

function toPlainField(key: string, value: unknown): Plain {
  const field = key.toLowerCase();
  if (secretFields.has(field)) return redacted;
  if (secretMaps.has(field) && typeof value === 'object' && value !== null) return withValuesRedacted(value);
  if (typeof value === 'string' && secretWords.test(key) && !referenceWords.test(key)) return redacted;
  return toPlain(value);
}

/** Keeps the shape, so that it stays visible which names are set; `Variables` may sit one level down. */
function withValuesRedacted(value: object): Plain {
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]): [string, Plain] => [
      key,
      typeof entry === 'object' && entry !== null ? withValuesRedacted(entry) : redacted,
    ]),
  );
}
