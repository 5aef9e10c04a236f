import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const claimsSchema = z.object({
  /** Seconds since 1970; a token without an end is refused. */
  exp: z.number(),
  /** The Slurm user name. */
  sun: z.string().min(1),
});

/** What a token says of its bearer. */
export type TokenClaims = z.infer<typeof claimsSchema>;

const headerSchema = z.object({ alg: z.literal('HS256') });

/** Issues a token the controller takes, as `scontrol token` does. */
export function issueToken(key: Buffer, claims: TokenClaims & { iat: number }): string {
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${sign(key, signed)}`;
}

/** What the token says, if the controller signed it and it has not run out; null otherwise. */
export function readToken(key: Buffer, token: string, now: Date): TokenClaims | null {
  const [header, payload, signature, ...rest] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) return null;
  if (!isEqual(signature, sign(key, `${header}.${payload}`))) return null;
  if (!headerSchema.safeParse(decode(header)).success) return null;
  const claims = claimsSchema.safeParse(decode(payload));
  return claims.success && claims.data.exp > now.getTime() / 1000 ? claims.data : null;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function sign(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

function isEqual(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
