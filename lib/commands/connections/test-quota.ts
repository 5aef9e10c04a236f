import type { Actor } from '@/lib/access/actor';
import { Refusal } from '@/lib/domain/refusal';

const windowMs = 10 * 60_000;
const testsPerWindow = 20;
const mostActors = 10_000;
const made = new Map<string, number[]>();

/**
 * Counts one connection test of an actor, in this process. Tests call the provider while someone waits and some calls
 * cost money, so they must not be looped. Throws a `too-many` Refusal beyond twenty in ten minutes.
 */
export function spendTest(actor: Actor, now: Date): void {
  const key = actor.personId ?? actor.id ?? actor.label;
  const recent = (made.get(key) ?? []).filter((at) => now.getTime() - at < windowMs);
  if (recent.length >= testsPerWindow)
    throw new Refusal('too-many', `More than ${testsPerWindow} tests in ten minutes. Try again a little later.`);
  if (made.size >= mostActors) made.clear();
  made.set(key, [...recent, now.getTime()]);
}
