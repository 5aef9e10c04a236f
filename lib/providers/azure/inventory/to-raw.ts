import { scrubText } from '../../contract/raw/scrub-text';
import { toRawText } from '../../contract/raw/to-raw-text';

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

const redacted = '[redacted]';

/** Fields that hold a secret whatever their name says. Lower case. */
const secretFields: ReadonlySet<string> = new Set([
  'additionalunattendcontent',
  'adminpassword',
  'args',
  'authorizationkey',
  'command',
  'customdata',
  'httpheaders',
  'servicekey',
  'sharedkey',
  'ssh',
  'storageaccountkey',
  'userdata',
  'workspacekey',
]);
/** Lists and maps of a customer's own names to values that often are secrets: the names stay. Lower case. */
const secretMaps: ReadonlySet<string> = new Set([
  'env',
  'environmentvariables',
  'protectedsettings',
  'secrets',
  'settings',
]);
const secretWords = /passw(or)?d|secret|private_?key|api_?key|(access|auth|session|bearer|security)_?token|credential/i;
/** A name that ends like this says something about a secret but does not hold it. */
const referenceWords = /(arn|enabled|id|name|status|type|uri|url)$/i;

/** A Resource Manager document as JSON text for the raw view, secrets redacted. */
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
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, toPlainField(key, value)]),
  );
}

function toPlainField(key: string, value: unknown): Plain {
  const field = key.toLowerCase();
  if (secretFields.has(field) && value !== null) return redacted;
  if (secretMaps.has(field)) return withValuesRedacted(value);
  if (typeof value === 'string' && secretWords.test(key) && !referenceWords.test(key)) return redacted;
  return toPlain(value);
}

/** Keeps the shape and what is called `name`, so that it stays visible which names are set. */
function withValuesRedacted(value: unknown): Plain {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(withValuesRedacted);
  if (typeof value !== 'object') return redacted;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]): [string, Plain] => [
      key,
      key === 'name' && typeof entry === 'string' ? entry : withValuesRedacted(entry),
    ]),
  );
}
