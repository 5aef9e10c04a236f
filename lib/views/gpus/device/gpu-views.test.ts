import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { gpuPlacementSchema, idleGpusSchema } from '@/lib/api/contracts/gpu-capacity';
import { gpuHistorySchema, gpuSamplesQuerySchema, gpuSamplesSchema } from '@/lib/api/contracts/gpu-history';
import { gpuNodeSchema } from '@/lib/api/contracts/gpu-nodes';
import type { RoleGrant } from '@/lib/domain/access';
import type { MetricName, MetricSeries } from '@/lib/domain/metric';
import { defaultTagRules } from '@/lib/domain/resource';
import type { Workload } from '@/lib/domain/workload';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import type { ViewContext } from '@/lib/views/view-context';
import { readIdleGpus } from '../idle/read-idle-gpus';
import { readGpuPlacement } from '../placement/read-gpu-placement';
import { findDeviceSeries } from './find-device-series';
import { readDeviceHistory } from './read-device-history';
import { readGpuNode } from './read-gpu-node';
import { readStoredSamples } from './read-stored-samples';

const minute = 60_000;
const now = new Date(Math.floor((Date.now() - 60 * minute) / (5 * minute)) * 5 * minute + 200_000);
const ago = (minutes: number) => new Date(now.getTime() - minutes * minute);
const everyone: RoleGrant = { role: 'viewer', scope: { kind: 'all' } };

let database: TestDatabase;
let connectionId: string;
const ids = new Map<string, string>();
const idOf = (name: string) => {
  const id = ids.get(name);
  if (id === undefined) throw new RangeError(`There is no ${name}`);
  return id;
};
const contextOf = (...grants: RoleGrant[]): ViewContext => {
  const actor: Actor = { kind: 'person', id: null, personId: null, label: 'test', grants };
  return { actor, database, now };
};

const scope = { account: 'hall', region: 'global' };
const item = (name: string, rest: Parameters<typeof toTestItem>[1]) =>
  toTestItem(`hall/${name}`, { name, ...scope, ...rest });
const node = (name: string, site: string, nativeStatus = 'IDLE') =>
  item(name, {
    kind: 'cluster-node',
    status: 'active',
    nativeStatus,
    accelerators: [{ model: 'NVIDIA H100', count: 4, memoryBytes: null }],
    tags: { site, team: 'platform' },
  });
const workload: Workload = {
  state: 'running',
  reason: null,
  queue: 'gpu',
  namespace: null,
  submitter: 'ada',
  account: null,
  priority: null,
  requested: null,
  holdings: [{ node: 'n-1', count: 3, indexes: [0, 1, 2] }],
  submittedAt: ago(3000),
  eligibleAt: null,
  startedAt: ago(2990),
  endedAt: null,
  timeLimitMs: null,
  expectedStartAt: null,
  controller: null,
  storage: [],
};

/** One sample a minute of the last hour, unless said otherwise. */
function series(
  [host, index]: [string, number],
  metric: MetricName,
  valueAt: (minutesAgo: number) => number | null,
  { definition = metric, attributes = {}, minutes = 60, every = 1 }: SeriesRest = {},
): MetricSeries {
  const points = [];
  for (let left = minutes; left >= 1; left -= every) {
    const value = valueAt(left);
    if (value !== null) points.push({ at: ago(left), value });
  }
  const device = { 'host.name': host, 'gpu.index': String(index), 'gpu.uuid': `GPU-${host}-${index}` };
  return { metric, definition, subject: 'accelerator', attributes: { ...device, ...attributes }, points };
}
interface SeriesRest {
  definition?: string;
  attributes?: Record<string, string>;
  minutes?: number;
  every?: number;
}

beforeAll(async () => {
  database = await createTestDatabase();
  const { prisma, pool } = database;
  const schedules = ['inventory', 'metrics'].map((capability) => ({ capability, nextDueAt: now }));
  const runs = ['inventory', 'metrics'].map((capability) => ({
    capability,
    fencingToken: 1,
    startedAt: ago(1),
    finishedAt: ago(1),
    outcome: 'complete',
  }));
  const { id } = await prisma.connection.create({
    data: {
      provider: 'slurm',
      name: 'hall',
      settings: {},
      tagRules: { ...defaultTagRules },
      intervalMs: 5 * minute,
      schedules: { create: schedules },
      runs: { create: runs },
    },
  });
  connectionId = id;
  const connection = { id, provider: 'slurm' as const, tagRules: defaultTagRules };
  const nodes = [node('n-1', 'oslo'), node('n-2', 'oslo'), node('n-3', 'bergen'), node('n-4', 'oslo', 'DRAIN')];
  const jobs = [
    item('42', { kind: 'batch-job', status: 'active', tags: { team: 'training', owner: 'ada' }, workload }),
  ];
  await writeTestScope(pool, connection, nodes, { scope: { ...scope, kind: 'cluster-node' }, readAt: ago(1) });
  await writeTestScope(pool, connection, jobs, { scope: { ...scope, kind: 'batch-job' }, readAt: ago(1) });
  const all = [0, 1, 2, 3].flatMap((index) =>
    ['n-1', 'n-2', 'n-3', 'n-4'].map((host): [string, number] => [host, index]),
  );
  const measured = [
    ...all
      .filter(([host, index]) => host !== 'n-3' || index > 0)
      .map((device) =>
        series(device, 'gpu.xid', (left) =>
          device.join() === 'n-2,1' && left <= 30
            ? 79
            : device.join() === 'n-1,0'
              ? left > 40
                ? 0
                : left > 20
                  ? 31
                  : 13
              : 0,
        ),
      ),
    series(['n-1', 0], 'gpu.sm.active', () => 0.8),
    series(['n-1', 1], 'gpu.sm.active', (left) => (left > 180 ? 0.7 : 0.01), { minutes: 300 }),
    series(['n-1', 2], 'gpu.sm.active', (left) => (left >= 10 && left <= 16 ? null : 0.01)),
    series(['n-1', 1], 'hw.gpu.memory.usage', () => 40 * 2 ** 30),
    series(['n-1', 0], 'hw.errors', (left) => (left > 30 ? 7 : 9), { attributes: { 'error.type': 'corrected' } }),
    series(['n-1', 0], 'gpu.nvlink.io.rate', () => 5, { attributes: { direction: 'receive' } }),
    series(['n-1', 0], 'gpu.nvlink.io.rate', (left) => left, { attributes: { direction: 'transmit' } }),
    series(['n-1', 0], 'gpu.engine.active', () => 0.9, { attributes: { 'gpu.mig.id': '1' } }),
    series(['n-1', 0], 'gpu.engine.active', () => 0.4),
    series(['n-1', 0], 'hw.power', (left) => (left >= 30 && left < 40 ? null : 300 + left), { definition: 'POWER' }),
    series(['n-1', 3], 'hw.power', () => 60.5, { definition: 'POWER', minutes: 2000, every: 0.25 }),
  ];
  await metricStoreOf(pool).write({ connectionId, series: measured, now }, async () => undefined);
  for (const { id: one, name } of await prisma.resource.findMany()) ids.set(name, one);
}, 60_000);
afterAll(() => database.close());

describe('a node', () => {
  it('tells of each device who has it, how it stands and every reading with its source', async () => {
    const read = gpuNodeSchema.parse(await readGpuNode(contextOf(everyone), idOf('n-1')));
    expect(read).toMatchObject({ name: 'n-1', site: 'oslo', cluster: 'hall', scheduler: 'slurm', held: 3 });
    expect(read.devices.map(({ use, health }) => [use, health])).toEqual([
      ['busy', 'healthy'],
      ['idle', 'healthy'],
      ['quiet', 'healthy'],
      ['free', 'healthy'],
    ]);
    expect(read.devices[0]?.allocation).toMatchObject({
      state: 'held',
      holders: [{ kind: 'job', name: '42', owner: 'ada' }],
    });
    expect(read.devices[0]?.readings.find(({ metric }) => metric === 'hw.power')).toMatchObject({
      definition: 'POWER',
      unit: 'W',
      says: 'Electrical power drawn.',
      value: 301,
      at: ago(1).toISOString(),
      connectionName: 'hall',
      provider: 'slurm',
    });
    // It is in slices, so that its engines alone tell.
    expect(read.devices[0]?.busy).toEqual([
      {
        metric: 'gpu.engine.active',
        value: 0.4,
        at: ago(1).toISOString(),
        definition: 'gpu.engine.active',
        connectionName: 'hall',
      },
    ]);
    expect(read.devices[1]?.busy.map(({ metric, value }) => [metric, value])).toEqual([['gpu.sm.active', 0.01]]);
    const links = read.devices[0]?.readings.filter(({ metric }) => metric === 'gpu.nvlink.io.rate');
    expect(links?.map(({ attributes }) => attributes)).toEqual([{ direction: 'receive' }, { direction: 'transmit' }]);
  });

  it('tells of a device that fell off the bus, and of one that nobody measures', async () => {
    const lost = gpuNodeSchema.parse(await readGpuNode(contextOf(everyone), idOf('n-2'))).devices[1];
    expect([lost?.health, lost?.findings[0]]).toEqual(['failed', expect.stringContaining('fell off the bus')]);
    const silent = gpuNodeSchema.parse(await readGpuNode(contextOf(everyone), idOf('n-3'))).devices[0];
    expect([silent?.health, silent?.readings, silent?.findings.length]).toEqual(['unknown', [], 1]);
  });

  it('out of reach is told like one that does not exist', async () => {
    const atBergen = contextOf({ role: 'viewer', scope: { kind: 'site', site: 'bergen' } });
    expect((await readGpuNode(atBergen, idOf('n-3'))).name).toBe('n-3');
    const refusals = await Promise.all(
      [idOf('n-1'), crypto.randomUUID()].map((id) => readGpuNode(atBergen, id).catch((error) => error)),
    );
    expect(refusals[0]).toMatchObject({ kind: 'not-found' });
    expect(refusals[0].message).toBe(refusals[1].message);
    const range = { from: ago(60), to: now };
    await expect(readDeviceHistory(atBergen, { id: idOf('n-1'), slot: 0 }, range)).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(readDeviceHistory(atBergen, { id: idOf('n-3'), slot: 9 }, range)).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(readGpuNode(contextOf(), idOf('n-3'))).rejects.toMatchObject({ kind: 'denied' });
  });
});

describe('the history of a device', () => {
  const address = () => ({ id: idOf('n-1'), slot: 0 });

  it('has nulls where nobody measured, rises of what counts, and the events of its driver', async () => {
    const read = gpuHistorySchema.parse(
      await readDeviceHistory(contextOf(everyone), address(), { from: ago(60), to: now }),
    );
    expect([read.stepMs, read.gaps]).toEqual([minute, []]);
    const power = read.series.find(({ metric }) => metric === 'hw.power');
    expect(power?.mean.filter((value) => value !== null)).toHaveLength(50);
    expect(power?.mean.length).toBe(read.startsAt.length);
    expect(power?.rise).toBeNull();
    const errors = read.series.find(({ metric }) => metric === 'hw.errors');
    expect(errors?.rise?.filter((rise) => rise !== null).reduce((sum, rise) => sum + rise, 0)).toBe(2);
    expect(errors?.attributes).toEqual({ 'error.type': 'corrected' });
    expect(read.events.map(({ xid, at, isSetBefore }) => [xid, at, isSetBefore])).toEqual([
      [13, ago(20).toISOString(), false],
      [31, ago(40).toISOString(), false],
    ]);
    expect(read.events[0]?.meaning).toContain('instruction');
    expect(read.xidMeasured).toEqual({ from: ago(60).toISOString(), to: ago(1).toISOString() });
  });

  it('of longer is in longer steps, and says so where codes may be missing', async () => {
    const read = await readDeviceHistory(contextOf(everyone), address(), { from: ago(60 * 24 * 7), to: now });
    expect(read.stepMs).toBe(30 * minute);
    expect(read.gaps).toEqual([expect.stringContaining('five minutes')]);
    expect(read.events.map(({ xid }) => xid).toSorted()).toEqual([13, 31]);
  });

  it('of another device of the node has nothing of this one', async () => {
    const read = await readDeviceHistory(contextOf(everyone), { id: idOf('n-1'), slot: 2 }, { from: ago(60), to: now });
    expect(read.series.map(({ metric }) => metric)).toEqual(['gpu.sm.active']);
    expect(read.events).toEqual([]);
  });

  it('tells where no source told of XIDs', async () => {
    const unmeasured = { id: idOf('n-3'), slot: 0 };
    const read = await readDeviceHistory(contextOf(everyone), unmeasured, { from: ago(60), to: now });
    expect([read.events, read.xidMeasured]).toEqual([[], null]);
  });
});

describe('the samples of a series', () => {
  const ask = async (slot: number, query: Record<string, unknown>, from = ago(60)) => {
    const asked = gpuSamplesQuerySchema.parse({ from: from.toISOString(), to: now.toISOString(), ...query });
    const context = contextOf(everyone);
    return readStoredSamples(context, await findDeviceSeries(context, { id: idOf('n-1'), slot }, asked), asked);
  };

  it('are told as they were collected', async () => {
    const read = gpuSamplesSchema.parse(await ask(0, { metric: 'hw.power', definition: 'POWER' }));
    expect([read.samples.length, read.leftOut, read.unit, read.provider]).toEqual([50, 0, 'W', 'slurm']);
    expect(read.samples.at(-1)).toEqual({ at: ago(1).toISOString(), value: 301 });
    expect(read).toMatchObject({ origin: 'stored', source: null, askedAt: null, canAskSource: false });
  });

  it('beyond five thousand are told from the newest, and how many are left out', async () => {
    const read = await ask(3, { metric: 'hw.power', definition: 'POWER' }, ago(2000));
    expect([read.samples.length, read.leftOut]).toEqual([5000, 2997]);
    expect(read.samples.at(-1)?.at).toBe(ago(1).toISOString());
  });

  it('of several series of one name are those of one, and of which', async () => {
    const query = { metric: 'gpu.nvlink.io.rate', definition: 'gpu.nvlink.io.rate' };
    const first = await ask(0, query);
    expect([first.attributes, first.gaps.length]).toEqual([{ direction: 'receive' }, 1]);
    const chosen = await ask(0, { ...query, attribute: 'direction:transmit' });
    expect([chosen.attributes, chosen.gaps, chosen.samples.at(-1)?.value]).toEqual([{ direction: 'transmit' }, [], 1]);
  });

  it('of a whole device are not those of its slices', async () => {
    const query = { metric: 'gpu.engine.active', definition: 'gpu.engine.active' };
    const whole = await ask(0, query);
    expect([whole.attributes, whole.gaps, whole.samples.at(-1)?.value]).toEqual([{}, [], 0.4]);
    const slice = await ask(0, { ...query, attribute: 'gpu.mig.id:1' });
    expect([slice.attributes, slice.samples.at(-1)?.value]).toEqual([{ 'gpu.mig.id': '1' }, 0.9]);
  });

  it('of a connection that does not measure it are not found', async () => {
    const query = { metric: 'hw.power', definition: 'POWER' };
    expect((await ask(0, { ...query, connection: connectionId })).samples).toHaveLength(50);
    await expect(ask(0, { ...query, connection: crypto.randomUUID() })).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('of no such series are not found, and of a stretch that is none are refused', async () => {
    await expect(ask(0, { metric: 'hw.power', definition: 'OTHER' })).rejects.toMatchObject({ kind: 'not-found' });
    expect(
      gpuSamplesQuerySchema.safeParse({
        metric: 'hw.power',
        definition: 'x',
        from: now.toISOString(),
        to: ago(1).toISOString(),
      }).success,
    ).toBe(false);
  });
});

describe('idle devices', () => {
  it('are those held and quiet all through, since when, and whose', async () => {
    const read = idleGpusSchema.parse(await readIdleGpus(contextOf(everyone), {}));
    expect(
      read.items.map(({ node: name, slot, kind, team, owner, costPerHour }) => [
        name,
        slot,
        kind,
        team,
        owner,
        costPerHour,
      ]),
    ).toEqual([['n-1', 1, 'memory-held', 'training', 'ada', null]]);
    const since = Date.parse(read.items[0]?.since ?? '');
    expect(Math.abs(since - ago(180).getTime())).toBeLessThanOrEqual(5 * minute);
    expect(read.items[0]?.sinceAtLeast).toBe(false);
    expect(read.total).toMatchObject({ value: 1 });
  });

  it('are narrowed by the filter and the reach', async () => {
    expect((await readIdleGpus(contextOf(everyone), { site: ['bergen'] })).items).toEqual([]);
    const atBergen = contextOf({ role: 'viewer', scope: { kind: 'site', site: 'bergen' } });
    expect((await readIdleGpus(atBergen, {})).total.value).toBe(0);
  });
});

describe('placement', () => {
  it('counts what is free for certain, and withholds what takes no work', async () => {
    const read = gpuPlacementSchema.parse(await readGpuPlacement(contextOf(everyone), {}));
    expect(read.models).toHaveLength(1);
    // One on n-1, three on n-2 where one failed, three on n-3 where nobody measures one; n-4 is drained.
    expect(read.models[0]).toMatchObject({
      model: 'NVIDIA H100',
      free: { value: 7, unknown: 1, atLeast: true },
      withheld: 4,
      hasNvlinkDomains: false,
      largest: {
        node: { gpus: 3 },
        nvlinkDomain: null,
        cluster: { gpus: 7, where: 'hall' },
        everywhere: { where: '2 sites' },
      },
      largestOfWholeNodes: { cluster: null, site: null },
      fragmentation: 0,
    });
    expect(read.models[0]?.sites.map(({ site, free }) => [site, free.value])).toEqual([
      ['bergen', 3],
      ['oslo', 4],
    ]);
  });

  it('is of the nodes that match, whatever becomes of their devices', async () => {
    const read = await readGpuPlacement(contextOf(everyone), { site: ['bergen'], use: ['busy'], health: ['failed'] });
    expect(read.models[0]?.free).toMatchObject({ value: 3, unknown: 1 });
  });
});
