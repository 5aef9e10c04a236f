import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { resolveActor } from '@/lib/access/request/resolve-actor';
import { createTestPerson } from '@/lib/access/test-people';
import { createTestDeployment, testOrigin } from '@/lib/api/server/test-requests';
import { createInvitation } from '@/lib/commands/invitations/create-invitation';
import { revokeInvitation } from '@/lib/commands/invitations/revoke-invitation';
import { sharedConfig } from '@/lib/config/shared-config';
import { readOpenInvitation } from './redeem-invitation';
import { TestBrowser } from './test-browser';

let database: Awaited<ReturnType<typeof createTestDeployment>>;
let mailServer: Server;
const mails: string[] = [];
let browser: TestBrowser;

beforeAll(async () => {
  database = await createTestDeployment();
  mailServer = createServer((socket) => receiveMail(socket));
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve));
  const address = mailServer.address();
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  vi.stubEnv('SMTP_FROM', 'console@example.com');
});
afterAll(async () => {
  mailServer.close();
  await database.close();
});
beforeEach(() => {
  browser = new TestBrowser(testOrigin);
  mails.length = 0;
});

/** As much of RFC 5321 as one message needs. */
function receiveMail(socket: Socket): void {
  let text = '';
  let isData = false;
  socket.write('220 test\r\n');
  socket.on('data', (chunk) => {
    text += chunk;
    if (isData) {
      if (!text.endsWith('\r\n.\r\n')) return;
      mails.push(text.replaceAll('=\r\n', '').replaceAll('=3D', '='));
      isData = false;
    }
    for (const line of isData ? [] : text.split('\r\n').filter(Boolean).slice(-1))
      if (line.startsWith('QUIT')) socket.end('221 bye\r\n');
      else {
        isData = line.startsWith('DATA');
        socket.write(isData ? '354 go on\r\n' : '250 ok\r\n');
      }
    text = '';
  });
  socket.on('error', () => undefined);
}

const invite = (email: string, now = new Date()) =>
  createInvitation(
    { actor: cliActor('test'), database, now, requestId: 'test' },
    { email, role: 'operator', scope: { kind: 'all' } },
  );
const currentActor = async () =>
  (await resolveActor(new Headers({ cookie: browser.cookie }), database, sharedConfig(), new Date())).actor;
const linkIdentity = (personId: string) =>
  database.prisma.personIdentity.create({ data: { personId, provider: 'https://id.example', subject: personId } });
const address = () => `${crypto.randomUUID()}@example.com`;
const errorOf = (response: Response) =>
  new URL(response.headers.get('location') ?? '', testOrigin).searchParams.get('error');

describe('an invitation', () => {
  it('makes a person with the role, signed in', async () => {
    const email = address();
    const { token } = await invite(email.toUpperCase());
    const response = await browser.post('/api/invitation', { token });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    expect(await currentActor()).toMatchObject({
      label: email,
      grants: [{ role: 'operator', scope: { kind: 'all' } }],
    });
    const actions = await database.prisma.auditEntry.findMany({ orderBy: { sequence: 'desc' }, take: 2 });
    expect(actions.map(({ action }) => action)).toEqual(['session.open', 'invitation.accept']);
  });

  it('survives being looked at, by people and by mail scanners', async () => {
    const { token } = await invite(address());
    for (let look = 0; look < 3; look++)
      expect(await readOpenInvitation(database, token, new Date())).toMatchObject({ role: 'operator' });
    expect((await browser.post('/api/invitation', { token })).headers.get('location')).toBe('/');
  });

  it('works once, also for twenty at once', async () => {
    const email = address();
    const { token } = await invite(email);
    const attempts = await Promise.all(
      Array.from({ length: 20 }, () => new TestBrowser(testOrigin).post('/api/invitation', { token })),
    );
    expect(attempts.filter((response) => response.headers.get('location') === '/')).toHaveLength(1);
    expect(await database.prisma.session.count({ where: { person: { email } } })).toBe(1);
    expect(await database.prisma.roleBinding.count({ where: { person: { email } } })).toBe(1);
  });

  it('is refused when it expired, was revoked or never was', async () => {
    const expired = await invite(address(), new Date(Date.now() - 8 * 86_400_000));
    const revoked = await invite(address());
    const context = { actor: cliActor('test'), database, now: new Date(), requestId: 'test' };
    await revokeInvitation(context, revoked.invitation.id);
    for (const token of [expired.token, revoked.token, 'never', ''])
      expect(errorOf(await browser.post('/api/invitation', { token }))).toBe('Verification');
    expect(await currentActor()).toBeNull();
  });

  it('that fails is on record for whoever fails, however often somebody else has', async () => {
    const fail = (address: string) =>
      browser.post('/api/invitation', { token: 'never' }, { 'x-forwarded-for': address });
    const recorded = (address: string) =>
      database.prisma.auditEntry.count({ where: { detail: { path: ['address'], equals: address } } });
    for (let attempt = 0; attempt < 140; attempt++) await fail('203.0.113.1');
    expect(await recorded('203.0.113.1')).toBe(30);
    await fail('203.0.113.2');
    expect(await recorded('203.0.113.2')).toBe(1);
  });

  it('is refused from a foreign page', async () => {
    const { token } = await invite(address());
    const response = await browser.post('/api/invitation', { token }, { origin: 'https://elsewhere.example' });
    expect(response.status).toBe(403);
    expect(await readOpenInvitation(database, token, new Date())).not.toBeNull();
  });

  it('does not let a disabled person back in', async () => {
    const person = await createTestPerson(database, null);
    const { token } = await invite(person.email);
    await database.prisma.person.update({ where: { id: person.id }, data: { disabledAt: new Date() } });
    expect(errorOf(await browser.post('/api/invitation', { token }))).toBe('Disabled');
  });

  it('does not sign its holder in as a person whom the identity provider vouches for', async () => {
    const person = await createTestPerson(database, 'admin');
    const { invitation, token } = await invite(person.email);
    await linkIdentity(person.id);
    expect(errorOf(await browser.post('/api/invitation', { token }))).toBe('OAuthAccountNotLinked');
    expect(await currentActor()).toBeNull();
    expect(await database.prisma.roleBinding.count({ where: { personId: person.id, role: 'operator' } })).toBe(0);
    expect(await database.prisma.invitation.findUnique({ where: { id: invitation.id } })).toMatchObject({
      usedAt: null,
    });
  });

  it('from the command line lets somebody without an identity provider back in', async () => {
    const person = await createTestPerson(database, 'viewer');
    const { token } = await invite(person.email);
    expect((await browser.post('/api/invitation', { token })).headers.get('location')).toBe('/');
    expect((await currentActor())?.label).toBe(person.email);
  });

  it('ends the others to its address when it is accepted', async () => {
    const email = address();
    const [first, second] = [await invite(email), await invite(email)];
    await browser.post('/api/invitation', { token: first.token });
    expect(errorOf(await new TestBrowser(testOrigin).post('/api/invitation', { token: second.token }))).toBe(
      'Verification',
    );
  });

  it('leaves nothing in the database that would open it', async () => {
    const { token } = await invite(address());
    const rows = await database.pool.query('SELECT to_jsonb(i)::text AS row FROM invitation i');
    expect(JSON.stringify(rows.rows)).not.toContain(token);
  });
});

describe('a mailed link', () => {
  const ask = (email: string, headers: Record<string, string> = {}) =>
    browser.submit('/api/auth/signin/email', { email, callbackUrl: '/', json: 'true' }, headers);
  async function receive(): Promise<URL> {
    await vi.waitFor(() => expect(mails).toHaveLength(1), { timeout: 5_000 });
    return new URL(/http:\/\/console\.localhost\S+/.exec(mails[0] ?? '')?.[0] ?? '');
  }

  async function openMailed(email: string): Promise<Response> {
    await ask(email);
    return confirm(await receive());
  }
  const confirm = (link: URL, by = browser, headers: Record<string, string> = {}) =>
    by.post(link.pathname, Object.fromEntries(link.searchParams), headers);

  it('signs a known person in, once, and only by their own click', async () => {
    const person = await createTestPerson(database, 'viewer');
    await ask(person.email);
    const link = await receive();
    const page = await browser.get(link.pathname + link.search);
    expect(await page.text()).toContain('<button>Sign in</button>');
    expect(await currentActor()).toBeNull();
    await confirm(link);
    expect((await currentActor())?.label).toBe(person.email);
    const response = await confirm(link, new TestBrowser(testOrigin));
    expect(response.headers.get('location')).toContain('error=Verification');
  });

  it('signs nobody in whom a foreign page sent there: neither by its address nor by a form', async () => {
    const person = await createTestPerson(database, 'viewer');
    await ask(person.email);
    const link = await receive();
    for (const origin of ['https://elsewhere.example', 'null'])
      expect((await confirm(link, browser, { origin })).status).toBe(403);
    link.searchParams.set('confirm', 'yes');
    expect(await (await browser.get(link.pathname + link.search)).text()).toContain('<form method="post"');
    expect(await currentActor()).toBeNull();
    link.searchParams.delete('confirm');
    await confirm(link);
    expect((await currentActor())?.label).toBe(person.email);
  });

  it('takes an open invitation to its address as accepted', async () => {
    const email = address();
    await invite(email);
    await openMailed(email);
    expect(await currentActor()).toMatchObject({ label: email, grants: [{ role: 'operator' }] });
  });

  it('does not prove an address that an identity holds without proof, whoever that is', async () => {
    const stranger = await createTestPerson(database, null);
    await database.prisma.person.update({ where: { id: stranger.id }, data: { emailVerified: null } });
    await linkIdentity(stranger.id);
    expect(errorOf(await openMailed(stranger.email))).toBe('OAuthAccountNotLinked');
    mails.length = 0;
    const { invitation } = await invite(stranger.email);
    expect(errorOf(await openMailed(stranger.email))).toBe('OAuthAccountNotLinked');
    expect(await currentActor()).toBeNull();
    const after = await database.prisma.person.findUnique({ where: { id: stranger.id }, include: { bindings: true } });
    expect(after).toMatchObject({ emailVerified: null, bindings: [] });
    expect(await database.prisma.invitation.findUnique({ where: { id: invitation.id } })).toMatchObject({
      usedAt: null,
    });
  });

  it('lets a person in by their proven address also while an invitation is open, and accepts it', async () => {
    const person = await createTestPerson(database, 'viewer');
    await linkIdentity(person.id);
    await invite(person.email);
    await openMailed(person.email);
    expect((await currentActor())?.grants.map(({ role }) => role).toSorted()).toEqual(['operator', 'viewer']);
  });

  it('tells nobody who is known: same answer, same time, and mail only to those who are', async () => {
    const person = await createTestPerson(database, 'viewer');
    const disabled = await createTestPerson(database, 'viewer');
    await database.prisma.person.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
    const answers: { text: string; tookMs: number }[] = [];
    for (const email of [person.email, address(), disabled.email]) {
      const started = performance.now();
      const response = await ask(email);
      answers.push({ text: `${response.status} ${await response.text()}`, tookMs: performance.now() - started });
    }
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    for (const { tookMs } of answers) expect(tookMs).toBeGreaterThan(395);
    await receive();
    expect(mails.join()).toContain(person.email);
    expect(mails.join()).not.toContain(disabled.email);
  });

  it('is not mailed more than five times in a quarter of an hour, and the answer does not say so', async () => {
    const person = await createTestPerson(database, 'viewer');
    const answers = new Set<string>();
    for (let time = 0; time < 7; time++) {
      const from = { 'x-forwarded-for': `192.0.2.${time}` };
      answers.add(await (await ask(person.email, from)).text());
    }
    await vi.waitFor(() => expect(mails).toHaveLength(5), { timeout: 5_000 });
    expect(answers.size).toBe(1);
  });

  it('is not mailed more than twenty times from one network address', async () => {
    const from = { 'x-forwarded-for': '198.51.100.7' };
    const people = await Promise.all(Array.from({ length: 22 }, () => createTestPerson(database, 'viewer')));
    await Promise.all(
      people.map((person) =>
        new TestBrowser(testOrigin).submit('/api/auth/signin/email', { email: person.email, json: 'true' }, from),
      ),
    );
    await vi.waitFor(() => expect(mails).toHaveLength(20), { timeout: 5_000 });
  });
});
