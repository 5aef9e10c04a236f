import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { bareLink, type LinkFacts, type LinkState } from '@/lib/domain/link/link-facts';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { createTestConnection, testGap, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { writeTroubles } from '@/lib/store/links/link-troubles';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { createLinkUpkeep } from './keep-links';

let database: TestDatabase;
let connection: ReadingConnection;
let look: (now: Date) => Promise<number | null>;
const minuteMs = 60_000;
const start = Date.UTC(2026, 10, 24, 12, 0);
const at = (minute: number) => new Date(start + minute * minuteMs);
const scope = { account: '1', region: 'r', kind: 'vpn-connection' } as const;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query('truncate connection, link_trouble, declared_link cascade');
  connection = await createTestConnection(database, 'clouds');
  for (const [capability, intervalMs] of [
    ['inventory', 300_000],
    ['metrics', 60_000],
  ] as const)
    await database.prisma.collectionSchedule.create({
      data: { connectionId: connection.id, capability, intervalMs, nextDueAt: new Date(0) },
    });
  look = createLinkUpkeep(database, metricStoreOf(database.pool));
});

/** A read of the scope; a name with a slash is a tunnel of the connection before it. */
function tell(minute: number, states: Record<string, LinkState>, rest: Partial<LinkFacts> & { isPartial?: true } = {}) {
  const { isPartial, ...facts } = rest;
  const wholes = Object.keys(states).filter((name) => !name.includes('/'));
  const items = wholes.map((whole) => {
    const own = Object.entries(states).filter(([name]) => name === whole || name.startsWith(`${whole}/`));
    const links = own.map(([name, state]): LinkFacts => {
      const [, key = ''] = name.split('/');
      return {
        ...bareLink({ form: key === '' ? 'vpn-connection' : 'vpn-tunnel', name, state, nativeState: null }),
        ...{ key, partOf: key === '' ? null : '', redundancyGroup: name.startsWith('pair') ? 'pair' : null },
        meters: [{ resource: whole, attributes: key === '' ? {} : { key } }],
        ...facts,
      };
    });
    return toTestItem(whole, { ...scope, links });
  });
  const gaps = isPartial ? [testGap] : [];
  return writeTestScope(database.pool, connection, items, { scope, readAt: at(minute), gaps });
}

const troubles = async () => {
  const found = await database.prisma.linkTrouble.findMany({ orderBy: [{ nativeId: 'asc' }, { key: 'asc' }] });
  return found.map(({ nativeId, key, kind, closedAt, endedBy }) => {
    const minute = closedAt === null ? null : (closedAt.getTime() - start) / minuteMs;
    return `${nativeId}${key === '' ? '' : `/${key}`} ${kind} ${minute === null ? 'goes on' : `${minute} ${endedBy}`}`;
  });
};

const well = { a: 'up', b: 'up', c: 'up', d: 'up', e: 'up' } as const;

it('ends the trouble of a link that is switched off, when it was, and of its parts', async () => {
  await tell(0, { ...well, solo: 'down', vpn: 'degraded', 'vpn/1': 'down', 'vpn/2': 'up' });
  await look(at(1));
  expect(await troubles()).toEqual(['solo down goes on', 'vpn/1 down goes on']);
  const off = { solo: 'disabled', vpn: 'disabled', 'vpn/1': 'down', 'vpn/2': 'down' } as const;
  await tell(10, { ...well, ...off }, { stateSince: at(7) });
  await look(at(11));
  expect(await troubles()).toEqual(['solo down 7 disabled', 'vpn/1 down 7 disabled']);
});

it('ends the trouble of a link that a complete read no longer lists, and of no other', async () => {
  const all = { ...well, gone: 'down', missed: 'down', whole: 'up', 'whole/1': 'down', 'whole/2': 'up' } as const;
  await tell(0, all);
  await look(at(1));
  expect(await troubles()).toEqual(['gone down goes on', 'missed down goes on', 'whole/1 down goes on']);
  // Not found, and not all was read.
  await tell(5, well, { isPartial: true });
  await look(at(6));
  // Nothing was read for hours: it is not known how they stand.
  await look(at(6 * 60));
  expect(await troubles()).toEqual(['gone down goes on', 'missed down goes on', 'whole/1 down goes on']);
  const { gone: _, ...listed } = all;
  await tell(365, listed);
  await look(at(367));
  expect(await troubles()).toEqual(['gone down 365 not-listed', 'missed down goes on', 'whole/1 down goes on']);
  await tell(370, { ...well, missed: 'down', whole: 'up', 'whole/2': 'up' });
  await look(at(371));
  expect(await troubles()).toEqual(['gone down 365 not-listed', 'missed down goes on', 'whole/1 down 371 not-listed']);
  // Listed again within the hour, it is the same.
  await tell(375, all);
  await look(at(376));
  expect(await troubles()).toEqual(['gone down goes on', 'missed down goes on', 'whole/1 down goes on']);
});

it('ends the trouble of a link that nobody declares any more', async () => {
  const said = {
    medium: 'dark-fibre',
    near: { site: 'oslo' },
    far: { site: 'paris' },
    notes: '',
    managedBy: 'console',
  };
  const by = {
    createdBy: 'ada',
    createdAt: at(0),
    updatedBy: 'ada',
    updatedAt: at(0),
    ridesOn: [],
    carries: [],
    meters: [],
  };
  const [kept, removed] = await Promise.all(
    ['kept', 'removed'].map((name) => database.prisma.declaredLink.create({ data: { ...said, ...by, name } })),
  );
  const trouble = (nativeId = '') => ({
    ...({ id: null, connectionId: null, nativeId, key: '', subject: 'state', kind: 'down', openedAt: at(0) } as const),
    ...{ closedAt: null, falls: 1, cause: null, signs: [], endedBy: null, link: null },
  });
  await inTransaction(database.pool, (client) => writeTroubles(client, [trouble(kept?.id), trouble(removed?.id)]));
  await database.prisma.declaredLink.delete({ where: { id: removed?.id ?? '' } });
  await look(at(5));
  const ended = [`${kept?.id} down goes on`, `${removed?.id} down 5 not-listed`].sort();
  expect(await troubles()).toEqual(ended);
});

it('ends a loss of spares once none is named, and says so', async () => {
  await tell(0, { ...well, 'pair-a': 'up', 'pair-b': 'down' });
  await look(at(1));
  expect(await troubles()).toEqual(['pair-a spares-lost goes on', 'pair-b down goes on']);
  await tell(5, { ...well, 'pair-a': 'up', 'pair-b': 'disabled' });
  await look(at(6));
  expect(await troubles()).toEqual(['pair-a spares-lost 6 no-spares', 'pair-b down 6 disabled']);
});

it('counts no falls of F5’s own word that alternates between up and degraded', async () => {
  const minutes = Array.from({ length: 60 }, (_, minute) => minute);
  const course = (value: (minute: number) => number) =>
    minutes.map((minute) => ({ at: at(minute), value: value(minute) }));
  const series = (resource: string, definition: string, value: (minute: number) => number) =>
    ({ metric: 'link.state', definition, subject: 'link', attributes: { resource }, points: course(value) }) as const;
  const alternating = (low: number) => (minute: number) => (minute % 10 < 5 ? 1 : low);
  await metricStoreOf(database.pool).write(
    {
      connectionId: connection.id,
      series: [
        series('a', 'LINK_STATUS', alternating(0.5)),
        series('a', 'METRIC_TYPE_DATA_PLANE_CONNECTION_STATUS', () => 1),
        series('b', 'LINK_STATUS', alternating(0)),
      ],
      now: at(60),
    },
    async () => undefined,
  );
  await tell(60, well);
  await look(at(60));
  expect(await troubles()).toEqual(['b flapping goes on']);
});

it('tells a trouble once however many workers look, and goes on where another stopped', async () => {
  const looks = [look, createLinkUpkeep(database, metricStoreOf(database.pool))] as const;
  await tell(0, { ...well, vpn: 'down' });
  const counts = await Promise.all(looks.map((each) => each(at(1))));
  expect(counts.filter((count) => count === 1)).toHaveLength(1);
  expect(await looks[1](at(2))).toBe(0);
  await tell(5, { ...well, vpn: 'up' });
  expect(await looks[1](at(6))).toBe(1);
  expect(await looks[0](at(7))).toBe(0);
  expect(await troubles()).toEqual(['vpn down 6 recovered']);
});

it('ends nothing as well again while the metric store tells only a part', async () => {
  const store = metricStoreOf(database.pool);
  const partly: typeof store = Object.create(store, {
    readRange: {
      value: async (...asked: Parameters<typeof store.readRange>) => ({
        ...(await store.readRange(...asked)),
        gaps: ['One of three parts did not answer.'],
      }),
    },
  });
  await tell(0, { ...well, vpn: 'down', other: 'down', off: 'down' });
  const lookPartly = createLinkUpkeep(database, partly);
  await lookPartly(at(1));
  expect(await troubles()).toEqual(['off down goes on', 'other down goes on', 'vpn down goes on']);
  await tell(5, { ...well, vpn: 'up', other: 'down', off: 'disabled' });
  await lookPartly(at(6));
  expect(await troubles()).toEqual(['off down 6 disabled', 'other down goes on', 'vpn down goes on']);
  await look(at(7));
  expect(await troubles()).toEqual(['off down 6 disabled', 'other down goes on', 'vpn down 7 recovered']);
});
