import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;
/** What sealing adds to the length of the plain bytes. */
export const sealOverhead = nonceBytes + tagBytes;

/** AES-256-GCM: nonce, ciphertext, tag. The nonce is random: one key must seal fewer than 2^32 times (SP 800-38D). */
export function seal(key: Buffer, plain: Buffer, boundTo: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(boundTo);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The plain bytes; null when key, binding or any bit differs from what was sealed. */
export function unseal(key: Buffer, sealed: Buffer, boundTo: Buffer): Buffer | null {
  if (sealed.length < sealOverhead) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(boundTo);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plain = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    return null; // final() throws for one reason only: the tag does not match
  }
}
