import { z } from 'zod';
import type { preferencesSchema } from '@/lib/api/contracts/people';
import { readPreference } from '@/lib/queries/preferences';

export const keyboardPreference = 'keyboard';
const keyboardSchema = z.object({ singleKeys: z.boolean() });

/** Whether single keys act; they do until the person switches them off. */
export function areSingleKeysOn(preferences: z.infer<typeof preferencesSchema> | undefined): boolean {
  return readPreference(preferences, keyboardPreference, keyboardSchema)?.singleKeys ?? true;
}
