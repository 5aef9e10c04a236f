import { Refusal } from '@/lib/domain/refusal';
import type { Person, Prisma } from '@/lib/store/database/generated/client';

/** The person of an id. Throws a `not-found` Refusal. */
export async function findPerson(tx: Prisma.TransactionClient, id: string): Promise<Person> {
  const person = await tx.person.findUnique({ where: { id } });
  if (person === null) throw new Refusal('not-found', 'There is no such person.');
  return person;
}

/** The person as the audit record names a target. */
export function toPersonTarget({ id, email }: Person) {
  return { kind: 'person', id, label: email };
}
