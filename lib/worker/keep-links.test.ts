import { afterAll, beforeAll, expect, it } from 'vitest';
import { bareLink, type LinkFacts, type LinkState } from '@/lib/domain/link/link-facts';
import type { MetricName } from '@/lib/domain/metric';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { createTestConnection, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { createLinkUpkeep } from './keep-links';

let database: TestDatabase;
let connection: ReadingConnection;
const minuteMs = 60_000;
const start = Date.UTC(2026, 10, 24, 12, 0);
const at = (minute: number) => new Date(start + minute * minuteMs);

beforeAll(async () => {
  database = await createTestDatabase();
  connection = await createTestConnection(database, 'clouds');
  for (const [capability, intervalMs] of [
    ['inventory', 300_000],
    ['metrics', 60_000],
  ] as const)
    await database.prisma.collectionSchedule.create({
      data: { connectionId: connection.id, capability, intervalMs, nextDueAt: new Date(0) },
    });
});
afterAll(() => database.close());

const scope = { account: '1', region: 'r', kind: 'vpn-connection' } as const;

function tell(minute: number, states: Record<string, LinkState>) {
  const items = Object.entries(states).map(([name, state]) => {
    const facts: LinkFacts = {
      ...bareLink({ form: 'vpn-connection', name, state, nativeState: state.toUpperCase() }),
      redundancyGroup: name.startsWith('pair') ? 'pair' : null,
      meters: [{ resource: name, attributes: {} }],
    };
    return toTestItem(name, { ...scope, links: [facts] });
  });
  return writeTestScope(database.pool, connection, items, { scope, readAt: at(minute) });
}

/** Writes one sample a minute. */
async function measure(
  resource: string,
  metric: MetricName,
  from: number,
  to: number,
  value: (minute: number) => number,
  own: Record<string, string> = {},
) {
  const points = Array.from({ length: to - from }, (_, index) => ({
    at: at(from + index),
    value: value(from + index),
  }));
  const series = { metric, definition: metric, subject: 'link', attributes: { resource, ...own }, points } as const;
  await metricStoreOf(database.pool).write(
    { connectionId: connection.id, series: [series], now: at(to) },
    async () => undefined,
  );
}

const troubles = async () =>
  (await database.prisma.linkTrouble.findMany({ orderBy: [{ openedAt: 'asc' }, { nativeId: 'asc' }] })).map(
    ({ nativeId, kind, openedAt, closedAt, falls }) => ({ of: nativeId, kind, openedAt, closedAt, falls }),
  );

it('finds what goes wrong with links, each once, and nothing else', async () => {
  const look = createLinkUpkeep(database, metricStoreOf(database.pool));
  const well = { flapper: 'up', slow: 'up', steady: 'up', 'pair-a': 'up', 'pair-b': 'up' } as const;
  // A day of what is usual.
  await measure('slow', 'link.latency', -1440, 0, (minute) => 0.08 + 0.002 * Math.sin(minute / 7));
  await measure('steady', 'link.latency', -1440, 120, (minute) => 0.02 + 0.001 * Math.cos(minute / 5));
  await measure('steady', 'link.state', -120, 120, () => 1);
  await tell(0, well);
  expect(await look(at(0))).toBe(0);

  // One falls every ten minutes for three, one becomes slow, and one loses its spare.
  const falls = (minute: number) => minute >= 10 && minute < 60 && minute % 10 < 3;
  await measure('flapper', 'link.state', -30, 120, (minute) => (falls(minute) ? 0 : 1));
  await measure('slow', 'link.latency', 0, 120, (minute) => (minute >= 20 && minute < 70 ? 0.3 : 0.08));
  for (let minute = 1; minute < 180; minute += 1) {
    const down = minute >= 30 && minute < 80 ? ({ 'pair-b': 'down' } as const) : {};
    if (minute % 5 === 0 || minute === 30) await tell(minute, { ...well, ...down });
    if (minute % 2 === 0) await look(at(minute));
  }
  const found = await troubles();
  expect(found.map(({ of, kind }) => `${of} ${kind}`).toSorted()).toEqual([
    'flapper flapping',
    'pair-a spares-lost',
    'pair-b down',
    'slow degraded',
  ]);
  const of = (name: string) => found.find((each) => each.of === name);
  expect(of('flapper')).toMatchObject({ openedAt: at(10), closedAt: at(53), falls: 5 });
  expect(of('slow')?.openedAt).toEqual(at(20));
  expect(of('slow')?.closedAt?.getTime()).toBeLessThanOrEqual(at(90).getTime());
  expect(of('pair-b')).toMatchObject({ openedAt: at(30), closedAt: at(80) });
  const degraded = await database.prisma.linkTrouble.findFirstOrThrow({ where: { kind: 'degraded' } });
  expect(degraded.signs).toEqual([
    {
      quality: 'latency',
      seen: expect.closeTo(0.3),
      usual: expect.closeTo(0.08, 2),
      limit: expect.any(Number),
      basis: 'day',
      since: at(20).toISOString(),
      worstAt: expect.any(String),
      until: null,
    },
  ]);
}, 60_000);

it('ends a trouble of drops that nothing tells of any more, days later and of what is measured alone', async () => {
  const look = createLinkUpkeep(database, metricStoreOf(database.pool));
  const day = 1440;
  const begin = 4 * day;
  const of = (name: string) => measure.bind(null, name);
  const drops = { direction: 'receive', reason: 'EXCEEDS_MTU' };
  const carry = async (minute: number) => {
    for (const direction of ['receive', 'transmit'])
      await of('dropper')('link.io.rate', minute - 5, minute, () => 1e6, { direction });
    await of('silent')('link.io.rate', minute - 5, minute, () => 1e6, { direction: 'receive' });
    await tell(minute, { dropper: 'up', silent: 'up' });
    await look(at(minute));
  };
  for (const name of ['dropper', 'silent'])
    await of(name)('link.packet.drop.rate', begin - day, begin + 30, (minute) => (minute < begin ? 1 : 400), drops);
  const closed = async () =>
    Object.fromEntries(
      (await troubles())
        .filter(({ of: name, kind }) => kind === 'degraded' && (name === 'dropper' || name === 'silent'))
        .map(({ of: name, closedAt }) => [name, closedAt]),
    );
  await carry(begin + 30);
  expect(await closed()).toEqual({ dropper: null, silent: null });
  // It may be that they could not be read.
  await carry(begin + 30 + day);
  expect(await closed()).toEqual({ dropper: null, silent: null });
  const later = begin + 30 + 2 * day + 60;
  await carry(later);
  // Where not all of the traffic is measured either, nothing is known.
  expect(await closed()).toEqual({ dropper: at(later), silent: null });
}, 60_000);
