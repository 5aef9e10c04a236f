import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readConfig } from '@/lib/config/config';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { requireWayIn } from './require-way-in';

const mail = { SMTP_URL: 'smtp://mail.example', SMTP_FROM: 'millwright@example.com' };
const oidc = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'millwright', OIDC_CLIENT_SECRET: 'secret' };
const hour = 3_600_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.prisma.person.deleteMany();
  await database.prisma.invitation.deleteMany();
});

function look(more: Record<string, string> = {}) {
  const env = { DATABASE_URL: database.url, MILLWRIGHT_KEY: randomBytes(32).toString('base64') };
  return requireWayIn(readConfig({ ...env, ...more }, 'cli'), database);
}

function admit(disabledAt: Date | null = null) {
  return database.prisma.person.create({ data: { email: 'ada@example.com', disabledAt } });
}

function signIn(personId: string, forMs: number) {
  const expiresAt = new Date(Date.now() + forMs);
  return database.prisma.session.create({ data: { personId, tokenHash: 'hash', expiresAt } });
}

test('a person alone is no way in: without mail or an identity provider they have nothing to sign in with', async () => {
  await expect(look()).rejects.toThrow(/millwright -- invite/);
  await admit();
  await expect(look()).rejects.toThrow(/millwright -- invite/);
  await expect(look(oidc)).resolves.toBeUndefined();
  await expect(look(mail)).resolves.toBeUndefined();
});

test('mail lets nobody in when everybody is disabled', async () => {
  await admit(new Date());
  await expect(look(mail)).rejects.toThrow(/invite/);
});

test('a session that still lives is a way in, an ended one is not', async () => {
  const { id } = await admit();
  const { id: session } = await signIn(id, hour);
  await expect(look()).resolves.toBeUndefined();
  await database.prisma.session.update({ where: { id: session }, data: { expiresAt: new Date(Date.now() - hour) } });
  await expect(look()).rejects.toThrow(/invite/);
});

test('an open invitation is a way in', async () => {
  const invitation = { tokenHash: 'h', email: 'ada@example.com', role: 'admin', scopeKind: 'all', createdBy: 'cli' };
  await database.prisma.invitation.create({ data: { ...invitation, expiresAt: new Date(Date.now() + hour) } });
  await expect(look()).resolves.toBeUndefined();
});
