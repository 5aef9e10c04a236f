import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, cliActor } from '@/lib/access/actor';
import { createTestPerson } from '@/lib/access/test-people';
import { meSchema, peopleSchema } from '@/lib/api/contracts/people';
import { createInvitation } from '@/lib/commands/invitations/create-invitation';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { readMe } from '@/lib/views/me/read-me';
import { readPeople, readPerson } from './read-people';

let database: TestDatabase;
const now = new Date();

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const context = () => ({ actor: cliActor('test'), database, now });

it('shows what a person holds, and through what', async () => {
  const person = await createTestPerson(database, 'viewer');
  await database.prisma.personGroup.create({ data: { personId: person.id, group: 'ops' } });
  const { email } = person;
  const site = { scopeKind: 'site', scopeValue: 'oslo' };
  await database.prisma.roleBinding.createMany({
    data: [
      { group: 'ops', role: 'operator', ...site },
      { email, role: 'finance', scopeKind: 'all', managedBy: 'file' },
      { email, role: 'role-of-the-future', scopeKind: 'all', managedBy: 'file' },
    ],
  });
  const { bindings, activeSessions } = await readPerson(context(), person.id);
  expect(bindings.map(({ role, origin, group, scope }) => ({ role, origin, group, scope }))).toEqual([
    { role: 'finance', origin: 'file', group: null, scope: { kind: 'all' } },
    { role: 'operator', origin: 'group', group: 'ops', scope: { kind: 'site', site: 'oslo' } },
    { role: 'viewer', origin: 'person', group: null, scope: { kind: 'all' } },
  ]);
  expect(activeSessions).toBe(1);
});

it('keeps its contract, never shows a token, and says what became of each invitation', async () => {
  const invite = (at: Date) =>
    createInvitation(
      { ...context(), now: at, requestId: 'test' },
      { email: `${crypto.randomUUID()}@example.com`, role: 'viewer', scope: { kind: 'team', team: 'ml' } },
    );
  const { token, invitation } = await invite(now);
  await invite(new Date(now.getTime() - 30 * 86_400_000));
  const people = peopleSchema.parse(await readPeople(context()));
  expect(people.invitations.map(({ state }) => state)).toEqual(['open', 'expired']);
  expect(JSON.stringify(people)).not.toContain(token);
  expect(JSON.stringify(people)).not.toContain(invitation.tokenHash);
});

it('tells somebody without a role that they may do nothing', async () => {
  const { id, email } = await createTestPerson(database, null);
  const actor: Actor = { kind: 'person', id, personId: id, label: email, grants: [] };
  const me = meSchema.parse(await readMe({ ...context(), actor }));
  expect([me.permissions, me.grants, me.simulated]).toEqual([[], [], false]);
});
