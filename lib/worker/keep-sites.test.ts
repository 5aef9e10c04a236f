import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import {
  type SiteTimelineQuery,
  sitePageSchema,
  siteTimelineQuerySchema,
  siteTimelineSchema,
} from '@/lib/api/contracts/site-pages';
import { overrideSite } from '@/lib/commands/sites/override-site';
import { putSite } from '@/lib/commands/sites/put-site';
import type { RoleGrant } from '@/lib/domain/access';
import { bareLink } from '@/lib/domain/link/link-facts';
import { bareSoftware } from '@/lib/domain/site/software';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { createTestConnection, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { pruneStretches } from '@/lib/store/sites/site-stretches';
import { readSitePage } from '@/lib/views/sites/read-site-page';
import { readSiteTimeline } from '@/lib/views/sites/timeline/read-site-timeline';
import { keepSites } from './keep-sites';

let database: TestDatabase;
let connection: ReadingConnection;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));
const minuteOf = (instant: string | null) =>
  instant === null ? null : (Date.parse(instant) - at(0).getTime()) / 60_000;

function actor(...grants: RoleGrant[]): Actor {
  return { kind: 'person', id: null, personId: null, label: 'Ada', grants };
}
const admin = actor({ role: 'admin', scope: { kind: 'all' } });
const command = (minute: number) => ({ actor: admin, database, now: at(minute), requestId: 'test' });

async function tell(
  minute: number,
  { version = '1.32', status = 'active' as const as 'active' | 'failed', nodes = 1 } = {},
) {
  const write = (kind: 'kubernetes-cluster' | 'compute-instance' | 'vpn-connection', items: object[]) =>
    writeTestScope(
      database.pool,
      connection,
      items.map((item, index) =>
        toTestItem(`${kind}-${index}`, { kind, tags: { site: 'oslo' }, account: '1', region: 'r', ...item }),
      ),
      { scope: { account: '1', region: 'r', kind }, readAt: at(minute) },
    );
  await write('kubernetes-cluster', [{ name: 'gpu', software: [bareSoftware('kubernetes', version)] }]);
  await write(
    'compute-instance',
    Array.from({ length: nodes }, (_, index) => ({ status: index === 0 ? status : 'active' })),
  );
  const vpn = { ...bareLink({ form: 'vpn-connection', name: 'vpn', state: 'up', nativeState: 'UP' }) };
  await write('vpn-connection', [{ links: [vpn], tags: { site: 'oslo', team: 'vision' } }]);
  await database.prisma.collectionRun.create({
    data: {
      connectionId: connection.id,
      capability: 'inventory',
      fencingToken: 1,
      outcome: 'complete',
      startedAt: at(minute),
      finishedAt: at(minute),
      gaps: [],
    },
  });
}

async function timeline(query: Partial<SiteTimelineQuery> = {}, who = admin, minute = 200) {
  const asked = siteTimelineQuerySchema.parse({ site: 'oslo', ...query });
  return siteTimelineSchema.parse(await readSiteTimeline({ actor: who, database, now: at(minute) }, asked));
}

beforeAll(async () => {
  database = await createTestDatabase();
  connection = await createTestConnection(database, 'clouds');
  await database.prisma.connection.update({ where: { id: connection.id }, data: { createdAt: at(0) } });
  await database.prisma.collectionSchedule.create({
    data: { connectionId: connection.id, capability: 'inventory', nextDueAt: new Date(0) },
  });
  const described = { title: 'Oslo', country: 'NO', latitude: 59.9, longitude: 10.8, aliases: [] };
  await tell(0);
  expect(await keepSites(database, at(1))).toBeGreaterThan(0);
  await putSite(command(2), 'oslo', described);
  await tell(15, { nodes: 41 });
  // Nothing stands otherwise.
  expect(await keepSites(database, at(16))).toBe(0);
  await tell(20, { status: 'failed', nodes: 1 });
  expect(await keepSites(database, at(21))).toBe(4);
  // Once only, however often it is looked at.
  expect(await keepSites(database, at(22))).toBe(0);
  await tell(25, { version: '1.33' });
  await keepSites(database, at(26));
  await keepSites(database, at(90));
  await tell(100, { version: '1.33' });
  await keepSites(database, at(101));
  const [resource] = await database.prisma.resource.findMany({ where: { kind: 'kubernetes-cluster' } });
  await overrideSite(command(110), resource?.id ?? '', { site: 'oslo', reason: 'It is in hall 2.' });
  await database.prisma.linkTrouble.create({
    data: {
      connectionId: connection.id,
      nativeId: 'vpn-connection-0',
      key: '',
      subject: 'state',
      kind: 'down',
      openedAt: at(120),
      closedAt: at(130),
      falls: 1,
      cause: 'IKE timed out',
    },
  });
});
afterAll(() => database.close());

it('tells what happened at a site, each once, the newest first', async () => {
  const { items, nextCursor, hidden, keptSince } = await timeline();
  const told = items.map(({ kind, at: when, until, title }) => `${kind} ${minuteOf(when)} ${minuteOf(until)} ${title}`);
  expect(told.toSorted()).toEqual(
    [
      'link 120 130 vpn down',
      'edit 110 null gpu was placed here',
      'health 90 101 Control plane unknown',
      'health 90 101 Data plane unknown',
      'health 90 101 Sources unknown',
      'health 90 101 The site unknown',
      'software 26 null Kubernetes of gpu went to 1.33',
      'source 25 101 clouds tells nothing',
      'health 21 26 Data plane warning',
      'health 21 26 The site warning',
      // Many that vanish at once are believed after a second read.
      'gone 25 null 40 compute instances gone',
      'appeared 15 null 40 compute instances first seen',
      'edit 2 null Described',
      'appeared 0 null 1 Kubernetes cluster first seen',
      'appeared 0 null 1 VPN connection first seen',
      'appeared 0 null 1 compute instance first seen',
      'first-seen 0 null First seen',
    ].toSorted(),
  );
  expect(items.map(({ at: when }) => when)).toEqual(
    items
      .map(({ at: when }) => when)
      .toSorted()
      .toReversed(),
  );
  expect([nextCursor, hidden, minuteOf(keptSince)]).toEqual([null, [], 1]);
});

it('reaches every event page by page, and keeps to the kinds that are asked for', async () => {
  const whole = await timeline();
  const paged: string[] = [];
  for (let cursor: string | undefined, pages = 0; pages < 40; pages++) {
    const { items, nextCursor } = await timeline({ limit: 3, cursor });
    paged.push(...items.map(({ id }) => id));
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  expect(paged).toEqual(whole.items.map(({ id }) => id));
  expect((await timeline({ kind: ['software', 'link'] })).items.map(({ kind }) => kind)).toEqual(['link', 'software']);
  await expect(timeline({ cursor: 'bm9uZQ' })).rejects.toThrow('not one of ours');
});

it('tells edits to those who read the record, and the health of the whole to those who see all of it', async () => {
  const viewer = await timeline({}, actor({ role: 'viewer', scope: { kind: 'site', site: 'oslo' } }));
  expect(viewer.hidden).toEqual(['edit']);
  expect(viewer.items.some(({ kind }) => kind === 'health')).toBe(true);
  const team = await timeline({}, actor({ role: 'viewer', scope: { kind: 'team', team: 'vision' } }));
  expect(team.hidden).toEqual(['health', 'software', 'source', 'edit']);
  expect(team.items.map(({ kind }) => kind)).toEqual(['link', 'appeared', 'first-seen']);
  expect(team.keptSince).toBeNull();
  const elsewhere = actor({ role: 'viewer', scope: { kind: 'site', site: 'rome' } });
  await expect(timeline({}, elsewhere)).rejects.toThrow('There is no such site');
});

it("says on the site's page since when a part stands as it does", async () => {
  await tell(201, { version: '1.33' });
  const page = sitePageSchema.parse(await readSitePage({ actor: admin, database, now: at(202) }, 'oslo'));
  expect(page.parts.map(({ part, status, since }) => [part, status, minuteOf(since)])).toEqual([
    ['control-plane', 'healthy', 101],
    ['data-plane', 'healthy', 101],
    ['gpus', null, null],
    ['storage', null, null],
    ['sources', 'healthy', 101],
  ]);
  expect(page.software).toMatchObject([{ component: 'kubernetes', runsOn: 'gpu', version: '1.33', upgrade: null }]);
});

it('is done by one worker at a time, and forgotten after 396 days', async () => {
  await acquireLease(database.pool, { name: 'upkeep:sites', holder: 'another', ttlMs: 60_000 });
  expect(await keepSites(database, at(203))).toBeNull();
  const count = () => database.prisma.siteStretch.count();
  const before = await count();
  await pruneStretches(database.pool, new Date(at(27).getTime() + 396 * 86_400_000));
  expect(await count()).toBeLessThan(before);
  expect(await count()).toBeGreaterThan(0);
});
