import { z } from 'zod';

const claimsSchema = z.object({ exp: z.number() });

/** When a JSON Web Token says it ends; null when it does not say. Its signature is nobody's business but Slurm's. */
export function tokenExpiryOf(token: string): Date | null {
  const [, payload = ''] = token.split('.');
  try {
    const claims = claimsSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    return claims.success ? new Date(claims.data.exp * 1000) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
