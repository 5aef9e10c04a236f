import { createOpaqueToken, hashOpaqueToken } from '@/lib/access/opaque-token';
import { toApiTokenPrefix, toApiTokenValue } from '@/lib/access/tokens/api-token';
import { type Permission, permissions, type Role, type Scope } from '@/lib/domain/access';
import type { Database } from '@/lib/store/database/database';
import { toSessionExpiry } from './session/session-policy';

export interface TestPerson {
  id: string;
  email: string;
  /** The value of a `Cookie` header of a signed-in browser. */
  cookie: string;
}

const everything: Scope = { kind: 'all' };

/** A person with one role (or none) and a signed-in browser. */
export async function createTestPerson(
  database: Database,
  role: Role | null,
  { scope = everything, now = new Date(), email = `${crypto.randomUUID()}@example.com` } = {},
): Promise<TestPerson> {
  const person = await database.prisma.person.create({
    data: {
      email,
      emailVerified: now,
      bindings: role ? { create: { role, scopeKind: scope.kind, scopeValue: toScopeValue(scope) } } : undefined,
    },
  });
  return { id: person.id, email, cookie: await createTestSession(database, person.id, now) };
}

export async function createTestSession(database: Database, personId: string, now = new Date()): Promise<string> {
  const token = createOpaqueToken();
  await database.prisma.session.create({
    data: {
      tokenHash: hashOpaqueToken(token),
      personId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: toSessionExpiry(now, now),
    },
  });
  return `millwright.session=${token}`;
}

/** A personal API token's value, good for a day. */
export async function createTestToken(
  database: Database,
  personId: string,
  allowed: readonly Permission[] = permissions,
): Promise<string> {
  const value = toApiTokenValue(createOpaqueToken());
  await database.prisma.apiToken.create({
    data: {
      personId,
      name: 'test',
      prefix: toApiTokenPrefix(value),
      tokenHash: hashOpaqueToken(value),
      permissions: [...allowed],
      expiresAt: new Date(Date.now() + 86_400_000),
    },
  });
  return value;
}

function toScopeValue(scope: Scope): string | null {
  if (scope.kind === 'all') return null;
  return scope.kind === 'site' ? scope.site : scope.team;
}
