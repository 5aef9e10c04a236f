import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;

/**
 * Seals `text` so that only the holder of `key` (32 bytes) can read or make it, and only under the same `label`.
 * The same input gives the same base64.
 */
export function seal(key: Buffer, label: string, text: string): string {
  const iv = createHmac('sha256', key).update(label).update('\u0000').update(text).digest().subarray(0, ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(label));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Opens what `seal` made; null when it was not made under this key and label. */
export function open(key: Buffer, label: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < ivBytes + tagBytes || bytes.toString('base64') !== sealed) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes))
    .setAAD(Buffer.from(label))
    .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  const opened = decipher.update(bytes.subarray(ivBytes + tagBytes));
  try {
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  } catch {
    // A tag that does not fit is the answer, not an accident: the token is not ours.
    return null;
  }
}
