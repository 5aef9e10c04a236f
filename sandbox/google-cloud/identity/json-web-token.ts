import { createVerify, type KeyObject } from 'node:crypto';
import { z } from 'zod';

const headerSchema = z.object({ alg: z.string(), kid: z.string().optional() });
const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  scope: z.string().optional(),
  iat: z.number().optional(),
  exp: z.number().optional(),
});

export interface JsonWebToken {
  header: z.infer<typeof headerSchema>;
  claims: z.infer<typeof claimsSchema>;
  /** What the signature is over. */
  signedPart: string;
  signature: Buffer;
}

/** Takes a compact token apart; null when it is none. */
export function parseToken(text: string): JsonWebToken | null {
  const [header, claims, signature, ...more] = text.split('.');
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0) return null;
  const parsedHeader = headerSchema.safeParse(decode(header));
  const parsedClaims = claimsSchema.safeParse(decode(claims));
  if (!parsedHeader.success || !parsedClaims.success) return null;
  return {
    header: parsedHeader.data,
    claims: parsedClaims.data,
    signedPart: `${header}.${claims}`,
    signature: Buffer.from(signature, 'base64url'),
  };
}

/** Whether it was signed with RS256 by the holder of the key. */
export function isSignedBy({ header, signedPart, signature }: JsonWebToken, key: KeyObject): boolean {
  return header.alg === 'RS256' && createVerify('sha256').update(signedPart).verify(key, signature);
}

function decode(part: string): unknown {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
