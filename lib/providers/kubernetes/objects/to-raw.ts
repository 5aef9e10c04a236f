import { scrubText } from '../../contract/raw/scrub-text';
import { toRawText } from '../../contract/raw/to-raw-text';

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

const redacted = '[redacted]';

/** Bookkeeping that tells nothing and can be larger than all the rest. */
const dropped: ReadonlySet<string> = new Set(['managedFields', 'kubectl.kubernetes.io/last-applied-configuration']);
/** Lists of names and values, or maps of them, whose values often are secrets: the names stay. */
const secretValues: ReadonlySet<string> = new Set(['env', 'httpHeaders']);
/** Where people put secrets whatever the names say. */
const secretLists: ReadonlySet<string> = new Set(['args', 'command']);
const secretWords = /passw(or)?d|secret|private_?key|api_?key|(access|auth|session|bearer)_?token|credential/i;
/** A name that ends like this says something about a secret but does not hold it. */
const referenceWords = /(name|namespace|type|ref)$/i;

/** An object as JSON text for the raw view, without bookkeeping, values of variables, commands and secrets. */
export function toRaw(document: unknown): string {
  return toRawText(toPlain(document));
}

function toPlain(document: unknown): Plain {
  if (typeof document === 'string') return scrubText(document, toPlain);
  if (document === null || typeof document === 'boolean') return document;
  if (typeof document === 'number') return Number.isFinite(document) ? document : null;
  if (Array.isArray(document)) return document.map(toPlain);
  if (typeof document !== 'object') return null;
  return Object.fromEntries(
    Object.entries(document)
      .filter(([key, value]) => value !== undefined && !dropped.has(key))
      .map(([key, value]) => [key, toPlainField(key, value)]),
  );
}

function toPlainField(key: string, value: unknown): Plain {
  if (secretValues.has(key) && typeof value === 'object' && value !== null) return withoutValues(value);
  if (secretLists.has(key) && Array.isArray(value)) return [redacted];
  if (typeof value === 'string' && secretWords.test(key) && !referenceWords.test(key)) return redacted;
  return toPlain(value);
}

function withoutValues(values: object): Plain {
  if (Array.isArray(values)) return values.map(withoutValue);
  return Object.fromEntries(Object.keys(values).map((name) => [name, redacted]));
}

function withoutValue(variable: unknown): Plain {
  const isNamed = typeof variable === 'object' && variable !== null && 'name' in variable;
  return isNamed && typeof variable.name === 'string' ? { name: variable.name, value: redacted } : redacted;
}
