import type { AuditActor } from '@/lib/audit/append-audit';
import { appendAudit } from '@/lib/audit/append-audit';
import type { Database } from '@/lib/store/database/database';
import type { Person, Prisma } from '@/lib/store/database/generated/client';
import type { Admission } from './admission';
import type { VouchedIdentity } from './vouched-identity';

/**
 * Lets in whom the identity provider vouches for: the person this subject belongs to, else the person with this verified
 * address, else a new person without any role, whose address must be verified. Stores the groups it named. Everything new goes on record.
 */
export function admitIdentity(database: Database, identity: VouchedIdentity, now: Date): Promise<Admission> {
  return database.prisma.$transaction(async (tx) => {
    // Two sign-ins of one newcomer at once must not make two people.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${identity.email ?? identity.subject}, 0))`;
    const known = await tx.personIdentity.findUnique({
      where: { provider_subject: { provider: identity.issuer, subject: identity.subject } },
      include: { person: true },
    });
    if (known?.person.disabledAt) return { fault: 'Disabled' };
    const person = known ? await refresh(tx, known.person, identity, now) : await enter(tx, identity, now);
    if ('fault' in person) return person;
    await storeGroups(tx, person, identity, now);
    return person;
  });
}

async function enter(tx: Prisma.TransactionClient, identity: VouchedIdentity, now: Date): Promise<Admission> {
  const { email } = identity;
  if (email === null) return { fault: 'EmailMissing' };
  // Addresses are unique here: whoever held one without proof would lock its owner out.
  if (!identity.emailVerified) return { fault: 'EmailNotVerified' };
  const owner = await tx.person.findUnique({ where: { email } });
  if (owner === null) return create(tx, identity, email, now);
  if (owner.disabledAt) return { fault: 'Disabled' };
  // Whoever holds an address without proof must not be joined by the one who proves it.
  if (owner.emailVerified === null) return { fault: 'OAuthAccountNotLinked' };
  await tx.personIdentity.create({
    data: { personId: owner.id, provider: identity.issuer, subject: identity.subject },
  });
  await record(tx, now, owner, 'person.link-identity', { issuer: identity.issuer });
  return { personId: owner.id, email };
}

async function create(
  tx: Prisma.TransactionClient,
  identity: VouchedIdentity,
  email: string,
  now: Date,
): Promise<Admission> {
  const person = await tx.person.create({
    data: {
      email,
      emailVerified: now,
      name: identity.name,
      identities: { create: { provider: identity.issuer, subject: identity.subject } },
    },
  });
  await record(tx, now, person, 'person.create', { issuer: identity.issuer });
  return { personId: person.id, email };
}

/** Takes over a changed name, and an address that is proven and nobody else's. */
async function refresh(
  tx: Prisma.TransactionClient,
  person: Person,
  identity: VouchedIdentity,
  now: Date,
): Promise<Admission> {
  const address = await newlyProvenAddress(tx, person, identity);
  const name = identity.name !== null && identity.name !== person.name ? identity.name : null;
  const changes: Prisma.PersonUpdateInput = {
    ...(name !== null && { name }),
    ...(address !== null && { email: address, emailVerified: now }),
  };
  if (Object.keys(changes).length > 0) await tx.person.update({ where: { id: person.id }, data: changes });
  const { issuer } = identity;
  if (address !== null)
    await record(tx, now, person, 'person.prove-email', { from: person.email, to: address, issuer });
  if (name !== null) await record(tx, now, person, 'person.change-name', { from: person.name, to: name, issuer });
  return { personId: person.id, email: address ?? person.email };
}

async function newlyProvenAddress(
  tx: Prisma.TransactionClient,
  person: Person,
  { email, emailVerified }: VouchedIdentity,
): Promise<string | null> {
  if (email === null || !emailVerified) return null;
  if (email === person.email) return person.emailVerified === null ? email : null;
  return (await tx.person.findUnique({ where: { email } })) === null ? email : null;
}

/** Groups carry roles: what a sign-in adds or takes is a change of rights. */
async function storeGroups(
  tx: Prisma.TransactionClient,
  { personId, email }: { personId: string; email: string },
  { groups, issuer }: VouchedIdentity,
  now: Date,
): Promise<void> {
  const stored = await tx.personGroup.findMany({ where: { personId }, orderBy: { group: 'asc' } });
  const before = stored.map(({ group }) => group);
  const joined = groups.filter((group) => !before.includes(group));
  const left = before.filter((group) => !groups.includes(group));
  if (joined.length === 0 && left.length === 0) return;
  await tx.personGroup.deleteMany({ where: { personId, group: { in: left } } });
  await tx.personGroup.createMany({ data: joined.map((group) => ({ personId, group })), skipDuplicates: true });
  await record(tx, now, { id: personId, email }, 'person.change-groups', { joined, left, issuer });
}

function record(
  tx: Prisma.TransactionClient,
  at: Date,
  person: Pick<Person, 'id' | 'email'>,
  action: string,
  detail: Prisma.InputJsonObject,
): Promise<void> {
  const actor: AuditActor = { kind: 'person', id: person.id, label: person.email };
  const target = { kind: 'person', id: person.id, label: person.email };
  return appendAudit(tx, { at, actor, action, outcome: 'done', target, detail });
}
