import { afterAll, beforeAll, expect, it } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { reachOf } from '@/lib/access/authorise';
import { findSessionActor } from '@/lib/access/session/find-session-actor';
import { createTestPerson, type TestPerson } from '@/lib/access/test-people';
import { findTokenActor } from '@/lib/access/tokens/find-token-actor';
import type { CommandContext } from '@/lib/commands/command-context';
import { permissions } from '@/lib/domain/access';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { createApiToken } from './create-api-token';
import { revokeApiToken } from './revoke-api-token';

let database: TestDatabase;
let operator: TestPerson;
let context: CommandContext;
const now = new Date();

beforeAll(async () => {
  database = await createTestDatabase();
  operator = await createTestPerson(database, 'operator');
  const actor = await findSessionActor(database, operator.cookie.replace('millwright.session=', ''), now);
  if (actor === null) throw new RangeError('nobody is signed in');
  context = { actor, database, now, requestId: 'test' };
});
afterAll(() => database.close());

const ask = (name: string, allowed = ['inventory:read', 'connections:write'] as (typeof permissions)[number][]) => ({
  name,
  permissions: allowed,
  expiresInDays: 30,
});
const find = (value: string, at = now) => findTokenActor(database, value, at);

it('can do what it was given, acting for its person', async () => {
  const { value } = await createApiToken(context, operator.id, ask('ci'));
  const actor = await find(value);
  expect(actor).toMatchObject({ kind: 'token', personId: operator.id, label: `token ci of ${operator.email}` });
  const held = permissions.filter((permission) => actor && reachOf(actor, permission) !== null);
  expect(held).toEqual(['inventory:read', 'connections:write']);
});

it('is not kept: only its hash and its first characters are', async () => {
  const { value } = await createApiToken(context, operator.id, ask('secret'));
  expect(value).toMatch(/^mw_[A-Za-z0-9_-]{43}$/);
  const tables = await database.pool.query(
    'SELECT to_jsonb(t)::text AS row FROM api_token t UNION ALL SELECT to_jsonb(a)::text FROM audit_entry a',
  );
  expect(JSON.stringify(tables.rows)).not.toContain(value);
});

it('cannot be given more than its person holds, nor by a token that holds less', async () => {
  const attempt = createApiToken(context, operator.id, ask('more', ['people:write']));
  await expect(attempt).rejects.toMatchObject({ kind: 'denied' });
  const { value } = await createApiToken(context, operator.id, ask('narrow', ['tokens:write']));
  const narrow = await find(value);
  if (narrow === null) throw new RangeError('no such token');
  const wider = createApiToken({ ...context, actor: narrow }, operator.id, ask('wide', ['connections:write']));
  await expect(wider).rejects.toMatchObject({ kind: 'denied' });
});

it('loses with its person, from the next request on', async () => {
  const person = await createTestPerson(database, 'operator');
  const cli = { ...context, actor: cliActor('test') };
  const { value } = await createApiToken(cli, person.id, ask('cli'));
  await database.prisma.roleBinding.updateMany({ where: { personId: person.id }, data: { role: 'viewer' } });
  const actor = await find(value);
  expect(actor && reachOf(actor, 'connections:write')).toBeNull();
  expect(actor && reachOf(actor, 'inventory:read')).toEqual({ everything: true });
});

it('is made for oneself only, except from the command line, and then within that person’s rights', async () => {
  const other = await createTestPerson(database, 'viewer');
  await expect(createApiToken(context, other.id, ask('theirs'))).rejects.toMatchObject({ kind: 'denied' });
  const cli = { ...context, actor: cliActor('test') };
  await expect(createApiToken(cli, other.id, ask('theirs'))).rejects.toMatchObject({ kind: 'denied' });
});

it('ends when it expires and when it is revoked', async () => {
  const { token, value } = await createApiToken(context, operator.id, ask('short'));
  expect(await find(value, new Date(token.expiresAt.getTime() + 1))).toBeNull();
  await revokeApiToken(context, token.id);
  expect(await find(value)).toBeNull();
});

it('of somebody else is not found, unless one administers people', async () => {
  const { token, value } = await createApiToken(context, operator.id, ask('mine'));
  for (const [role, outcome] of [['operator', 'not-found'] as const, ['admin', null] as const]) {
    const other = await createTestPerson(database, role);
    const actor = await findSessionActor(database, other.cookie.replace('millwright.session=', ''), now);
    if (actor === null) throw new RangeError('nobody is signed in');
    const attempt = revokeApiToken({ ...context, actor }, token.id);
    if (outcome) await expect(attempt).rejects.toMatchObject({ kind: outcome });
    else await attempt;
  }
  expect(await find(value)).toBeNull();
});

it('is made once when the same request is sent twice at once', async () => {
  const repeatable = { key: 'form-1-submission', secret: 'server' };
  const made = await Promise.all([1, 2, 3].map(() => createApiToken(context, operator.id, ask('twice'), repeatable)));
  expect(new Set(made.map(({ value }) => value)).size).toBe(1);
  expect(await database.prisma.apiToken.count({ where: { name: 'twice' } })).toBe(1);
});

it('records when it was last used, at most once a minute', async () => {
  const { token, value } = await createApiToken(context, operator.id, ask('used'));
  const later = new Date(now.getTime() + 30_000);
  await find(value, now);
  await find(value, later);
  const { lastUsedAt } = await database.prisma.apiToken.findUniqueOrThrow({ where: { id: token.id } });
  expect(lastUsedAt).toEqual(now);
});
