import { type Preferences, readPreference } from '@/lib/queries/preferences';

export const keyboardPreference = 'keyboard';

interface KeyboardPreference {
  singleKeys: boolean;
}

function isKeyboardPreference(value: unknown): value is KeyboardPreference {
  return typeof value === 'object' && value !== null && 'singleKeys' in value && typeof value.singleKeys === 'boolean';
}

/** Whether single keys act; they do until the person switches them off. */
export function areSingleKeysOn(preferences: Preferences | undefined): boolean {
  return readPreference(preferences, keyboardPreference, isKeyboardPreference)?.singleKeys ?? true;
}
