import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { pathsQuerySchema } from '@/lib/api/contracts/paths';
import { putProbeTargetSchema } from '@/lib/api/contracts/probes';
import { createProbeTarget } from '@/lib/commands/probes/probe-targets';
import { putSite } from '@/lib/commands/sites/put-site';
import type { MetricSeries } from '@/lib/domain/metric';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { readPathMatrix } from './read-paths';

const now = new Date();
const secondsAgo = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
let database: TestDatabase;
const context = () => ({ actor: cliActor('test'), database, now, requestId: 'test' });

function toSeries(
  metric: MetricSeries['metric'],
  target: string,
  points: [secondsAgo: number, value: number][],
): MetricSeries {
  return {
    metric,
    definition: metric,
    subject: metric.startsWith('link.') ? 'link' : 'probe',
    attributes: { 'probe.target': target },
    points: points.map(([seconds, value]) => ({ at: secondsAgo(seconds), value })),
  };
}

beforeAll(async () => {
  database = await createTestDatabase();
  for (const name of ['munich', 'prague'])
    await putSite(context(), name, { title: name, country: null, latitude: null, longitude: null, aliases: [] });
  const { id } = await database.prisma.connection.create({
    data: { name: 'hall', provider: 'prometheus', settings: {}, tagRules: {}, intervalMs: 900_000 },
  });
  const way = { from: 'munich', to: 'prague', connectionId: id };
  for (const target of [
    { ...way, kind: 'icmp', address: 'edge.prague.example' },
    { ...way, kind: 'http', address: 'https://prague.example/' },
    { ...way, from: 'prague', to: 'munich', kind: 'icmp', address: 'edge.munich.example' },
    { ...way, from: 'prague', to: 'munich', kind: 'tcp', address: 'edge.munich.example:443' },
  ])
    await createProbeTarget(context(), putProbeTargetSchema.parse(target));
  const series = [
    toSeries('probe.success', 'edge.prague.example', [
      [90, 1],
      [60, 0],
      [30, 1],
      [10, 1],
    ]),
    toSeries('link.reachability', 'edge.prague.example', [[90, 1]]),
    // Never answered, so that there is no round trip at all.
    toSeries('probe.success', 'edge.munich.example', [
      [40, 0],
      [20, 0],
    ]),
    toSeries('link.reachability', 'edge.munich.example', [[40, 0]]),
    toSeries('link.latency', 'edge.prague.example', [
      [90, 0.02],
      [30, 0.03],
      [10, 0.034],
    ]),
    toSeries('probe.duration', 'edge.prague.example', [
      [90, 0.5],
      [30, 0.5],
      [10, 0.5],
    ]),
    toSeries('probe.success', 'https://prague.example/', [
      [30, 0],
      [10, 1],
    ]),
    toSeries('probe.duration', 'https://prague.example/', [
      [30, 9.5],
      [10, 0.12],
    ]),
  ];
  await metricStoreOf(database.pool).write({ connectionId: id, series, now }, async () => undefined);
});
afterAll(() => database.close());

const read = async (over: string) => (await readPathMatrix(context(), pathsQuerySchema.parse({ over }))).items;

test('what a blackbox exporter measured stands in the matrix as its own source', async () => {
  const items = await read('15m');
  expect(items.map(({ from, kind, source }) => [from, kind, source])).toEqual([
    ['munich', 'http', 'exporter'],
    ['munich', 'icmp', 'exporter'],
    ['prague', 'icmp', 'exporter'],
    ['prague', 'tcp', 'exporter'],
  ]);
  const [http, icmp, dead, unread] = items;
  expect(icmp).toMatchObject({ sent: 4, lost: 1, loss: 0.25, failed: 0, values: { count: 3, min: 0.02, max: 0.034 } });
  expect(icmp?.jitter).toBeCloseTo(0.004, 9);
  // A probe that did not succeed is no lost packet, and how long it tried is no round trip.
  expect(http).toMatchObject({
    sent: 1,
    lost: 0,
    failed: 1,
    fault: 'answer-unexpected',
    values: { max: 0.12, count: 1 },
  });
  expect(dead).toMatchObject({ state: 'measured', sent: 2, lost: 2, loss: 1, values: null, jitter: null });
  expect(unread).toMatchObject({ state: 'unknown', loss: null, values: null, lastMeasuredAt: null });
});

test('beyond what single samples are kept it is unknown', async () => {
  for (const item of await read('7d')) expect(item).toMatchObject({ state: 'unknown', values: null });
});
