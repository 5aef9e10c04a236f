import { inventoriedKinds } from '@/lib/domain/inventoried-kinds';
import type { ProviderId } from '@/lib/domain/provider';
import type { ResourceKind } from '@/lib/domain/resource';

const known = new WeakMap<readonly ResourceKind[], Map<ProviderId, boolean>>();

/** Whether a provider's inventory may hold any of some kinds. It is asked many times of each site, and worked out once. */
export function listsAny(provider: ProviderId, kinds: readonly ResourceKind[]): boolean {
  const answers = known.get(kinds) ?? new Map<ProviderId, boolean>();
  known.set(kinds, answers);
  const answer = answers.get(provider) ?? inventoriedKinds[provider].some((kind) => kinds.includes(kind));
  answers.set(provider, answer);
  return answer;
}
