import { reachOf } from '@/lib/access/authorise';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';

/** Makes a token useless from the next request on: one's own, or anybody's for who administers people. */
export async function revokeApiToken(context: CommandContext, id: string): Promise<void> {
  const { actor } = context;
  const target = { kind: 'token', id, label: id };
  const description = { action: 'token.revoke', permission: 'tokens:write', reach: 'somewhere', target } as const;
  await runCommand(context, description, async (tx) => {
    const token = await tx.apiToken.findUnique({ where: { id } });
    const mayAny = reachOf(actor, 'people:write')?.everything === true;
    if (token === null || (token.personId !== actor.personId && !mayAny))
      throw new Refusal('not-found', 'There is no such token.');
    const { count } = await tx.apiToken.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: context.now },
    });
    if (count === 0) return { result: undefined, unchanged: true };
    return { result: undefined, target: { ...target, label: token.name } };
  });
}
