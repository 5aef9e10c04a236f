import type { z } from 'zod';
import { reachOf } from '@/lib/access/authorise';
import { readPersonActor } from '@/lib/access/grants/read-person-actor';
import { hashOpaqueToken } from '@/lib/access/opaque-token';
import { createToken, type Repeatable } from '@/lib/access/repeatable-token';
import { toApiTokenPrefix, toApiTokenValue } from '@/lib/access/tokens/api-token';
import type { createTokenSchema } from '@/lib/api/contracts/people';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import type { Permission } from '@/lib/domain/access';
import { Refusal } from '@/lib/domain/refusal';
import type { ApiToken, Prisma } from '@/lib/store/database/generated/client';

const dayMs = 86_400_000;
const mostTokens = 50;

/** A token and its value, which is shown now and never again. */
export interface CreatedApiToken {
  token: ApiToken;
  value: string;
}

/**
 * Makes a personal API token for `personId`: oneself, or, from the command line, anybody. It may use the named permissions
 * as far as its person holds them at the time. Sent again with the same idempotency key, it answers with what it made.
 */
export async function createApiToken(
  context: CommandContext,
  personId: string,
  input: z.output<typeof createTokenSchema>,
  repeatable: Repeatable | null = null,
): Promise<CreatedApiToken> {
  const { actor, now } = context;
  const target = { kind: 'token', id: null, label: input.name };
  const description = { action: 'token.create', permission: 'tokens:write', reach: 'somewhere', target } as const;
  return runCommand(context, description, async (tx) => {
    if (actor.kind !== 'cli' && actor.personId !== personId)
      throw new Refusal('denied', 'A token can be made only for oneself.');
    await refuseBeyondOwn(context, tx, personId, input.permissions);
    const value = toApiTokenValue(createToken('token', actor.id, repeatable));
    const tokenHash = hashOpaqueToken(value);
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${personId}, 0))`;
    const made = await tx.apiToken.findUnique({ where: { tokenHash } });
    if (made !== null) return { result: { token: made, value }, unchanged: true };
    const active = await tx.apiToken.count({ where: { personId, revokedAt: null, expiresAt: { gt: now } } });
    if (active >= mostTokens) throw new Refusal('conflict', `There are ${mostTokens} active tokens. Revoke one first.`);
    const token = await tx.apiToken.create({
      data: {
        personId,
        name: input.name,
        prefix: toApiTokenPrefix(value),
        tokenHash,
        permissions: [...new Set(input.permissions)],
        createdAt: now,
        expiresAt: new Date(now.getTime() + input.expiresInDays * dayMs),
      },
    });
    return {
      result: { token, value },
      target: { ...target, id: token.id },
      audit: { permissions: token.permissions, expiresAt: token.expiresAt.toISOString() },
    };
  });
}

async function refuseBeyondOwn(
  { actor }: CommandContext,
  tx: Prisma.TransactionClient,
  personId: string,
  permissions: readonly Permission[],
): Promise<void> {
  const holder = actor.kind === 'cli' ? await readPersonActor(tx, personId) : actor;
  if (holder === null) throw new Refusal('not-found', 'There is no such person, or they are disabled.');
  const beyond = permissions.filter((permission) => reachOf(holder, permission) === null);
  if (beyond.length > 0)
    throw new Refusal('denied', `A token cannot do more than its person: ${beyond.join(', ')} is not held.`);
}
