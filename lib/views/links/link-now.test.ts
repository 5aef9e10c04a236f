import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LinkedResource, ToldLink } from '@/lib/analytics/links/told-link';
import { bareLink } from '@/lib/domain/link/link-facts';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { writeTroubles } from '@/lib/store/links/link-troubles';
import type { MetricRange, MetricStore, RolledSeries } from '@/lib/store/metrics/metric-store';
import { readBaselines } from './link-now';

let database: TestDatabase;
const now = new Date('2026-11-10T12:00:00Z');
const hourMs = 3_600_000;
const stretchMs = 300_000;
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * hourMs);

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const resource = (connectionId: string | null, nativeId: string): LinkedResource => ({
  ...{ id: nativeId, connectionId, nativeId, name: nativeId, account: 'a', region: 'r', site: 'oslo' },
  ...{ provider: null, team: null, owner: null },
});
const told = (of: LinkedResource): ToldLink => ({
  id: of.id,
  resource: of,
  facts: {
    ...bareLink({ form: 'circuit', name: of.name, state: 'up', nativeState: null }),
    meters: [{ resource: of.nativeId, attributes: {} }],
  },
  readAt: now,
  isExpired: false,
});

/** Slow from 23 to 9 hours ago, by one teller's measuring. */
function latency({ from, to }: MetricRange): RolledSeries {
  const starts = Array.from({ length: (to.getTime() - from.getTime()) / stretchMs }, (_, index) => {
    return from.getTime() + index * stretchMs;
  }).filter((atMs) => atMs >= now.getTime() - 24 * hourMs);
  const value = (atMs: number) => (atMs >= hoursAgo(23).getTime() && atMs < hoursAgo(9).getTime() ? 0.4 : 0.02);
  const values = Float64Array.from(starts, value);
  return {
    series: {
      ...{ connectionId: 'clouds', unit: 's', definition: 'latency', attributes: { resource: 'circuit' } },
      metric: 'link.latency',
      subject: 'link',
    },
    startsAt: Float64Array.from(starts),
    ...{ min: values, max: values, sum: values, count: values.map(() => 1) },
  };
}

it('is no trouble that is kept by the name another teller has for the link', async () => {
  const [declared, measuring] = [told(resource(null, 'declared')), told(resource('clouds', 'circuit'))];
  const store: Pick<MetricStore, 'readRange'> = {
    readRange: async (_, range) => ({ items: [latency(range)], gaps: [] }),
  };
  const median = async () =>
    (await readBaselines(database.pool, store, now)).baselines({ told: [declared, measuring] }, measuring, 'latency')
      ?.median;
  expect(await median()).toBe(0.4);
  const trouble = {
    subject: 'quality',
    kind: 'degraded',
    falls: 1,
    cause: null,
    signs: [],
    endedBy: null,
    link: null,
  } as const;
  await inTransaction(database.pool, (client) =>
    writeTroubles(client, [
      {
        ...{ ...trouble, signs: [], id: null, connectionId: null, nativeId: 'declared', key: '' },
        ...{ openedAt: hoursAgo(23), closedAt: hoursAgo(9) },
      },
    ]),
  );
  expect(await median()).toBe(0.02);
});

it('is told however many series there are', async () => {
  const measuring = told(resource('clouds', 'circuit'));
  const none = { startsAt: new Float64Array(), min: new Float64Array(), max: new Float64Array() };
  const another: RolledSeries = {
    series: { ...latency({ from: hoursAgo(1), to: now }).series, attributes: { resource: 'another' } },
    ...{ ...none, sum: new Float64Array(), count: new Float64Array() },
  };
  let others = 200_000;
  const store: Pick<MetricStore, 'readRange'> = {
    async readRange(_, range) {
      const items = [latency(range), ...Array.from({ length: others }, () => another)];
      others = 0;
      return { items, gaps: [] };
    },
  };
  const { baselines } = await readBaselines(database.pool, store, now);
  expect(baselines({ told: [measuring] }, measuring, 'latency')).not.toBeNull();
});
