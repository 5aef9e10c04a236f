import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, cliActor } from '@/lib/access/actor';
import { pathsQuerySchema } from '@/lib/api/contracts/paths';
import { putProbeTargetSchema } from '@/lib/api/contracts/probes';
import { createProbeAgent } from '@/lib/commands/probes/probe-agents';
import { createProbeTarget } from '@/lib/commands/probes/probe-targets';
import { putSite } from '@/lib/commands/sites/put-site';
import { LogSketch } from '@/lib/domain/link/sketch/log-sketch';
import { packSketch } from '@/lib/domain/link/sketch/pack-sketch';
import type { MetricSeries } from '@/lib/domain/metric';
import type { ProbeMinute } from '@/lib/domain/probe/probe';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { writeResults } from '@/lib/store/probes/write-results';
import { readPathPair } from './read-path-pair';
import { readPathMatrix } from './read-paths';
import { readUsualWays } from './read-usual';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const now = new Date(Math.floor(Date.now() / hourMs) * hourMs + 20 * minuteMs + 5_000);
let database: TestDatabase;
const context = (actor: Actor = cliActor('test')) => ({ actor, database, now, requestId: 'test' });
const subnet = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/hub/subnets/compute';

/** A minute with these round trips, in milliseconds, and so many lost. */
function toMinute(target: string, minute: number, roundTrips: readonly number[], lost = 0): ProbeMinute {
  const sketch = new LogSketch();
  for (const each of roundTrips) sketch.record(each * 1_000_000);
  return {
    target,
    minute: new Date(minute),
    sent: roundTrips.length + lost,
    lost,
    failed: 0,
    fault: null,
    jitterSumNs: 1_000_000,
    jitterPairs: 1,
    sketch: packSketch(sketch),
  };
}

beforeAll(async () => {
  database = await createTestDatabase();
  for (const name of ['munich', 'prague', 'oslo'])
    await putSite(context(), name, { title: name, country: null, latitude: null, longitude: null, aliases: [] });
  const azure = await database.prisma.connection.create({
    data: { name: 'clouds', provider: 'azure', settings: {}, tagRules: {}, intervalMs: 900_000 },
  });
  await database.prisma.resource.create({
    data: {
      connectionId: azure.id,
      provider: 'azure',
      kind: 'subnet',
      nativeId: subnet.toLowerCase(),
      name: 'compute',
      account: 's',
      region: 'r',
      scopeRegion: 'r',
      site: 'prague',
      status: 'running',
      nativeType: 'microsoft.network/virtualnetworks/subnets',
      nativeStatus: 'Succeeded',
      tags: {},
      firstSeenAt: now,
      lastSeenAt: now,
      changedAt: now,
      contentHash: Buffer.from('x'),
      searchText: '',
    },
  });
  const target = (input: Record<string, unknown>) =>
    createProbeTarget(context(), putProbeTargetSchema.parse({ from: 'munich', to: 'prague', kind: 'tcp', ...input }));
  const first = await target({ address: 'edge-1.prague.example:443' });
  const second = await target({ address: 'edge-2.prague.example:443' });
  await target({ from: 'prague', to: 'munich', address: '10.200.0.10:443', connectionId: azure.id });
  const { agent } = await createProbeAgent(context(), { name: 'munich-1', site: 'munich' });
  const start = now.getTime() - 5_000;
  const past = Array.from({ length: 20 }, (_, index) => toMinute(first.id, start - (index + 2) * hourMs, [10, 10, 10]));
  await inTransaction(database.pool, (client) =>
    writeResults(client, agent.id, [
      toMinute(first.id, start - minuteMs, [10, 10, 10, 10], 1),
      toMinute(second.id, start - minuteMs, [90, 90]),
      toMinute(first.id, start - 3 * minuteMs, [12]),
      ...past,
    ]),
  );
  const attributes = {
    'source.resource': subnet,
    'destination.address': '10.200.0.10',
    'destination.name': 'munich-hall',
    protocol: 'Tcp',
  };
  const toSeries = (metric: MetricSeries['metric'], values: number[]): MetricSeries => ({
    metric,
    definition: metric,
    subject: 'probe',
    attributes,
    points: values.map((value, index) => ({ at: new Date(start - (index + 1) * minuteMs), value })),
  });
  const series = [toSeries('link.latency', [0.02, 0.04]), toSeries('link.loss', [0, 0.1, 0.2])];
  await metricStoreOf(database.pool).write({ connectionId: azure.id, series, now }, async () => undefined);
});
afterAll(() => database.close());

const lastMinutes = (minutes: number) => ({
  from: new Date(now.getTime() - minutes * minuteMs).toISOString(),
  to: now.toISOString(),
});

test('what a cloud’s monitor told stands beside what agents measured, as derived', async () => {
  const { items, sites } = await readPathMatrix(context(), pathsQuerySchema.parse({}));
  expect(items.map(({ from, to, source, state }) => [from, to, source, state])).toEqual([
    ['munich', 'prague', 'agent', 'measured'],
    ['prague', 'munich', 'monitor', 'derived'],
  ]);
  const [, monitor] = items;
  expect(monitor).toMatchObject({ values: { count: 2, min: 0.02, max: 0.04 }, sent: 3, lost: null, jitter: null });
  expect(monitor?.loss).toBeCloseTo(0.1, 9);
  // A site that nobody measures is a row as well.
  expect(sites.map(({ name }) => name)).toEqual(['munich', 'oslo', 'prague']);
});

test('a pair is told either way, its steps from all that was measured in them together', async () => {
  const pair = await readPathPair(context(), { from: 'munich', to: 'prague' }, lastMinutes(10));
  expect(pair.stepMs).toBe(minuteMs);
  const there = pair.series.find(({ source }) => source === 'agent');
  const places = pair.startsAt.map((at, index) => [Date.parse(at), index] as const);
  const place = places.find(([at]) => at === now.getTime() - 5_000 - minuteMs)?.[1] ?? Number.NaN;
  // Four at 10 ms and two at 90: the mean of two medians would be 50.
  expect(there?.p50[place]).toBeCloseTo(0.01, 4);
  expect(there?.p95[place]).toBeGreaterThan(0.08);
  expect(there?.loss[place]).toBeCloseTo(1 / 7, 9);
  // Nobody measured in the minute between.
  expect(there?.p50[place - 1]).toBeNull();
  expect(there?.loss[place - 1]).toBeNull();
  expect(pair.series.find(({ source }) => source === 'monitor')).toMatchObject({ basis: 'derived', from: 'prague' });
  expect(pair.targets.map(({ address, by }) => [address, by])).toEqual([
    ['edge-1.prague.example:443', ['munich-1']],
    ['edge-2.prague.example:443', ['munich-1']],
    ['10.200.0.10:443', ['clouds']],
  ]);
});

test('a week is told by hours, and what is no longer kept of it is named', async () => {
  const pair = await readPathPair(context(), { from: 'prague', to: 'munich' }, lastMinutes(7 * 24 * 60));
  expect(pair.stepMs).toBe(hourMs);
  const there = pair.series.find(({ source }) => source === 'agent');
  expect(there?.p50.filter((value) => value !== null)).toHaveLength(21);
  expect(pair.gaps).toHaveLength(1);
  await expect(readPathPair(context(), { from: 'prague', to: 'nowhere' }, lastMinutes(60))).rejects.toMatchObject({
    kind: 'not-found',
  });
});

test('what is usual comes from the day before where days of the same hour are lacking', async () => {
  const { items } = await readUsualWays(context());
  expect(items).toMatchObject([{ from: 'munich', to: 'prague', kind: 'tcp' }]);
  const [usual] = items;
  expect(usual?.p50).toMatchObject({ basis: 'day', hours: 20 });
  expect(usual?.p50?.median).toBeCloseTo(0.01, 4);
  expect(usual?.p50?.limit).toBeCloseTo(0.012, 4);
  expect(usual?.loss).toMatchObject({ median: 0, limit: 0.005 });
});

test('of too many ways what is usual of the first is told, and how many within reach were left out', async () => {
  const between = { from: 'prague', to: 'oslo', kind: 'icmp', address: 'edge.oslo.example' };
  const { id } = await createProbeTarget(context(), putProbeTargetSchema.parse(between));
  const later = new Date(now.getTime() + hourMs);
  const within = (site: string): Actor => ({
    ...{ kind: 'person', id: null, personId: null, label: 'test' },
    grants: [{ role: 'viewer', scope: { kind: 'site', site } }],
  });
  const told = async (actor?: Actor) => {
    const { items, leftOut } = await readUsualWays({ ...context(actor), now: later }, 1);
    return [items.map(({ from, to }) => `${from} ${to}`), leftOut];
  };
  expect(await told()).toEqual([['munich prague'], 1]);
  expect(await told(within('oslo'))).toEqual([[], 1]);
  expect(await told(within('munich'))).toEqual([['munich prague'], 0]);
  expect((await readUsualWays({ ...context(), now: new Date(later.getTime() + hourMs) })).leftOut).toBe(0);
  await database.prisma.probeTarget.delete({ where: { id } });
});

test('of a site out of reach a person learns by the ways to it alone', async () => {
  const inMunich: Actor = {
    ...{ kind: 'person', id: null, personId: null, label: 'test' },
    grants: [{ role: 'viewer', scope: { kind: 'site', site: 'munich' } }],
  };
  const ask = (from: string, to: string) => readPathPair(context(inMunich), { from, to }, lastMinutes(10));
  expect((await ask('prague', 'munich')).siteTitles).toEqual({ munich: 'munich', prague: 'prague' });
  await expect(ask('munich', 'oslo')).rejects.toMatchObject({ kind: 'not-found' });
  await expect(ask('oslo', 'prague')).rejects.toMatchObject({ kind: 'not-found' });
});
