import { createHmac } from 'node:crypto';
import { createOpaqueToken } from './opaque-token';

/** Makes a request sent twice act once: the key its sender chose, and the server's secret to derive from. */
export interface Repeatable {
  key: string;
  secret: string;
}

/**
 * A token of 256 bits: random, or, for a request that may be sent twice, the same each time. What is stored of it is a
 * hash either way, so that the second answer can still show what the first one made.
 */
export function createToken(purpose: string, actorId: string | null, repeatable: Repeatable | null): string {
  if (repeatable === null) return createOpaqueToken();
  return createHmac('sha256', repeatable.secret)
    .update(JSON.stringify([purpose, actorId, repeatable.key]))
    .digest('base64url');
}
