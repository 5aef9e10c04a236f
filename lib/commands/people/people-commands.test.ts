import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, cliActor } from '@/lib/access/actor';
import { readPersonActor } from '@/lib/access/grants/read-person-actor';
import { findSessionActor } from '@/lib/access/session/find-session-actor';
import { createTestPerson, createTestToken, type TestPerson } from '@/lib/access/test-people';
import { findTokenActor } from '@/lib/access/tokens/find-token-actor';
import type { CommandContext } from '@/lib/commands/command-context';
import { createInvitation } from '@/lib/commands/invitations/create-invitation';
import type { Role } from '@/lib/domain/access';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { disablePerson } from './disable-person';
import { enablePerson } from './enable-person';
import { grantRole } from './grant-role';
import { revokeRole } from './revoke-role';

let database: TestDatabase;
let first: TestPerson;
let second: TestPerson;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.prisma.person.deleteMany();
  await database.prisma.roleBinding.deleteMany();
  first = await createTestPerson(database, 'admin');
  second = await createTestPerson(database, 'admin');
});

async function as(person: TestPerson): Promise<CommandContext> {
  const actor = await database.prisma.$transaction((tx) => readPersonActor(tx, person.id));
  if (actor === null) throw new RangeError('This person is disabled.');
  return { actor, database, now: new Date(), requestId: 'test' };
}
const bindingOf = async ({ id }: TestPerson) =>
  (await database.prisma.roleBinding.findFirstOrThrow({ where: { personId: id } })).id;
const everywhere = (role: Role) => ({ role, scope: { kind: 'all' as const } });
const administrators = () =>
  database.prisma.person.count({ where: { disabledAt: null, bindings: { some: { role: 'admin' } } } });
const tokenOf = ({ cookie }: TestPerson) => cookie.replace('millwright.session=', '');
const actorOf = (person: TestPerson): Promise<Actor | null> => findSessionActor(database, tokenOf(person), new Date());

describe('a role', () => {
  it('holds from the next request on, and is gone with the next', async () => {
    const viewer = await createTestPerson(database, null);
    await grantRole(await as(first), viewer.id, { role: 'operator', scope: { kind: 'site', site: 'oslo' } });
    expect((await actorOf(viewer))?.grants).toEqual([{ role: 'operator', scope: { kind: 'site', site: 'oslo' } }]);
    await revokeRole(await as(first), viewer.id, await bindingOf(viewer));
    expect((await actorOf(viewer))?.grants).toEqual([]);
  });

  it('is given once, however often it is asked for at once', async () => {
    const viewer = await createTestPerson(database, null);
    const context = await as(first);
    await Promise.all([1, 2, 3, 4].map(() => grantRole(context, viewer.id, everywhere('viewer'))));
    expect(await database.prisma.roleBinding.count({ where: { personId: viewer.id } })).toBe(1);
  });

  it('is never given to oneself, not by invitation either', async () => {
    const context = await as(first);
    await expect(grantRole(context, first.id, everywhere('finance'))).rejects.toMatchObject({ kind: 'denied' });
    const invitation = createInvitation(context, { email: first.email.toUpperCase(), ...everywhere('finance') });
    await expect(invitation).rejects.toMatchObject({ kind: 'denied' });
    const denied = await database.prisma.auditEntry.findMany({ where: { outcome: 'denied' } });
    expect(denied.map(({ action }) => action)).toEqual(['person.grant-role', 'invitation.create']);
  });

  it('is not offered by invitation to somebody who is here: its link would sign the inviter in as them', async () => {
    const invitation = createInvitation(await as(first), {
      email: second.email.toUpperCase(),
      ...everywhere('viewer'),
    });
    await expect(invitation).rejects.toMatchObject({ kind: 'conflict' });
    expect(await database.prisma.invitation.count()).toBe(0);
    const context = { ...(await as(first)), actor: cliActor('test') };
    await createInvitation(context, { email: second.email, ...everywhere('viewer') });
  });

  it('that millwright.yaml declares is not taken away here', async () => {
    const { id } = await database.prisma.roleBinding.create({
      data: { email: second.email, role: 'viewer', scopeKind: 'all', managedBy: 'file' },
    });
    await expect(revokeRole(await as(first), second.id, id)).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('of somebody else is not found under this person', async () => {
    const binding = await bindingOf(second);
    await expect(revokeRole(await as(second), first.id, binding)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('over people counts only when held everywhere', async () => {
    const local = await createTestPerson(database, 'admin', { scope: { kind: 'team', team: 'ml' } });
    await expect(grantRole(await as(local), first.id, everywhere('viewer'))).rejects.toMatchObject({ kind: 'denied' });
  });
});

describe('the last administrator', () => {
  it.each([
    ['demoted', async () => revokeRole(await as(first), first.id, await bindingOf(first))],
    ['disabled', async () => disablePerson(await as(first), first.id)],
  ])('cannot be %s', async (_, attempt) => {
    await disablePerson(await as(first), second.id);
    await expect(attempt()).rejects.toMatchObject({ kind: 'conflict' });
    expect(await administrators()).toBe(1);
  });

  it('remains when two administrators remove each other at once', async () => {
    for (let round = 0; round < 8; round++) {
      const [a, b] = [await as(first), await as(second)];
      const attempts = await Promise.allSettled([
        disablePerson(a, second.id),
        round % 2 === 0 ? disablePerson(b, first.id) : revokeRole(b, first.id, await bindingOf(first)),
      ]);
      expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await administrators()).toBe(1);
      await database.prisma.person.updateMany({ data: { disabledAt: null } });
      if ((await administrators()) === 2) continue;
      await database.prisma.roleBinding.create({ data: { personId: first.id, role: 'admin', scopeKind: 'all' } });
    }
  });

  it('may be one by a group or by a verified address', async () => {
    await database.prisma.roleBinding.create({
      data: { email: second.email, role: 'admin', scopeKind: 'all', managedBy: 'file' },
    });
    await revokeRole(await as(first), second.id, await bindingOf(second));
    await revokeRole(await as(second), first.id, await bindingOf(first));
    await expect(disablePerson(await as(second), second.id)).rejects.toMatchObject({ kind: 'conflict' });
  });
});

describe('disabling somebody', () => {
  it('ends sessions and tokens at once, and enabling brings only the tokens back', async () => {
    const token = await createTestToken(database, second.id);
    await disablePerson(await as(first), second.id);
    expect(await actorOf(second)).toBeNull();
    expect(await findTokenActor(database, token, new Date())).toBeNull();
    await enablePerson(await as(first), second.id);
    expect(await actorOf(second)).toBeNull();
    expect(await findTokenActor(database, token, new Date())).not.toBeNull();
  });

  it('is recorded with the change, or neither happens', async () => {
    await database.pool.query(`
      CREATE FUNCTION refuse_entry() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER full_store BEFORE INSERT ON audit_entry EXECUTE FUNCTION refuse_entry()`);
    try {
      await expect(disablePerson(await as(first), second.id)).rejects.toMatchObject({ kind: 'unavailable' });
      expect(await actorOf(second)).not.toBeNull();
    } finally {
      await database.pool.query('DROP TRIGGER full_store ON audit_entry');
    }
  });

  it('of nobody is not found', async () => {
    const attempt = disablePerson(await as(first), crypto.randomUUID());
    await expect(attempt).rejects.toMatchObject({ kind: 'not-found' });
  });
});
