import type { z } from 'zod';
import { preferencesSchema } from '@/lib/api/contracts/people';
import { Refusal } from '@/lib/domain/refusal';
import type { ViewContext } from '@/lib/views/view-context';

/** One's own settings by key. */
export async function readPreferences({ actor, database }: ViewContext): Promise<z.infer<typeof preferencesSchema>> {
  if (actor.personId === null) throw new Refusal('denied', 'Only a person has settings.');
  const stored = await database.prisma.preference.findMany({ where: { personId: actor.personId } });
  return preferencesSchema.parse({ values: Object.fromEntries(stored.map(({ key, value }) => [key, value])) });
}
