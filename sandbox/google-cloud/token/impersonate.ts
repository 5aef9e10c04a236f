import { z } from 'zod';
import { GoogleError, invalidArgument } from '../google-error';
import { writeAccessToken } from '../identity/access-tokens';
import type { Trust } from '../identity/trust';

const bodySchema = z.object({
  scope: z.array(z.string()).min(1),
  lifetime: z
    .string()
    .regex(/^\d+s$/)
    .optional(),
});
const longestSeconds = 3600;

/** Answers `iamcredentials … :generateAccessToken`: a token of the service account for one who may act as it. */
export function impersonate({ account, signingKey }: Trust, email: string, body: unknown, now: Date): unknown {
  if (email !== account.email && email !== account.uniqueId) {
    throw new GoogleError('NOT_FOUND', `Not found; Gaia id not found for email ${email}`);
  }
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) throw invalidArgument('Request contains an invalid argument.');
  const seconds = Number.parseInt(parsed.data.lifetime ?? `${longestSeconds}s`, 10);
  if (seconds > longestSeconds) throw invalidArgument('The lifetime must be at most 3600s.');
  const expiresAt = Math.floor(now.getTime() / 1000) + seconds;
  return {
    accessToken: writeAccessToken(signingKey, { principal: account.email, scopes: parsed.data.scope, expiresAt }),
    expireTime: new Date(expiresAt * 1000).toISOString().replace('.000Z', 'Z'),
  };
}
