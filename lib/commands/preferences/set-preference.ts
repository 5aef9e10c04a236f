import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { CommandContext } from '@/lib/commands/command-context';
import { requirePerson } from '@/lib/commands/require-person';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import { Prisma } from '@/lib/store/database/generated/client';

const mostCharacters = 16_384;
const mostKeys = 100;

/** Sets one of one's own settings. */
export async function setPreference(context: CommandContext, key: string, value: z.core.util.JSONType): Promise<void> {
  const target = { kind: 'preference', id: null, label: key };
  const description = { action: 'preference.set', permission: 'views:write', reach: 'somewhere', target } as const;
  await runCommand(context, description, async (tx) => {
    const personId = requirePerson(context);
    if (JSON.stringify(value).length > mostCharacters)
      throw new Refusal('too-large', `A setting holds at most ${mostCharacters} characters.`);
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${personId}, 0))`;
    const where = { personId_key: { personId, key } };
    const before = await tx.preference.findUnique({ where });
    if (before && isDeepStrictEqual(before.value, value)) return { result: undefined, unchanged: true };
    if (before === null && (await tx.preference.count({ where: { personId } })) >= mostKeys)
      throw new Refusal('conflict', `There are ${mostKeys} settings already.`);
    const stored = value === null ? Prisma.JsonNull : value;
    await tx.preference.upsert({ where, create: { personId, key, value: stored }, update: { value: stored } });
    return { result: undefined };
  });
}
