import type { ApiToken as TokenView } from '@/lib/api/contracts/people';
import { permissions } from '@/lib/domain/access';
import { Refusal } from '@/lib/domain/refusal';
import type { ApiToken } from '@/lib/store/database/generated/client';
import type { ViewContext } from '@/lib/views/view-context';

/** One's own API tokens, newest first; never their values. */
export async function readTokens({ actor, database, now }: ViewContext): Promise<{ items: TokenView[] }> {
  if (actor.personId === null) throw new Refusal('denied', 'Only a person has tokens.');
  const tokens = await database.prisma.apiToken.findMany({
    where: { personId: actor.personId },
    orderBy: { createdAt: 'desc' },
    take: 500,
  });
  return { items: tokens.map((token) => toApiToken(token, now)) };
}

/** A token as the API shows it. */
export function toApiToken(token: ApiToken, now: Date): TokenView {
  return {
    id: token.id,
    name: token.name,
    prefix: token.prefix,
    permissions: permissions.filter((permission) => token.permissions.includes(permission)),
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt.toISOString(),
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    state: token.revokedAt !== null ? 'revoked' : token.expiresAt <= now ? 'expired' : 'active',
  };
}
