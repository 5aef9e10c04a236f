import { scrubText } from '../../contract/raw/scrub-text';
import { toRawText } from '../../contract/raw/to-raw-text';

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

const redacted = '[redacted]';

const secretWords = /passw(or)?d|secret|private_?key|ssh_?key|api_?key|token|credential/i;
/** Addresses of proxies may hold a name and a password. */
const proxyKeys: ReadonlySet<string> = new Set(['http_proxy', 'https_proxy']);

/** An object as JSON text for the raw view, without tokens, passwords, keys and what leads to them. */
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
      .map(([key, value]) => [key, isSecret(key, value) ? redacted : toPlain(value)]),
  );
}

function isSecret(key: string, value: unknown): boolean {
  const isEmpty = value === null || value === '' || typeof value === 'boolean';
  return !isEmpty && (secretWords.test(key) || proxyKeys.has(key));
}
