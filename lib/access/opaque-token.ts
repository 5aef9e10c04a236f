import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as text fit for a cookie, a header or a link. */
export function createOpaqueToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token: enough to find it again, nothing to use. Fast on purpose, for 256 bits cannot be guessed. */
export function hashOpaqueToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
