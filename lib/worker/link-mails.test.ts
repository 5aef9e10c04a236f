import type { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { watchLinksSchema } from '@/lib/api/contracts/link-watches';
import { watchLinks } from '@/lib/commands/links/watch-links';
import { bareLink } from '@/lib/domain/link/link-facts';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { createTestConnection, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import type { LinkTrouble } from '@/lib/store/links/link-troubles';
import { writeTroubles } from '@/lib/store/links/link-troubles';
import { linkMailQueue, queueLinkMails, sendLinkMail } from './link-mails';
import { createQueueSystem } from './queues';
import { startTestMailServer, type TestMailServer } from './test-mail-server';
import { ensureTroubleMailQueue } from './trouble-mails';

let database: TestDatabase;
let connection: ReadingConnection;
let boss: PgBoss;
let mailServer: TestMailServer;
let smtp: { url: string; from: string };
let mails: string[] = [];
const people: Record<string, string> = {};
const ids: Record<string, string> = {};
const start = Date.UTC(2026, 10, 10, 12);
const at = (minute: number) => new Date(start + minute * 60_000);

beforeAll(async () => {
  database = await createTestDatabase();
  mailServer = await startTestMailServer();
  ({ smtp, mails } = mailServer);
  connection = await createTestConnection(database, 'clouds');
  const scope = { account: '1', region: 'r', kind: 'vpn-connection' } as const;
  const link = (name: string, site: string) =>
    toTestItem(name, {
      ...scope,
      nativeId: name,
      tags: { site },
      links: [bareLink({ form: 'vpn-connection', name, state: 'down', nativeState: 'DOWN' })],
    });
  const items = [link('one', 'dublin'), link('two', 'london')];
  await writeTestScope(database.pool, connection, items, { scope, readAt: at(0) });
  for (const { id, nativeId } of await database.prisma.resource.findMany()) ids[nativeId] = id;
  for (const [name, site] of [
    ['ada', null],
    ['bob', 'london'],
    ['cy', null],
  ] as const)
    people[name] = (
      await database.prisma.person.create({
        data: {
          email: `${name}@example.com`,
          createdAt: at(0),
          bindings: {
            create: { role: 'viewer', scopeKind: site === null ? 'all' : 'site', scopeValue: site, createdAt: at(0) },
          },
        },
      })
    ).id;
  boss = createQueueSystem(database.url, { superviseSeconds: 60, heartbeatSeconds: 10 });
  boss.on('error', () => undefined);
  await boss.start();
  await ensureTroubleMailQueue(boss, linkMailQueue);
});
afterAll(async () => {
  await boss.stop({ graceful: false });
  mailServer.close();
  await database.close();
});
beforeEach(async () => {
  mails.length = 0;
  await database.pool.query('TRUNCATE link_watch, link_mail, link_trouble CASCADE');
  await boss.deleteAllJobs(linkMailQueue);
});

function watch(name: string, input: object, minute = 0) {
  const personId = people[name] ?? null;
  const grants: Actor['grants'] = [{ role: 'viewer', scope: { kind: 'all' } }];
  const actor: Actor = { kind: 'person', id: personId, personId, label: name, grants };
  return watchLinks({ actor, database, now: at(minute), requestId: 'test' }, watchLinksSchema.parse(input));
}

async function trouble(
  of: string,
  opened: number,
  closed: number | null,
  id: string | null = null,
  what: Pick<LinkTrouble, 'subject' | 'kind'> & Partial<LinkTrouble> = { subject: 'state', kind: 'down' },
) {
  const one: LinkTrouble = {
    ...{ id, connectionId: connection.id, nativeId: of, key: '', falls: 1, signs: [] },
    ...{ endedBy: closed === null ? null : 'recovered', link: null, ...what },
    openedAt: at(opened),
    closedAt: closed === null ? null : at(closed),
    cause: of === 'one' ? 'BGP: hold timer expired' : null,
  };
  await inTransaction(database.pool, (client) => writeTroubles(client, [one]));
  const found = await database.prisma.linkTrouble.findFirstOrThrow({ where: { nativeId: of, openedAt: at(opened) } });
  return found.id;
}

/** What the worker does each minute: queues what is due, and sends what is queued. Gives to whom what was sent. */
async function tick(minute: number, mailing: Partial<{ smtp: typeof smtp }> = {}): Promise<string[]> {
  mails.length = 0;
  await queueLinkMails(boss, database, at(minute));
  const jobs = await boss.fetch(linkMailQueue, { batchSize: 100 });
  for (const { id, data } of jobs) {
    try {
      await sendLinkMail({ database, smtp, origin: 'https://console.example.com', ...mailing }, data, at(minute));
      await boss.complete(linkMailQueue, id);
    } catch {
      await boss.deleteJob(linkMailQueue, id);
    }
  }
  return mailServer.told();
}

it('tells of a trouble once when it begins, and once when it is over for good', async () => {
  await watch('ada', { subject: 'all' });
  const id = await trouble('one', 10, null);
  expect(await tick(11)).toEqual(['ada: Link one is down']);
  expect(mails[0]).toContain('Nothing stands in for it');
  expect(await tick(12)).toEqual([]);
  await trouble('one', 10, 20, id);
  expect(await tick(21)).toEqual([]);
  // It falls again within the hour: that is the same trouble.
  await trouble('one', 10, null, id);
  expect(await tick(40)).toEqual([]);
  await trouble('one', 10, 50, id);
  expect(await tick(109)).toEqual([]);
  expect(await tick(110)).toEqual(['ada: Link one is no longer down']);
  expect(await tick(111)).toEqual([]);
});

it('tells the cause as its source says it, and where to look', async () => {
  await watch('ada', { subject: 'all' });
  await trouble('one', 10, null);
  await trouble('two', 10, null);
  await tick(11);
  const of = (name: string) => mails.find((mail) => mail.includes(`Link ${name} is down`));
  expect(of('one')).toContain('Cause: BGP: hold timer expired');
  expect(of('one')).toContain(`https://console.example.com/links/${ids.one}`);
  expect(of('two')).toContain('Cause: its source gives none');
});

it('tells whoever watches the site or the link alone, and nobody else', async () => {
  await watch('ada', { subject: 'site', target: 'dublin' });
  await watch('cy', { subject: 'link', target: ids.two });
  await trouble('one', 10, null);
  await trouble('two', 10, null);
  expect(await tick(11)).toEqual(['ada: Link one is down', 'cy: Link two is down']);
});

it('tells one person once, however many of their watches fit, and nothing that began before they watched', async () => {
  await watch('ada', { subject: 'all' });
  await watch('ada', { subject: 'link', target: ids.one });
  await watch('cy', { subject: 'all' }, 30);
  await trouble('one', 10, null);
  expect(await tick(31)).toEqual(['ada: Link one is down']);
});

it('respects what a person may see when the mail is sent', async () => {
  await watch('bob', { subject: 'all' });
  await watch('ada', { subject: 'all' });
  await trouble('one', 10, null);
  await trouble('two', 10, null);
  await queueLinkMails(boss, database, at(11));
  await database.prisma.person.update({ where: { id: people.ada }, data: { disabledAt: at(11) } });
  await database.prisma.roleBinding.updateMany({ where: { personId: people.bob }, data: { scopeValue: 'paris' } });
  try {
    expect(await tick(12)).toEqual([]);
  } finally {
    await database.prisma.person.update({ where: { id: people.ada }, data: { disabledAt: null } });
    await database.prisma.roleBinding.updateMany({ where: { personId: people.bob }, data: { scopeValue: 'london' } });
  }
  expect(await tick(13)).toEqual(['ada: Link one is down', 'ada: Link two is down', 'bob: Link two is down']);
});

it('tries again where the mail server takes nothing, and then tells once', async () => {
  await watch('ada', { subject: 'all' });
  await trouble('one', 10, null);
  expect(await tick(11, { smtp: { ...smtp, url: 'smtp://127.0.0.1:1' } })).toEqual([]);
  expect(await tick(12)).toEqual(['ada: Link one is down']);
  expect(await tick(13)).toEqual([]);
});

it('tells nothing that no longer holds when the mail is sent', async () => {
  const unreachable = { smtp: { ...smtp, url: 'smtp://127.0.0.1:1' } };
  const send = (troubleId: string, moment: string, minute: number) =>
    sendLinkMail({ database, smtp, origin: null }, { troubleId, personId: people.ada, moment }, at(minute));
  await watch('ada', { subject: 'all' });
  const id = await trouble('one', 10, null);
  expect(await tick(11, unreachable)).toEqual([]);
  await trouble('one', 10, 20, id);
  await send(id, 'begin', 21);
  expect(mails).toEqual([]);
  // It fell again, and the hour of quiet begins anew.
  await trouble('one', 10, null, id);
  expect(await tick(40)).toEqual(['ada: Link one is down']);
  await trouble('one', 10, 90, id);
  mails.length = 0;
  await send(id, 'end', 100);
  expect(mails).toEqual([]);
});

it('tells no end while the link is down by another trouble', async () => {
  await watch('ada', { subject: 'all' }, -300);
  const id = await trouble('one', -200, null);
  expect(await tick(-199)).toEqual(['ada: Link one is down']);
  await trouble('one', -200, -90, id);
  // Just read, and down.
  expect(await tick(1)).toEqual([]);
});

it('does not say that a link has a spare again which fell itself', async () => {
  await watch('ada', { subject: 'all' }, -300);
  const lost = { subject: 'spares', kind: 'spares-lost' } as const;
  const id = await trouble('one', -200, null, null, lost);
  expect(await tick(-199)).toEqual(['ada: Link one has lost its spares']);
  await trouble('one', -200, -90, id, lost);
  // Just read, and down.
  expect(await tick(1)).toEqual([]);
});

it('tells of a link that was switched off, and not that it is well', async () => {
  await watch('ada', { subject: 'all' });
  const id = await trouble('one', 10, null);
  expect(await tick(11)).toEqual(['ada: Link one is down']);
  await trouble('one', 10, 20, id, { subject: 'quality', kind: 'degraded', endedBy: 'disabled' });
  expect(await tick(79)).toEqual([]);
  expect(await tick(80)).toEqual(['ada: Link one was switched off']);
  expect(mails[0]).toContain('nothing is expected of it');
  expect(mails[0]).not.toContain('nothing since for an hour');
});

it('tells of a link that nobody lists any more whoever was told and saw it', async () => {
  await watch('ada', { subject: 'site', target: 'dublin' });
  await watch('bob', { subject: 'all' });
  await watch('cy', { subject: 'link', target: ids.one });
  const state = { subject: 'state', kind: 'down' } as const;
  const link = {
    ...{ name: 'gone', ids: [ids.one ?? ''], ends: ['dublin', 'EqDC2'], sites: ['dublin'] },
    within: { sites: ['dublin'], teams: [] },
  };
  const id = await trouble('one', 10, null, null, { ...state, link });
  expect(await tick(11)).toEqual(['ada: Link one is down', 'cy: Link one is down']);
  // As a complete read would have it, that did not find it.
  const { nativeId } = await database.prisma.linkTrouble.update({
    where: { id },
    data: { nativeId: 'gone', closedAt: at(20), endedBy: 'not-listed' },
  });
  expect(nativeId).toBe('gone');
  expect(await tick(80)).toEqual(['ada: Link gone is no longer listed', 'cy: Link gone is no longer listed']);
  expect(mails[0]).toContain('Between: dublin and EqDC2');
  expect(mails[0]).not.toContain('/links/');
  expect(await tick(81)).toEqual([]);
});

it('tells no end of a trouble that goes on as another', async () => {
  await watch('ada', { subject: 'all' });
  const id = await trouble('one', 10, null);
  expect(await tick(11)).toEqual(['ada: Link one is down']);
  await trouble('one', 10, 20, id, { subject: 'quality', kind: 'degraded', endedBy: 'joined' });
  expect(await tick(90)).toEqual([]);
});

it('tells what is worse than usual, and how much', async () => {
  await watch('ada', { subject: 'all' });
  const moments = { since: at(5), worstAt: at(10), until: null };
  const signs = [
    { quality: 'latency', seen: 0.084, usual: 0.02, limit: 0.03, basis: 'hour', ...moments },
    { quality: 'loss', seen: 0.04, usual: 0, limit: 0.005, basis: 'weekday', ...moments },
  ] as const;
  await trouble('two', 10, null, null, { subject: 'quality', kind: 'degraded', signs });
  expect(await tick(11)).toEqual(['ada: Link two is worse than usual']);
  expect(mails[0]).toContain('Seen: Latency 84.0 ms, usually 20.0 ms at this hour of late');
  expect(mails[0]).toContain('Seen: Loss 4.0%, usually 0.0% at this hour on this weekday');
  expect(mails[0]).not.toContain('Cause');
});
