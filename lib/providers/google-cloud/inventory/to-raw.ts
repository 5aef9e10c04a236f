import { scrubText } from '../../contract/raw/scrub-text';
import { toRawText } from '../../contract/raw/to-raw-text';

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

const redacted = '[redacted]';

/** Fields whose whole value is or holds a secret. Lower case. */
const secretFields: ReadonlySet<string> = new Set([
  'clientkey',
  'gatewaysharedkey',
  'pairingkey',
  'rootpassword',
  'sharedsecret',
  'sharedsecrethash',
]);
/** A customer's own settings, whose values often are secrets: the names stay. Lower case. */
const secretMaps: ReadonlySet<string> = new Set([
  'buildenvironmentvariables',
  'env',
  'environmentvariables',
  'httpheaders',
  'metadata',
]);
/** Lists of command-line words, which may hold secrets. Lower case. */
const secretLists: ReadonlySet<string> = new Set(['args', 'command']);
const secretWords = /passw(or)?d|secret|private_?key|api_?key|(access|auth|session|bearer|security)_?token|credential/i;
/** A name that ends like this says something about a secret but does not hold it. */
const referenceWords = /(id|name|ref|status|type|version|key_?name|config)s?$/i;
/** What Kubernetes-like objects keep in their `metadata`, which is no customer's setting. */
const objectMetadata =
  /^(annotations|creationTimestamp|generation|labels|name|namespace|resourceVersion|selfLink|uid)$/;

/** A resource's document as JSON text for the raw view, secrets redacted. */
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
    Object.entries(document).map(([key, value]): [string, Plain] => [key, toField(key, value)]),
  );
}

function toField(key: string, value: unknown): Plain {
  const field = key.toLowerCase();
  if (secretFields.has(field)) return redacted;
  if (secretLists.has(field) && Array.isArray(value)) return value.map(() => redacted);
  if (secretMaps.has(field) && typeof value === 'object' && value !== null) return withValuesRedacted(value);
  if (typeof value === 'string' && secretWords.test(key) && !referenceWords.test(key)) return redacted;
  return toPlain(value);
}

/** Keeps the shape: lists of name and value, of key and value in `items`, and plain maps. */
function withValuesRedacted(value: object): Plain {
  if (Array.isArray(value)) return value.map((entry) => (isObject(entry) ? withValuesRedacted(entry) : redacted));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]): [string, Plain] => {
      if (objectMetadata.test(key) || key === 'key' || key === 'kind' || key === 'fingerprint')
        return [key, toPlain(entry)];
      return [key, isObject(entry) ? withValuesRedacted(entry) : redacted];
    }),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
