import { createHmac, timingSafeEqual } from 'node:crypto';

/** Writes a value so that only the holder of `key` can have written it, and only under `label`. */
export function writeSigned(key: Buffer, label: string, value: unknown): string {
  const text = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${text}.${macOf(key, label, text)}`;
}

/** Reads what `writeSigned` wrote; undefined when it was not written under this key and label. */
export function readSigned(key: Buffer, label: string, signed: string): unknown {
  const separator = signed.lastIndexOf('.');
  const text = signed.slice(0, Math.max(separator, 0));
  const mac = Buffer.from(signed.slice(separator + 1));
  const expected = Buffer.from(macOf(key, label, text));
  if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) return undefined;
  const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  return value;
}

function macOf(key: Buffer, label: string, text: string): string {
  return createHmac('sha256', key).update(`${label}\u0000${text}`).digest('base64url').slice(0, 32);
}
