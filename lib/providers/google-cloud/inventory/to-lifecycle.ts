import type { LifecycleState } from '@/lib/domain/resource';

/** The state a word of Google's stands for; `unknown` for no word or one we do not know. */
export function toLifecycle(
  states: Readonly<Record<string, LifecycleState>>,
  word: string | undefined,
): LifecycleState {
  return (word !== undefined && Object.hasOwn(states, word) ? states[word] : undefined) ?? 'unknown';
}
