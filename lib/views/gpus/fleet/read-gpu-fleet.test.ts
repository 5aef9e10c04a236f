import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { toTestPod } from '@/lib/analytics/gpus/fleet/test-fleet';
import { type GpuFleetQuery, gpuFleetSchema, gpuTimelineSchema } from '@/lib/api/contracts/gpus';
import type { Scope } from '@/lib/domain/access';
import type { MetricName, MetricSeries } from '@/lib/domain/metric';
import type { ProviderId } from '@/lib/domain/provider';
import { defaultTagRules, type InventoryItem, type ResourceKind } from '@/lib/domain/resource';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { readFleetSnapshot } from './read-fleet-snapshot';
import { readGpuFleet } from './read-gpu-fleet';
import { readGpuTimeline } from './read-gpu-timeline';

const minute = 60_000;
const start = new Date('2026-11-22T12:00:00Z');
/** Each question comes later than what was put together before serves anybody. */
const at = (minutes: number) => new Date(start.getTime() + minutes * minute);
const actorOf = (scope: Scope): Actor => ({
  kind: 'person',
  id: null,
  personId: null,
  label: 'test',
  grants: [{ role: 'viewer', scope }],
});
const everyone = actorOf({ kind: 'all' });

let database: TestDatabase;
let hall: string;
let hallMetrics: string;
let aws: string;

beforeAll(async () => {
  database = await createTestDatabase();
  hall = await connect('hall', 'kubernetes', ['inventory']);
  hallMetrics = await connect('hall metrics', 'prometheus', ['metrics']);
  aws = await connect('cloud', 'aws', ['inventory']);
  await database.prisma.site.create({ data: { name: 'munich', title: 'Munich', aliases: [], updatedAt: start } });
  await readInventories(at(0));
  await measure(0);
});
afterAll(() => database.close());

async function connect(name: string, provider: ProviderId, capabilities: string[]): Promise<string> {
  const runs = capabilities.map((capability) => ({
    capability,
    fencingToken: 1,
    outcome: 'complete',
    startedAt: start,
    finishedAt: start,
  }));
  const { id } = await database.prisma.connection.create({
    data: {
      provider,
      name,
      settings: {},
      tagRules: { ...defaultTagRules },
      intervalMs: minute,
      schedules: { create: capabilities.map((capability) => ({ capability, nextDueAt: start, intervalMs: minute })) },
      runs: { create: runs },
    },
  });
  return id;
}

async function write(id: string, provider: ProviderId, kind: ResourceKind, items: InventoryItem[], readAt: Date) {
  const account = provider === 'aws' ? '111122223333' : 'hall';
  const region = provider === 'aws' ? 'us-east-1' : 'global';
  const all = items.map((item) => ({ ...item, kind, account, region }));
  await writeTestScope(database.pool, { id, provider, tagRules: defaultTagRules }, all, {
    scope: { account, region, kind },
    readAt,
  });
}

const four = [{ model: 'NVIDIA H100', count: 4, memoryBytes: null }];
const tags = { site: 'munich', team: 'research' };

/** Two nodes of a cluster, one wholly held and one half, and a machine that stands alone. */
async function readInventories(readAt: Date): Promise<void> {
  await readHall(readAt);
  const machine = {
    ...toTestItem('arn:aws:ec2:us-east-1:111122223333:instance/i-0abc', { name: 'alone', accelerators: four }),
    tags: { site: 'virginia', team: 'serving' },
  };
  await write(aws, 'aws', 'compute-instance', [machine], readAt);
  await finish(aws, readAt);
}

async function readHall(readAt: Date): Promise<void> {
  const node = (name: string) =>
    toTestItem(`hall/nodes/${name}`, { name, accelerators: four, tags, nativeStatus: 'Ready' });
  const pod = (name: string, host: string, count: number) => {
    const { workload } = toTestPod(name, host, count);
    return toTestItem(`hall/pods/research/${name}`, {
      name,
      workload,
      accelerators: [{ model: 'NVIDIA H100', count, memoryBytes: null }],
      tags: { site: 'munich', team: 'secret' },
    });
  };
  await write(hall, 'kubernetes', 'cluster-node', [node('node-1'), node('node-2')], readAt);
  await write(hall, 'kubernetes', 'pod', [pod('train', 'node-1', 4), pod('half', 'node-2', 2)], readAt);
  await finish(hall, readAt);
}

async function finish(connectionId: string, finishedAt: Date): Promise<void> {
  await database.prisma.collectionRun.create({
    data: {
      connectionId,
      capability: 'inventory',
      fencingToken: 2,
      outcome: 'complete',
      startedAt: finishedAt,
      finishedAt,
    },
  });
}

/** Half an hour of samples up to a time: of node-1 three devices work, and one does nothing; of node-2 two are named. */
async function measure(until: number): Promise<void> {
  const moments = Array.from({ length: 40 }, (_, index) => at(until - index - 0.5));
  const series = (
    metric: MetricName,
    node: string,
    index: number,
    toValue: (place: number) => number,
    rest = {},
  ): MetricSeries => ({
    metric,
    definition: metric === 'gpu.held' ? 'dcgm-exporter pod' : 'DCGM',
    subject: 'accelerator',
    attributes: { 'host.name': node, 'gpu.index': String(index), 'gpu.uuid': `GPU-${node}-${index}`, ...rest },
    points: moments.map((moment, place) => ({ at: moment, value: toValue(place) })),
  });
  const held = (node: string, index: number, name: string) =>
    series('gpu.held', node, index, () => 1, {
      'holder.kind': 'pod',
      'holder.name': name,
      'k8s.namespace.name': 'research',
    });
  const all = [
    ...[0, 1, 2].map((index) => series('gpu.sm.active', 'node-1', index, (place) => 0.5 + (place % 7) / 100)),
    series('gpu.tensor.active', 'node-1', 0, () => 0.25),
    series('gpu.sm.active', 'node-1', 3, () => 0.01),
    series('hw.gpu.memory.usage', 'node-1', 3, () => 60 * 2 ** 30),
    ...[0, 1, 2, 3].map((index) => series('hw.status', 'node-1', index, () => 0)),
    ...[0, 1].flatMap((index) => [series('gpu.sm.active', 'node-2', index, () => 0.7), held('node-2', index, 'half')]),
    // The last one repeats the same power too.
    series('hw.power', 'node-2', 0, (place) => 400 + place),
    series('hw.power', 'node-2', 1, () => 412.125),
  ];
  await metricStoreOf(database.pool).write(
    { connectionId: hallMetrics, series: all, now: at(until) },
    async () => undefined,
  );
  await database.prisma.collectionRun.create({
    data: {
      connectionId: hallMetrics,
      capability: 'metrics',
      fencingToken: 3,
      outcome: 'complete',
      startedAt: at(until),
      finishedAt: at(until),
    },
  });
}

async function read(minutes: number, query: GpuFleetQuery = {}, actor = everyone) {
  const fleet = gpuFleetSchema.parse(await readGpuFleet({ actor, database, now: at(minutes) }, query));
  const cells = fleet.sites.flatMap(({ clusters }) => clusters.flatMap(({ nodes }) => nodes));
  return { fleet, cellsOf: (name: string) => cells.find((node) => node.name === name) };
}

const sure = (value: number) => ({ value, unknown: 0, atLeast: false });

describe('the fleet', () => {
  it('is counted, and told device by device', async () => {
    const { fleet, cellsOf } = await read(0);
    expect(fleet.funnel).toEqual({
      total: sure(12),
      allocated: sure(10),
      // Of the machine that stands alone, the frozen device and those of node-2 that are free nobody can say.
      active: { value: 4, unknown: 7, atLeast: true },
      effective: { value: 0.25, unknown: 10, atLeast: true },
      activeFrom: 0.05,
    });
    expect(cellsOf('node-1')).toMatchObject({ busy: [50, 50, 50, 1], health: 'hhhh', use: 'bbbi' });
    expect(cellsOf('node-2')).toMatchObject({ busy: [70, null, null, null], health: 'uuuu', use: 'buff' });
    expect(cellsOf('alone')).toMatchObject({ busy: [null, null, null, null], use: 'uuuu' });
    expect(fleet.idle).toEqual({
      memoryHeld: { value: 1, unknown: 5, atLeast: true },
      empty: { value: 0, unknown: 5, atLeast: true },
    });
    expect(fleet.definitions).toMatchObject([
      { metric: 'gpu.sm.active', gpus: 5, sourceNames: ['DCGM'] },
      { metric: 'gpu.tensor.active', gpus: 1 },
    ]);
    expect(fleet).toMatchObject({
      metric: 'gpu.sm.active',
      siteTitles: { munich: 'Munich' },
      health: { healthy: 4, unknown: 8 },
    });
  });

  it('counts every facet under all filters but its own', async () => {
    const { fleet } = await read(0, { site: ['munich'], use: ['busy', 'idle'] });
    expect(fleet.funnel.total).toEqual(sure(5));
    expect(fleet.facets.site).toEqual([{ value: 'munich', gpus: 5 }]);
    expect((await read(0, { site: ['munich'] })).fleet.facets).toMatchObject({
      site: [
        { value: 'munich', gpus: 8 },
        { value: 'virginia', gpus: 4 },
      ],
      provider: [{ value: 'kubernetes', gpus: 8 }],
      cluster: [{ value: 'hall', gpus: 8 }],
    });
  });

  it('shows who has a site or a team no more than that, and names nobody of another', async () => {
    const ofSite = await read(0, {}, actorOf({ kind: 'site', site: 'virginia' }));
    expect(ofSite.fleet.funnel.total).toMatchObject({ value: 4 });
    expect(ofSite.fleet.facets.site).toEqual([{ value: 'virginia', gpus: 4 }]);
    const context = { actor: actorOf({ kind: 'team', team: 'research' }), database, now: at(0) };
    const { nodes } = await readFleetSnapshot(context);
    expect(nodes.map(({ name }) => name)).toEqual(['node-1', 'node-2']);
    expect(nodes[0]?.devices[0]?.allocation).toEqual({ state: 'held', holders: [] });
    const all = await readFleetSnapshot({ ...context, actor: everyone });
    expect(all.nodes[0]?.devices[0]?.allocation).toMatchObject({ holders: [{ kind: 'pod', name: 'train' }] });
    await expect(readFleetSnapshot({ ...context, actor: { ...everyone, grants: [] } })).rejects.toMatchObject({
      kind: 'denied',
    });
  });

  it('has over time the mean of all samples of a node, and holes where nobody measured', async () => {
    const query = {
      metric: 'gpu.sm.active' as const,
      from: at(-60).toISOString(),
      to: at(0).toISOString(),
      cluster: ['hall'],
    };
    const timeline = gpuTimelineSchema.parse(await readGpuTimeline({ actor: everyone, database, now: at(0) }, query));
    expect(timeline).toMatchObject({ stepMs: 5 * minute, nodesLeftOut: 0 });
    const first = timeline.nodes.find(({ name }) => name === 'node-1');
    expect(first?.values.slice(0, 4)).toEqual([null, null, null, null]);
    expect(first?.values.at(-1)).toBeCloseTo((3 * 52 + 1) / 4, 0);
    expect(timeline.gaps).toEqual([]);
  });

  it('says of a stretch before anything is kept, or after now, why it is empty', async () => {
    const gapsOf = async (from: Date, to: Date) => {
      const query = { from: from.toISOString(), to: to.toISOString() };
      return (await readGpuTimeline({ actor: everyone, database, now: at(0) }, query)).gaps;
    };
    expect(await gapsOf(at(-3 * 366 * 24 * 60), at(-3 * 365 * 24 * 60))).toEqual([
      expect.stringContaining('Nothing is kept for longer'),
    ]);
    expect(await gapsOf(at(0), at(60))).toEqual([expect.stringContaining('to come')]);
  });
});

describe('when a source is silent', () => {
  it('its devices are unknown once its samples are past their time, none is dropped, and totals are floors', async () => {
    await readInventories(at(10));
    const { fleet, cellsOf } = await read(10);
    expect(fleet.funnel.total).toEqual(sure(12));
    expect(fleet.funnel.active).toEqual({ value: 0, unknown: 12, atLeast: true });
    expect(cellsOf('node-1')).toMatchObject({ busy: [null, null, null, null], health: 'uuuu', use: 'uuuu' });
    // The pods are still listed; whom metrics named is not known any more.
    expect(fleet.funnel.allocated).toEqual(sure(10));
  });

  it('machines whose inventory is past its time are unknown, and stay in the picture', async () => {
    await measure(20);
    await readHall(at(20));
    const { fleet, cellsOf } = await read(20);
    expect(fleet.funnel.total).toEqual({ value: 8, unknown: 4, atLeast: true });
    expect(fleet.funnel.allocated).toEqual({ value: 6, unknown: 4, atLeast: true });
    expect(cellsOf('alone')).toMatchObject({ health: 'uuuu', use: 'uuuu' });
    expect(cellsOf('node-1')).toMatchObject({ use: 'bbbi' });
  });

  it('the fleet is told as it was for ten minutes where what was measured cannot be read', async () => {
    const store = vi.spyOn(metricStoreOf(database.pool), 'readNewest').mockRejectedValue(new Error('gone'));
    const { fleet, cellsOf } = await read(21);
    expect(fleet.at).toBe(at(20).toISOString());
    expect(fleet.funnel.active.atLeast).toBe(true);
    expect(cellsOf('node-1')).toMatchObject({ use: 'bbbi' });
    await expect(read(31)).rejects.toThrow('gone');
    store.mockRestore();
  });

  it('its devices are known by their names again after nobody asked for longer than samples are kept', async () => {
    const later = 5 * 24 * 60;
    await measure(later);
    const { nodes } = await readFleetSnapshot({ actor: everyone, database, now: at(later) });
    const uuids = nodes.find(({ name }) => name === 'node-1')?.devices.map(({ uuid }) => uuid);
    expect(uuids).toEqual([0, 1, 2, 3].map((index) => `GPU-node-1-${index}`));
  });

  it('what came through a connection goes with it at once', async () => {
    await database.prisma.connection.delete({ where: { id: aws } });
    const { fleet, cellsOf } = await read(20);
    expect(fleet.funnel.total).toEqual(sure(8));
    expect(cellsOf('alone')).toBeUndefined();
    await database.prisma.connection.delete({ where: { id: hallMetrics } });
    expect((await read(20)).cellsOf('node-1')).toMatchObject({ busy: [null, null, null, null] });
  });
});
