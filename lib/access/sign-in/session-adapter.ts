import type { Adapter, AdapterUser } from 'next-auth/adapters';
import { hashOpaqueToken } from '@/lib/access/opaque-token';
import type { Database } from '@/lib/store/database/database';
import type { Person } from '@/lib/store/database/generated/client';
import { closeSession } from './close-session';
import { openSession, type SignInMethod } from './open-session';

/**
 * next-auth over our tables. People come in by admission alone, before next-auth looks for them, so that creating and
 * linking are not offered here; of session and link tokens only hashes are kept.
 */
export function createSessionAdapter(
  database: Database,
  issuer: string | null,
  method: SignInMethod,
  now: Date,
): Adapter {
  const { prisma } = database;
  return {
    async getUser(id) {
      return toUser(await prisma.person.findUnique({ where: { id } }));
    },
    async getUserByEmail(email) {
      return toUser(await prisma.person.findUnique({ where: { email } }));
    },
    async getUserByAccount({ providerAccountId }) {
      if (issuer === null) return null;
      const where = { provider_subject: { provider: issuer, subject: providerAccountId } };
      return toUser((await prisma.personIdentity.findUnique({ where, include: { person: true } }))?.person ?? null);
    },
    async updateUser({ id }) {
      return toKnownUser(await prisma.person.findUniqueOrThrow({ where: { id } }));
    },
    async createSession({ sessionToken, userId }) {
      const expires = await prisma.$transaction((tx) =>
        openSession(tx, { token: sessionToken, personId: userId, method }, now),
      );
      return { sessionToken, userId, expires };
    },
    async getSessionAndUser(sessionToken) {
      const session = await prisma.session.findUnique({
        where: { tokenHash: hashOpaqueToken(sessionToken), person: { disabledAt: null } },
        include: { person: true },
      });
      if (session === null) return null;
      const { personId, expiresAt, person } = session;
      return { session: { sessionToken, userId: personId, expires: expiresAt }, user: toKnownUser(person) };
    },
    // Requests move a session on by themselves; what next-auth proposes would outlive our limits.
    updateSession: async () => null,
    async deleteSession(sessionToken) {
      await prisma.$transaction((tx) => closeSession(tx, sessionToken, now));
    },
    async createVerificationToken({ identifier, token, expires }) {
      await prisma.verificationToken.deleteMany({ where: { expiresAt: { lt: now } } });
      await prisma.verificationToken.create({ data: { identifier, tokenHash: token, expiresAt: expires } });
      return { identifier, token, expires };
    },
    async useVerificationToken({ identifier, token }) {
      const where = { identifier_tokenHash: { identifier, tokenHash: token } };
      const found = await prisma.verificationToken.findUnique({ where });
      if (found === null) return null;
      const { count } = await prisma.verificationToken.deleteMany({ where: { identifier, tokenHash: token } });
      return count === 0 ? null : { identifier, token, expires: found.expiresAt };
    },
  };
}

function toUser(person: Person | null): AdapterUser | null {
  return person === null || person.disabledAt !== null ? null : toKnownUser(person);
}

function toKnownUser({ id, email, emailVerified, name }: Person): AdapterUser {
  return { id, email, emailVerified, name };
}
