const redacted = '[redacted]';

/** `https://name:password@host`, the part before the host. */
const userInfo = /:\/\/[^\s/?#@]+@/g;
/** `password=…`, `AccountKey=…`, as options of mounts, words of commands and connection strings have them. */
const assignment =
  /(passw(?:or)?d|secret|token|credentials?|(?:account|access|shared|api|private|psk)[-_]?key)(["']?\s{0,4}[=:]\s{0,4})[^\s,;&]+/gi;
/** What base64 makes of the first bytes of gzip. */
const gzipped = /^H4sI[\w+/=\s]+$/;

/**
 * A text of a provider's document without the secrets that it carries inside: in addresses, in options, and in
 * documents kept as text (such as the last applied one, which repeats what is redacted around it). `toPlain` redacts
 * those.
 */
export function scrubText(text: string, toPlain: (document: unknown) => unknown): string {
  const start = text.trimStart();
  if (start.startsWith('{') || start.startsWith('[')) return scrubDocument(start, toPlain);
  if (gzipped.test(text)) return redacted;
  return scrubWords(text);
}

function scrubDocument(text: string, toPlain: (document: unknown) => unknown): string {
  try {
    return JSON.stringify(toPlain(JSON.parse(text)));
  } catch (error) {
    // Nested deeper than can be gone through: nothing that a person would read.
    if (error instanceof RangeError) return redacted;
    if (!(error instanceof SyntaxError)) throw error;
    return scrubWords(text);
  }
}

function scrubWords(text: string): string {
  if (!text.includes('=') && !text.includes(':')) return text;
  return text.replace(userInfo, `://${redacted}@`).replace(assignment, `$1$2${redacted}`);
}
