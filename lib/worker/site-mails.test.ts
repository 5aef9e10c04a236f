import type { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import type { WatchSite } from '@/lib/api/contracts/site-watches';
import { unwatchSite, watchSite } from '@/lib/commands/sites/watch-site';
import { siteParts } from '@/lib/domain/site/site-part';
import { fallenStatuses } from '@/lib/domain/site/site-trouble';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { createTestConnection, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { keepSites } from './keep-sites';
import { createQueueSystem } from './queues';
import { queueSiteMails, sendSiteMail, siteMailQueue } from './site-mails';
import { startTestMailServer, type TestMailServer } from './test-mail-server';
import { ensureTroubleMailQueue } from './trouble-mails';

let database: TestDatabase;
let connection: ReadingConnection;
let boss: PgBoss;
let server: TestMailServer;
const people: Record<string, string> = {};
const at = (minute: number) => new Date(Date.UTC(2026, 10, 10, 12) + minute * 60_000);

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestMailServer();
  for (const [name, site] of [
    ['ada', null],
    ['bob', 'oslo'],
  ] as const) {
    const scope = { scopeKind: site === null ? 'all' : 'site', scopeValue: site };
    const bindings = { create: { role: 'viewer', ...scope, createdAt: at(0) } };
    const person = await database.prisma.person.create({
      data: { email: `${name}@example.com`, createdAt: at(0), bindings },
    });
    people[name] = person.id;
  }
  boss = createQueueSystem(database.url, { superviseSeconds: 60, heartbeatSeconds: 10 });
  boss.on('error', () => undefined);
  await boss.start();
  await ensureTroubleMailQueue(boss, siteMailQueue);
});
afterAll(async () => {
  await boss.stop({ graceful: false });
  server.close();
  await database.close();
});
beforeEach(async () => {
  await database.pool.query('TRUNCATE site_watch, site_mail, site_trouble, site_stretch CASCADE');
  await database.prisma.connection.deleteMany();
  await boss.deleteAllJobs(siteMailQueue);
  connection = await createTestConnection(database, 'clouds');
  await database.prisma.collectionSchedule.create({
    data: { connectionId: connection.id, capability: 'inventory', nextDueAt: new Date(0) },
  });
  await read(0);
});

/** A whole read of a site's clusters and machines. */
async function read(minute: number, { cluster = 'active', machine = 'active' } = {}): Promise<void> {
  for (const [kind, status] of [
    ['kubernetes-cluster', cluster],
    ['compute-instance', machine],
  ] as const) {
    const scope = { account: '1', region: 'r', kind };
    const items = ['a', 'b', 'c', 'd', 'e'].map((name, index) =>
      toTestItem(`${kind}-${name}`, {
        ...scope,
        tags: { site: 'oslo' },
        status: index === 0 && status !== 'active' ? 'failed' : 'active',
      }),
    );
    await writeTestScope(database.pool, connection, items, { scope, readAt: at(minute) });
  }
  await database.prisma.collectionRun.create({
    data: {
      ...{ connectionId: connection.id, capability: 'inventory', fencingToken: 1, outcome: 'complete', gaps: [] },
      ...{ startedAt: at(minute), finishedAt: at(minute) },
    },
  });
}

function contextOf(name: string, minute = 0, site: string | null = null) {
  const personId = people[name] ?? null;
  const scope = site === null ? ({ kind: 'all' } as const) : ({ kind: 'site', site } as const);
  const actor: Actor = { kind: 'person', id: personId, personId, label: name, grants: [{ role: 'viewer', scope }] };
  return { actor, database, now: at(minute), requestId: 'test' };
}

const everything: WatchSite = { site: 'oslo', parts: [...siteParts], statuses: [...fallenStatuses] };
const watch = (name: string, input: Partial<WatchSite> = {}, minute = 0) =>
  watchSite(contextOf(name, minute), { ...everything, ...input });

/** What the worker does each minute. Gives to whom what was sent. */
async function tick(minute: number, smtp = server.smtp): Promise<string[]> {
  server.mails.length = 0;
  await keepSites(database, at(minute));
  await queueSiteMails(boss, database, at(minute));
  for (const { id, data } of await boss.fetch(siteMailQueue, { batchSize: 100 })) {
    try {
      await sendSiteMail({ database, smtp, origin: 'https://console.example.com' }, data, at(minute));
      await boss.complete(siteMailQueue, id);
    } catch {
      await boss.deleteJob(siteMailQueue, id);
    }
  }
  return server.told();
}

/** Reads and ticks, a read every five minutes. */
async function pass(from: number, to: number, stand: Parameters<typeof read>[1] = {}): Promise<string[]> {
  const told: string[] = [];
  for (let minute = from; minute <= to; minute += 5) {
    await read(minute, stand);
    told.push(...(await tick(minute)));
  }
  return told;
}

it('tells of a part that falls once, and once when it has been well again for an hour', async () => {
  await watch('ada');
  await tick(1);
  await read(5, { cluster: 'failed' });
  expect(await tick(5)).toEqual(['ada: oslo: Control plane critical']);
  expect(server.mails[0]).toContain('1 of 5 Kubernetes clusters failed');
  expect(server.mails[0]).toContain('https://console.example.com/sites/oslo');
  expect(await tick(6)).toEqual([]);
  expect(await pass(10, 65)).toEqual([]);
  // It falls again within the hour: the same trouble, of which they know.
  expect(await pass(69, 69, { cluster: 'failed' })).toEqual([]);
  expect(await pass(75, 130)).toEqual([]);
  expect(await pass(135, 140)).toEqual(['ada: oslo: Control plane well again']);
  expect(await pass(145, 145)).toEqual([]);
});

it('tells nobody of what one failed read left unknown', async () => {
  await watch('ada');
  await tick(1);
  // Its listing comes late, and then whole.
  expect(await tick(13)).toEqual([]);
  expect(await tick(19)).toEqual([]);
  expect(await database.prisma.siteStretch.count({ where: { value: 'warning' } })).toBeGreaterThan(0);
  expect(await pass(20, 30)).toEqual([]);
});

it('tells of what stays unknown, and does not call it well that a source is read again within the hour', async () => {
  await watch('ada', { statuses: ['unknown'] });
  await tick(1);
  const told: string[] = [];
  for (let minute = 2; minute <= 90; minute += 1) told.push(...(await tick(minute)));
  expect(told.toSorted()).toEqual([
    'ada: oslo: Control plane in no known state',
    'ada: oslo: Data plane in no known state',
    'ada: oslo: Sources in no known state',
  ]);
  expect(await pass(91, 91)).toEqual([]);
});

it('tells again where it got worse, and keeps to the parts and statuses that were chosen', async () => {
  await watch('ada');
  await watch('bob', { parts: ['data-plane'], statuses: ['critical'] });
  await tick(1);
  expect(await pass(5, 25, { machine: 'failed' })).toEqual(['ada: oslo: Data plane warning']);
  const scope = { account: '1', region: 'r', kind: 'compute-instance' } as const;
  const failed = ['a', 'b', 'c', 'd', 'e'].map((name) =>
    toTestItem(`compute-instance-${name}`, { ...scope, tags: { site: 'oslo' }, status: 'failed' }),
  );
  await writeTestScope(database.pool, connection, failed, { scope, readAt: at(26) });
  expect(await tick(26)).toEqual(['ada: oslo: Data plane critical', 'bob: oslo: Data plane critical']);
  expect(await tick(27)).toEqual([]);
});

it('tells nothing that began before somebody watched, nor to whom no longer watches', async () => {
  await tick(1);
  await read(5, { cluster: 'failed' });
  await tick(5);
  const { id } = await watch('ada', {}, 6);
  expect(await tick(7)).toEqual([]);
  await pass(10, 85);
  await read(90, { cluster: 'failed' });
  await unwatchSite(contextOf('ada', 89), id);
  expect(await tick(90)).toEqual([]);
});

it('respects what a person may see when the mail is sent', async () => {
  await watch('ada');
  await watch('bob');
  await tick(1);
  await read(5, { cluster: 'failed' });
  await keepSites(database, at(5));
  expect(await queueSiteMails(boss, database, at(5))).toBe(2);
  await database.prisma.roleBinding.updateMany({ where: { personId: people.bob }, data: { scopeValue: 'paris' } });
  await database.prisma.person.update({ where: { id: people.ada }, data: { disabledAt: at(5) } });
  try {
    expect(await tick(6)).toEqual([]);
  } finally {
    await database.prisma.person.update({ where: { id: people.ada }, data: { disabledAt: null } });
    await database.prisma.roleBinding.updateMany({ where: { personId: people.bob }, data: { scopeValue: 'oslo' } });
  }
  expect(await tick(7)).toEqual(['ada: oslo: Control plane critical', 'bob: oslo: Control plane critical']);
});

it('tells once however many workers try, and tries again where the mail server takes nothing', async () => {
  await watch('ada');
  await tick(1);
  await read(5, { cluster: 'failed' });
  expect(await tick(5, { ...server.smtp, url: 'smtp://127.0.0.1:1' })).toEqual([]);
  const { id: troubleId } = await database.prisma.siteTrouble.findFirstOrThrow();
  const job = { troubleId, personId: people.ada, moment: 'critical' };
  const send = () => sendSiteMail({ database, smtp: server.smtp, origin: null }, job, at(6));
  await Promise.all([send(), send(), send()]);
  expect(server.told()).toEqual(['ada: oslo: Control plane critical']);
  expect(await tick(7)).toEqual([]);
});

it('does not call well what is no longer there', async () => {
  await watch('ada');
  await tick(1);
  await read(5, { cluster: 'failed' });
  await tick(5);
  await database.prisma.resource.deleteMany({ where: { kind: 'kubernetes-cluster' } });
  const told: string[] = [];
  for (let minute = 10; minute <= 80; minute += 10) told.push(...(await tick(minute)));
  expect(told.filter((one) => one.includes('Control plane'))).toEqual([]);
});

it('lets nobody watch a site that they may not see all of, and records who watches', async () => {
  await expect(watchSite(contextOf('bob', 0, 'paris'), everything)).rejects.toThrow('There is no such site');
  await expect(watch('ada', { site: 'nowhere' })).rejects.toThrow('There is no such site');
  const first = await watch('ada', { parts: ['gpus'] });
  expect(await watch('ada', { parts: ['gpus'] }, 5)).toEqual(first);
  const second = await watch('ada', { parts: ['storage', 'gpus'] }, 6);
  expect(second).toMatchObject({ id: first.id, parts: ['gpus', 'storage'] });
  await expect(unwatchSite(contextOf('bob'), first.id)).rejects.toThrow('You watch no such site');
  await unwatchSite(contextOf('ada'), first.id);
  const entries = await database.prisma.auditEntry.findMany({
    where: { targetKind: 'site-watch', targetId: first.id, outcome: 'done' },
    orderBy: { sequence: 'asc' },
  });
  expect(entries.map(({ action, targetLabel }) => [action, targetLabel])).toEqual([
    ['site-watch.put', 'oslo'],
    ['site-watch.put', 'oslo'],
    ['site-watch.remove', 'oslo'],
  ]);
});
