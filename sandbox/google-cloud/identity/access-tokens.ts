import { z } from 'zod';
import { readSigned, writeSigned } from './signed-text';

const sessionSchema = z.object({
  /** The service account's address, or the principal of a federated workload. */
  principal: z.string(),
  scopes: z.array(z.string()),
  /** Seconds since 1970. */
  expiresAt: z.number(),
});
export type Session = z.infer<typeof sessionSchema>;

const prefix = 'ya29.';
const label = 'access';

/** An access token: opaque to callers. */
export function writeAccessToken(key: Buffer, session: Session): string {
  return prefix + writeSigned(key, label, session);
}

/** What an access token stands for; null when it is none of ours. */
export function readAccessToken(key: Buffer, token: string): Session | null {
  if (!token.startsWith(prefix)) return null;
  const parsed = sessionSchema.safeParse(readSigned(key, label, token.slice(prefix.length)));
  return parsed.success ? parsed.data : null;
}
