import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveActor } from '@/lib/access/request/resolve-actor';
import { createTestProgram, type TestProgram } from '../test-program';

let program: TestProgram;
beforeAll(async () => {
  program = await createTestProgram();
  for (const name of ['munich', 'prague'])
    await program.database.prisma.site.create({ data: { name, title: name, updatedAt: new Date() } });
});
afterAll(() => program.close());

async function signIn(token: string) {
  const headers = new Headers({ authorization: `Bearer ${token}` });
  return (await resolveActor(headers, program.database, { demo: false, origin: null }, new Date())).actor;
}

test('a token is made at a site, renewed by name and revoked', async () => {
  expect(await program.run('probe', 'token', 'munich-1')).toMatchObject({ code: 1, remarks: /--site/ });
  const made = await program.run('probe', 'token', 'munich-1', '--site', 'munich');
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^mwp_[\w-]{43}$/) });
  expect(await signIn(made.out)).toMatchObject({ site: 'munich' });
  const other = await program.run('probe', 'token', 'munich-1', '--site', 'prague');
  expect(other).toMatchObject({
    code: 1,
    remarks: 'munich-1 measures from munich: an agent at another site needs another name.',
  });
  const renewed = await program.run('probe', 'token', 'munich-1');
  await expect(signIn(made.out)).rejects.toThrow();
  expect(await signIn(renewed.out)).toMatchObject({ site: 'munich' });
  expect((await program.run('probe', 'agents')).out).toMatch(/munich-1 +munich +mwp_\S+…/);
  expect((await program.run('probe', 'revoke', 'munich-1')).code).toBe(0);
  await expect(signIn(renewed.out)).rejects.toThrow();
  expect((await program.run('probe', 'agents')).out).toContain('revoked');
});

test('a target is added, listed, told as unknown until it is measured, and removed', async () => {
  const line = ['probe', 'add', 'edge.prague.example:443', '--from', 'munich', '--to', 'prague'];
  const added = await program.run(...line, '--every-seconds', '30', '--json');
  const { id } = JSON.parse(added.out);
  expect((await program.run('probe', 'targets')).out).toMatch(/munich +prague +tcp +edge.prague.example:443 +30 s/);
  expect((await program.run('probe', 'paths')).out).toMatch(/munich +prague +tcp +unknown +— +— +— +— +—/);
  expect(await program.run(...line)).toMatchObject({ code: 1, remarks: 'This is measured already.' });
  expect((await program.run('probe', 'add', '169.254.169.254:80', '--from', 'munich', '--to', 'prague')).code).toBe(1);
  expect((await program.run(...line, '--connection', 'nowhere')).code).toBe(1);
  expect((await program.run('probe', 'remove', id)).code).toBe(0);
  expect(JSON.parse((await program.run('probe', 'targets', '--json')).out)).toEqual([]);
});
