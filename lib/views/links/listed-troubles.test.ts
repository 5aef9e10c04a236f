import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { linksPageSchema, linksQuerySchema } from '@/lib/api/contracts/links';
import { bareLink, type LinkState } from '@/lib/domain/link/link-facts';
import type { TroubleKind, TroubleSubject } from '@/lib/domain/link/link-trouble';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { createTestConnection, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { writeTroubles } from '@/lib/store/links/link-troubles';
import { readLinksPage } from './read-links-page';

let database: TestDatabase;
let connection: ReadingConnection;
const now = new Date('2026-11-10T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const everyone: Actor = {
  kind: 'person',
  id: null,
  personId: null,
  label: 'test',
  grants: [{ role: 'viewer', scope: { kind: 'all' } }],
};
const list = async (input: Record<string, unknown> = {}) =>
  linksPageSchema.parse(await readLinksPage({ actor: everyone, database, now }, linksQuerySchema.parse(input)));

beforeAll(async () => {
  database = await createTestDatabase();
  connection = await createTestConnection(database, 'clouds');
  await database.prisma.collectionSchedule.create({
    data: { connectionId: connection.id, capability: 'inventory', intervalMs: 300_000, nextDueAt: new Date(0) },
  });
  const scope = { account: '1', region: 'r', kind: 'vpn-connection' } as const;
  const link = (name: string, state: LinkState, group: string | null = null) =>
    toTestItem(name, {
      ...scope,
      nativeId: name,
      links: [
        { ...bareLink({ form: 'vpn-connection', name, state, nativeState: state }), redundancyGroup: group },
        ...(name === 'parted'
          ? [
              {
                ...bareLink({ form: 'vpn-tunnel', name: 'tunnel', state: 'up', nativeState: 'up' }),
                key: 't',
                partOf: '',
              },
            ]
          : []),
      ],
    });
  const items = [
    link('well', 'up'),
    link('down', 'down'),
    link('slow', 'up'),
    link('parted', 'up'),
    link('lost', 'up', 'g'),
    link('gone', 'down', 'g'),
  ];
  await writeTestScope(database.pool, connection, items, { scope, readAt: now });
  const trouble = (
    nativeId: string,
    subject: TroubleSubject,
    kind: TroubleKind,
    opened: number,
    closed: number | null,
    key = '',
  ) => ({
    ...{ id: null, connectionId: connection.id, nativeId, key, subject, kind, falls: 1, signs: [] },
    ...{ endedBy: null, link: null },
    openedAt: hoursAgo(opened),
    closedAt: closed === null ? null : hoursAgo(closed),
    cause: nativeId === 'down' ? 'BGP: hold timer expired' : null,
  });
  await inTransaction(database.pool, (client) =>
    writeTroubles(client, [
      trouble('down', 'state', 'down', 2, null),
      trouble('slow', 'quality', 'degraded', 1, null),
      trouble('parted', 'state', 'flapping', 5, null, 't'),
      trouble('well', 'state', 'down', 40, 30),
    ]),
  );
});
afterAll(() => database.close());

it('tells of each link when it fell last and why, as far as its source says', async () => {
  const { items } = await list();
  const flapOf = (name: string) => items.find((item) => item.name === name)?.lastFlap;
  expect(flapOf('down')).toMatchObject({ kind: 'down', cause: 'BGP: hold timer expired', closedAt: null });
  expect(flapOf('well')).toMatchObject({ cause: null, closedAt: hoursAgo(30).toISOString() });
  expect(flapOf('parted')).toMatchObject({ kind: 'flapping' });
  expect(flapOf('slow')).toBeNull();
});

it('narrows by what goes wrong now, with how many there are of each', async () => {
  const namesOf = async (trouble: string[]) =>
    (await list({ trouble, sort: 'name', order: 'asc' })).items.map(({ name }) => name);
  expect(await namesOf(['down'])).toEqual(['down', 'gone']);
  expect(await namesOf(['flapping', 'degraded'])).toEqual(['parted', 'slow']);
  expect(await namesOf(['spares-lost'])).toEqual(['lost']);
  const { troubles } = await list({ trouble: ['flapping'] });
  expect(Object.fromEntries(troubles.map(({ value, count }) => [value, count]))).toEqual({
    down: 2,
    flapping: 1,
    degraded: 1,
    'spares-lost': 1,
  });
});

it('puts the newest trouble first, and what never had any last', async () => {
  const { items } = await list({ sort: 'trouble', order: 'desc' });
  expect(items.map(({ name }) => name).slice(0, 4)).toEqual(['slow', 'down', 'parted', 'well']);
  const first = await list({ sort: 'trouble', order: 'desc', limit: 2 });
  const second = await list({ sort: 'trouble', order: 'desc', limit: 2, cursor: first.nextCursor });
  expect(second.items.map(({ name }) => name)).toEqual(['parted', 'well']);
});
