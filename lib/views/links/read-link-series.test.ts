import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { gpuSamplesQuerySchema, gpuSamplesSchema } from '@/lib/api/contracts/gpu-history';
import { linkSeriesSchema } from '@/lib/api/contracts/link-series';
import { bareLink, untoldEnd } from '@/lib/domain/link/link-facts';
import type { MetricSeries } from '@/lib/domain/metric';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { createTestConnection, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { type LinkTrouble, writeTroubles } from '@/lib/store/links/link-troubles';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { readStoredSamples } from '@/lib/views/gpus/device/read-stored-samples';
import { findLinkSeries } from './find-link-series';
import { readLinkSeries } from './read-link-series';

const minuteMs = 60_000;
const now = new Date(Math.floor(Date.now() / minuteMs) * minuteMs + 5_000);
const at = (minutesAgo: number) => new Date(now.getTime() - 5_000 - minutesAgo * minuteMs);
let database: TestDatabase;
let id: string;
let tunnelId: string;

const who = (site: string | null): Actor => ({
  kind: 'person',
  id: null,
  personId: null,
  label: 'test',
  grants: [{ role: 'viewer', scope: site === null ? { kind: 'all' } : { kind: 'site', site } }],
});
const context = (site: string | null = null) => ({ actor: who(site), database, now });
const hour = { from: at(60).toISOString(), to: now.toISOString() };

function toSeries(
  metric: MetricSeries['metric'],
  attributes: Record<string, string>,
  points: [minutesAgo: number, value: number][],
): MetricSeries {
  return {
    metric,
    definition: `${metric} of the source`,
    subject: 'link',
    attributes: { resource: 'circuit', ...attributes },
    points: points.map(([minutes, value]) => ({ at: at(minutes), value })),
  };
}

beforeAll(async () => {
  database = await createTestDatabase();
  const connection = await createTestConnection(database, 'clouds');
  for (const capability of ['inventory', 'metrics'])
    await database.prisma.collectionSchedule.create({
      data: { connectionId: connection.id, capability, intervalMs: 60_000, nextDueAt: new Date(0) },
    });
  const kind = 'private-circuit';
  const circuit = {
    ...bareLink({ form: 'circuit', name: 'circuit', state: 'up', nativeState: 'UP' }),
    capacityBitsPerSecond: 1_000,
    meters: [{ resource: 'circuit', attributes: {} }],
  };
  const tunnel = {
    ...bareLink({ form: 'edge-tunnel', name: 'tunnel', state: 'up', nativeState: null }),
    near: { ...untoldEnd, place: 'ashburn' },
    far: { ...untoldEnd, place: 'munich' },
    meters: [{ resource: 'tunnel', attributes: {} }],
  };
  await writeTestScope(
    database.pool,
    connection,
    [
      toTestItem('tunnel', { kind, account: '1', region: 'r', links: [tunnel] }),
      toTestItem('circuit', { kind, account: '1', region: 'r', tags: { site: 'dublin' }, links: [circuit] }),
    ],
    { scope: { account: '1', region: 'r', kind }, readAt: at(1) },
  );
  const series = [
    toSeries('link.io.rate', { direction: 'receive', lane: '1' }, [
      [4, 10],
      [3, 20],
      [2, 30],
    ]),
    // Nobody measured the second lane two minutes ago.
    toSeries('link.io.rate', { direction: 'receive', lane: '2' }, [
      [4, 5],
      [3, 5],
    ]),
    toSeries('link.io.rate', { direction: 'transmit' }, [
      [4, 50],
      [2, 60],
    ]),
    toSeries('link.state', {}, [
      [4, 1],
      [3, 0],
      [2, 1],
    ]),
    ...['ashburn', 'munich'].flatMap((source) =>
      ['receive', 'transmit'].map((direction) =>
        toSeries('link.io.rate', { resource: 'tunnel', source, direction }, [
          [2, (source === 'ashburn') === (direction === 'receive') ? 10 : 20],
        ]),
      ),
    ),
    { ...toSeries('link.loss', {}, [[3, 0.02]]), attributes: { resource: 'another' } },
  ];
  await metricStoreOf(database.pool).write({ connectionId: connection.id, series, now }, async () => undefined);
  tunnelId = (await database.prisma.resource.findFirstOrThrow({ where: { name: 'tunnel' } })).id;
  id = (await database.prisma.resource.findFirstOrThrow({ where: { name: 'circuit' } })).id;
});
afterAll(() => database.close());

test('throughput is the sum of the lanes where all were measured, in bits, and utilisation needs both ways', async () => {
  const series = linkSeriesSchema.parse(await readLinkSeries(context(), id, hour));
  const of = (course: readonly unknown[] | null) =>
    [4, 3, 2, 1].map((ago) => course?.[series.startsAt.indexOf(at(ago).toISOString())]);
  expect(series.stepMs).toBe(minuteMs);
  expect(of(series.receive)).toEqual([120, 200, null, null]);
  expect(of(series.transmit)).toEqual([400, null, 480, null]);
  expect(of(series.utilization)).toEqual([0.4, null, null, null]);
  expect(series.capacity).toEqual({ value: 1_000, basis: 'stated' });
  expect(of(series.states)).toEqual(['up', 'down', 'up', null]);
  // What is measured of another link is none of this one.
  expect(series.series.some(({ metric }) => metric === 'link.loss')).toBe(false);
  expect(series.series.map(({ attributes }) => attributes.resource)).toEqual(series.series.map(() => undefined));
});

test('traffic that both ends of a tunnel measure is counted once', async () => {
  const course = linkSeriesSchema.parse(await readLinkSeries(context(), tunnelId, hour));
  const last = course.startsAt.indexOf(at(2).toISOString());
  expect([course.receive?.[last], course.transmit?.[last]]).toEqual([80, 160]);
});

test('samples are told as they were collected, and the source is not said to answer where it cannot be asked', async () => {
  const asked = gpuSamplesQuerySchema.parse({
    metric: 'link.io.rate',
    definition: 'link.io.rate of the source',
    attribute: 'lane:1',
    ...hour,
  });
  const found = await findLinkSeries(context(), id, asked);
  const read = gpuSamplesSchema.parse(await readStoredSamples(context(), found, asked));
  expect(read.samples.map(({ value }) => value)).toEqual([10, 20, 30]);
  expect([read.origin, read.canAskSource, read.attributes]).toEqual([
    'stored',
    false,
    { direction: 'receive', lane: '1' },
  ]);
  const unknown = { ...asked, definition: 'another' };
  await expect(findLinkSeries(context(), id, unknown)).rejects.toMatchObject({ kind: 'not-found' });
});

test('whoever may not see a link learns nothing of its course', async () => {
  await expect(readLinkSeries(context('tokyo'), id, hour)).rejects.toMatchObject({ kind: 'not-found' });
});

test('what went wrong long ago is told, however much went wrong since', async () => {
  const connection = await database.prisma.connection.findFirstOrThrow();
  const trouble = (minutesAgo: number) => ({
    ...{ id: null, connectionId: connection.id, nativeId: 'circuit', key: '', subject: 'state', kind: 'down' },
    ...{
      openedAt: at(minutesAgo),
      closedAt: at(minutesAgo - 0.5),
      falls: 1,
      cause: null,
      signs: [],
      endedBy: null,
      link: null,
    },
  });
  const troubles = [300, ...Array.from({ length: 200 }, (_, minute) => minute + 1)].map(trouble) as LinkTrouble[];
  await inTransaction(database.pool, (client) => writeTroubles(client, troubles));
  const long = { from: at(320).toISOString(), to: at(280).toISOString() };
  const told = await readLinkSeries(context(), id, long);
  expect(told.troubles.map(({ openedAt }) => openedAt)).toEqual([at(300).toISOString()]);
});
