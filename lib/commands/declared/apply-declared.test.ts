import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError } from '@/lib/config/config-error';
import { readDeclaration } from '@/lib/config/declared';
import { parseMasterKey } from '@/lib/config/master-keys';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { readSecret } from '@/lib/store/secrets/connection-secret';
import { applyDeclared } from './apply-declared';

const current = parseMasterKey(randomBytes(32).toString('base64'));
if (current === null) throw new Error('a fresh key must parse');
const keys = { current, previous: [] };

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.close());

const whole = `
connections:
  - name: research
    provider: aws
    settings: { regions: [us-east-1] }
    secret: { accessKeyId: { env: KEY_ID }, secretAccessKey: { env: KEY } }
    interval: 20m
roleBindings:
  - { group: ai-platform, role: operator }
  - { email: ana@example.com, role: viewer, scope: { team: vision } }
`;
const env = { KEY_ID: 'AKIAEXAMPLE', KEY: 'canary-91' };

function apply(text: string | null, environment = env) {
  const declaration = text === null ? null : readDeclaration(text, 'millwright.yaml').declaration;
  return applyDeclared(database, { declaration, keys, egressAllow: [] }, environment);
}

describe('millwright.yaml', () => {
  test('becomes connections and role bindings, on record without secrets', async () => {
    await apply(whole);
    const connection = await database.prisma.connection.findFirstOrThrow();
    expect(connection).toMatchObject({ name: 'research', managedBy: 'file', intervalMs: 1_200_000, paused: false });
    expect(await readSecret(database.prisma, keys, connection.id)).toEqual({
      accessKeyId: 'AKIAEXAMPLE',
      secretAccessKey: 'canary-91',
    });
    const schedules = await database.prisma.collectionSchedule.findMany({ orderBy: { capability: 'asc' } });
    expect(schedules.map(({ capability }) => capability)).toEqual(['cost', 'inventory', 'metrics', 'prices']);
    const bindings = await database.prisma.roleBinding.findMany({ orderBy: { role: 'asc' } });
    expect(bindings).toMatchObject([
      { group: 'ai-platform', role: 'operator', scopeKind: 'all', managedBy: 'file' },
      { email: 'ana@example.com', role: 'viewer', scopeKind: 'team', scopeValue: 'vision', managedBy: 'file' },
    ]);
    const [entry] = await database.prisma.auditEntry.findMany();
    expect(entry).toMatchObject({ action: 'declaration.apply', actorKind: 'file', outcome: 'done' });
    expect(JSON.stringify(entry?.detail)).not.toContain('canary');
  });

  test('applied again, changes and records nothing', async () => {
    await apply(whole);
    expect(await apply(whole)).toEqual([]);
    expect(await database.prisma.auditEntry.count()).toBe(1);
    expect((await database.prisma.connection.findFirstOrThrow()).version).toBe(1);
  });

  test('applied by five processes at once, is applied once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => apply(whole)));
    expect(await database.prisma.connection.count()).toBe(1);
    expect(await database.prisma.roleBinding.count()).toBe(2);
    expect(await database.prisma.auditEntry.count()).toBe(1);
  });

  test('changed, changes what it declares and says what', async () => {
    await apply(whole);
    await apply(whole.replace('us-east-1', 'eu-west-1').replace('role: operator', 'role: admin'), {
      ...env,
      KEY: 'another',
    });
    const connection = await database.prisma.connection.findFirstOrThrow();
    expect(connection.settings).toMatchObject({ regions: ['eu-west-1'] });
    expect(await readSecret(database.prisma, keys, connection.id)).toMatchObject({ secretAccessKey: 'another' });
    const last = await database.prisma.auditEntry.findFirstOrThrow({ orderBy: { sequence: 'desc' } });
    const detail = JSON.stringify(last.detail);
    for (const word of ['eu-west-1', 'replaced', 'granted', 'revoked']) expect(detail).toContain(word);
  });

  test('no longer declaring a connection releases it, paused, and takes the role bindings back', async () => {
    await apply(whole);
    await database.prisma.roleBinding.create({ data: { email: 'kept@example.com', role: 'viewer', scopeKind: 'all' } });
    await apply('');
    expect(await database.prisma.connection.findFirstOrThrow()).toMatchObject({ managedBy: 'console', paused: true });
    expect(await database.prisma.roleBinding.findMany()).toMatchObject([{ email: 'kept@example.com' }]);
    await apply(whole);
    expect(await database.prisma.connection.findFirstOrThrow()).toMatchObject({ managedBy: 'file', paused: false });
    expect(await database.prisma.connection.count()).toBe(1);
  });

  test('not named at all, releases and revokes nothing of what it declared before', async () => {
    await apply(whole);
    expect(await apply(null)).toEqual([]);
    expect(await database.prisma.connection.findFirstOrThrow()).toMatchObject({ managedBy: 'file', paused: false });
    expect(await database.prisma.roleBinding.count({ where: { managedBy: 'file' } })).toBe(2);
    expect(await database.prisma.auditEntry.count()).toBe(1);
  });

  test('emptied, keeps the administrator it declared until there is another', async () => {
    const ana = await database.prisma.person.create({ data: { email: 'ana@example.com', emailVerified: new Date() } });
    await apply(`roleBindings:
  - { email: ana@example.com, role: admin }
  - { email: ana@example.com, role: operator }`);
    await apply('');
    expect(await database.prisma.roleBinding.findMany()).toMatchObject([{ email: 'ana@example.com', role: 'admin' }]);
    const entries = await database.prisma.auditEntry.count();
    expect(await apply('')).toEqual([]);
    expect(await database.prisma.auditEntry.count()).toBe(entries);
    const own = { personId: ana.id, role: 'admin', scopeKind: 'all' };
    await database.prisma.roleBinding.create({ data: own });
    await apply('');
    expect(await database.prisma.roleBinding.findMany()).toMatchObject([own]);
  });

  test('with a missing secret or settings the provider refuses, applies nothing and says all of it', async () => {
    const broken = whole.replace('us-east-1', 'mars').concat(`
  - { group: late, role: viewer }`);
    const error = await apply(broken, { KEY_ID: 'x', KEY: 'y' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toMatch(/connection research: settings\.regions\.0/);
    const missing = await applyDeclared(
      database,
      { declaration: readDeclaration(whole, 'millwright.yaml').declaration, keys, egressAllow: [] },
      {},
    ).catch((thrown: unknown) => thrown);
    expect(String(missing)).toMatch(/KEY_ID is not set[\s\S]*KEY is not set/);
    expect(await database.prisma.connection.count()).toBe(0);
    expect(await database.prisma.roleBinding.count()).toBe(0);
  });
});
