import { PlainError } from '@/lib/cli/plain-error';
import type { Config } from '@/lib/config/config';
import type { Database } from '@/lib/store/database/database';

/**
 * Refuses a console nobody could sign in to: no identity provider, nobody invited, no mail to send a person a link by, and
 * nobody still signed in who could invite.
 */
export async function requireWayIn(config: Config, { prisma }: Database): Promise<void> {
  if (config.oidc !== null) return;
  const now = new Date();
  const mustBeSignedIn = config.smtp === null ? { sessions: { some: { expiresAt: { gt: now } } } } : {};
  const [people, invitations] = await Promise.all([
    prisma.person.count({ where: { disabledAt: null, ...mustBeSignedIn } }),
    prisma.invitation.count({ where: { usedAt: null, revokedAt: null, expiresAt: { gt: now } } }),
  ]);
  if (people + invitations > 0) return;
  throw new PlainError(
    'Nobody could sign in: set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, or SMTP_URL and SMTP_FROM once there are people, or invite somebody with `npm run -s millwright -- invite you@example.com --role admin`.',
  );
}
