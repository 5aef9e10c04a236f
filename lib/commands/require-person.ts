import { Refusal } from '@/lib/domain/refusal';
import type { CommandContext } from './command-context';

/** The person behind the actor, for what belongs to people alone. Throws a `denied` Refusal for machines. */
export function requirePerson({ actor }: Pick<CommandContext, 'actor'>): string {
  if (actor.personId === null) throw new Refusal('denied', 'Only a person can have this.');
  return actor.personId;
}
