import type { Actor } from '@/lib/access/actor';
import { ActorQuota } from '@/lib/commands/actor-quota';

const tests = new ActorQuota(20, 'tests');

/**
 * Counts one connection test of an actor, in this process. Tests call the provider while someone waits and some calls
 * cost money, so they must not be looped. Throws a `too-many` Refusal beyond twenty in ten minutes.
 */
export function spendTest(actor: Actor, now: Date): void {
  tests.spend(actor, now);
}
