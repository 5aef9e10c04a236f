import type { WatchLinks } from '@/lib/api/contracts/link-watches';
import type { CommandContext } from '@/lib/commands/command-context';
import { requirePerson } from '@/lib/commands/require-person';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import type { LinkWatch } from '@/lib/store/database/generated/client';

const mostWatches = 200;

/** Has the person told by mail of the troubles of links. What is watched already stays as it is. */
export async function watchLinks(context: CommandContext, input: WatchLinks): Promise<LinkWatch> {
  const { subject, target: aim = '' } = input;
  const target = { kind: 'link-watch', id: null, label: aim === '' ? 'all links' : `${subject} ${aim}` };
  const description = { action: 'link-watch.add', permission: 'inventory:read', reach: 'somewhere', target } as const;
  return runCommand(context, description, async (tx) => {
    const personId = requirePerson(context);
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${personId}, 0))`;
    const known = await tx.linkWatch.findFirst({ where: { personId, subject, target: aim } });
    if (known !== null) return { result: known, unchanged: true };
    if ((await tx.linkWatch.count({ where: { personId } })) >= mostWatches)
      throw new Refusal('conflict', `You watch ${mostWatches} already. Stop watching one first.`);
    const watch = await tx.linkWatch.create({ data: { personId, subject, target: aim, createdAt: context.now } });
    return { result: watch, target: { ...target, id: watch.id } };
  });
}

/** No longer tells the person. Throws a `not-found` Refusal for what is not theirs. */
export async function unwatchLinks(context: CommandContext, id: string): Promise<void> {
  const target = { kind: 'link-watch', id, label: id };
  const description = {
    action: 'link-watch.remove',
    permission: 'inventory:read',
    reach: 'somewhere',
    target,
  } as const;
  await runCommand(context, description, async (tx) => {
    const watch = await tx.linkWatch.findFirst({ where: { id, personId: requirePerson(context) } });
    if (watch === null) throw new Refusal('not-found', 'You watch no such thing.');
    await tx.linkWatch.delete({ where: { id } });
    const label = watch.target === '' ? 'all links' : `${watch.subject} ${watch.target}`;
    return { result: undefined, target: { ...target, label } };
  });
}
