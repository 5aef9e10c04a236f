import { reachOf } from '@/lib/access/authorise';
import type { Me } from '@/lib/api/contracts/people';
import { permissions } from '@/lib/domain/access';
import { Refusal } from '@/lib/domain/refusal';
import type { ViewContext } from '@/lib/views/view-context';

/** Who asks, what they hold and what that lets them do somewhere. Empty permissions: nobody gave them a role yet. */
export async function readMe({ actor, database }: ViewContext): Promise<Me> {
  if (actor.personId === null) throw new Refusal('denied', 'Only a person has a self.');
  const [person, simulated] = await Promise.all([
    database.prisma.person.findUnique({ where: { id: actor.personId } }),
    database.prisma.connection.findFirst({ where: { simulated: true }, select: { id: true } }),
  ]);
  if (person === null) throw new Refusal('unauthenticated', 'Your account is gone. Sign in again.');
  return {
    person: { id: person.id, email: person.email, name: person.name },
    grants: actor.grants,
    permissions: permissions.filter((permission) => reachOf(actor, permission) !== null),
    simulated: simulated !== null,
  };
}
