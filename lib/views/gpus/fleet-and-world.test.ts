import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { activeFrom, toBusy } from '@/lib/analytics/gpus/busy';
import { TestFactory } from '@/lib/collect/test-factory';
import type { FleetDevice, FleetNode } from '@/lib/domain/gpu/fleet';
import type { ProviderId } from '@/lib/domain/provider';
import type { GpuTruthDevice } from '@/sandbox/world/gpus/gpu-truth';
import { readFleetSnapshot } from './fleet/read-fleet-snapshot';
import { readGpuFleet } from './fleet/read-gpu-fleet';

// The whole factory is read and measured, beside whatever else runs.
vi.setConfig({ testTimeout: 180_000 });

const minuteMs = 60_000;
/** Of AWS one region is enough: all of it takes as long as everything else. */
const region = 'us-east-1';
const providers: readonly ProviderId[] = [
  'aws',
  'azure',
  'google-cloud',
  'coreweave',
  'kubernetes',
  'slurm',
  'prometheus',
];
const everyone: Actor = {
  kind: 'person',
  id: 'p',
  personId: 'p',
  label: 'p@example.com',
  grants: [{ role: 'viewer', scope: { kind: 'all' } }],
};

let factory: TestFactory;
let nativeIds: Map<string, string>;
let truthByMachine: Map<string, GpuTruthDevice[]>;
let nodes: readonly FleetNode[];

beforeAll(async () => {
  factory = await TestFactory.start({ aws: { regions: [region] } });
  await factory.readMetricsSince(new Date(factory.now().getTime() - 8 * minuteMs));
  await factory.collect('inventory', { providers });
  await factory.collect('metrics', { providers });
  const rows = await factory.database.prisma.resource.findMany({ select: { id: true, nativeId: true } });
  nativeIds = new Map(rows.map(({ id, nativeId }) => [id, nativeId]));
  truthByMachine = Map.groupBy(truthAt(factory.now()), ({ machine }) => machine.nativeId);
  nodes = (await readFleetSnapshot(context())).nodes;
}, 300_000);
afterAll(() => factory.stop());

const context = () => ({ actor: everyone, database: factory.database, now: factory.now() });

const truths = new Map<number, ReadonlyMap<string, GpuTruthDevice>>();
const keyOf = ({ machine, index }: Pick<GpuTruthDevice, 'machine' | 'index'>) => `${machine.nativeId} ${index}`;

/** The devices of the world at an instant, by machine and index. */
function worldAt(at: Date): ReadonlyMap<string, GpuTruthDevice> {
  const known = truths.get(at.getTime());
  if (known !== undefined) return known;
  const devices = factory.sandbox.gpus(at).devices.filter(({ face, region: of }) => face !== 'aws' || of === region);
  const world = new Map(devices.map((device) => [keyOf(device), device]));
  truths.set(at.getTime(), world);
  return world;
}

function truthAt(at: Date): GpuTruthDevice[] {
  return [...worldAt(at).values()];
}

/** The least and the most that a share of a device was around an instant: sources tell the last scrape, or a minute's mean. */
function rangeAround(device: GpuTruthDevice, at: Date, share: (one: GpuTruthDevice) => number) {
  const shares = [-60, -30, 0, 30, 60].flatMap((seconds) => {
    const then = worldAt(new Date(at.getTime() + seconds * 1000)).get(keyOf(device));
    return then === undefined ? [] : [share(then)];
  });
  return { least: Math.min(...shares), most: Math.max(...shares) };
}

/** Metrics trail what they tell of, and who held a device is believed to until it was measured well after. */
const trailsMinutes = [0, 2, 4, 6, 8, 10, 12, 14];

/** The same device now and in the minutes that what is known may be from. */
function latelyOf(device: GpuTruthDevice): GpuTruthDevice[] {
  return trailsMinutes.flatMap((minutes) => {
    const then = worldAt(new Date(factory.now().getTime() - minutes * minuteMs)).get(keyOf(device));
    return then === undefined ? [] : [then];
  });
}

/** The devices that the world has on a machine; clusters know machines by their names. */
function devicesOf({ id, name }: FleetNode): GpuTruthDevice[] {
  return truthByMachine.get(nativeIds.get(id) ?? '') ?? truthByMachine.get(name) ?? [];
}

/** The device of the world that this is; undefined where no source tells which. */
function deviceOf(node: FleetNode, { uuid, index }: FleetDevice): GpuTruthDevice | undefined {
  return devicesOf(node).find((device) => (uuid === null ? device.index === index : device.uuid === uuid));
}

const shareOf =
  (metric: string) =>
  ({ smActive, engineActive, utilization }: GpuTruthDevice): number =>
    ({ 'gpu.sm.active': smActive, 'gpu.engine.active': engineActive })[metric] ?? utilization;
const isHeld = ({ allocatedTo }: GpuTruthDevice) => allocatedTo.length > 0;
/** The world plays no devices of these; the inventories list them all the same. */
const isPlayed = ({ model }: { model: string }) => !/Inferentia|Trainium/.test(model);

describe('the fleet, held against the world', () => {
  test('has every device that the inventories could list, each once, under its model', async () => {
    const { funnel, sources } = await readGpuFleet(context(), {});
    const told = nodes.filter(isPlayed).flatMap((node) => node.devices.map(() => node.model));
    const known = new Set(nodes.flatMap((node) => devicesOf(node)));
    const listed = truthAt(factory.now()).filter(({ isListed }) => isListed);
    const there = listed.filter((device) =>
      [...known].some(({ machine }) => machine.nativeId === device.machine.nativeId),
    );
    expect(told.sort()).toEqual(there.map(({ model }) => model).sort());
    // What is missing is missing for a gap that is told, and the total says that there may be more.
    const gaps = sources.flatMap(({ gaps }) => gaps);
    for (const device of listed.filter((one) => !there.includes(one)))
      expect(gaps.filter(({ account }) => account === device.account)).not.toEqual([]);
    expect(funnel.total).toEqual({
      value: nodes.reduce((sum, node) => sum + node.devices.length, 0),
      unknown: 0,
      atLeast: listed.length > there.length,
    });
  });

  test('says of each node how many devices are given out, or that it does not know', () => {
    const told = nodes.filter((node) => node.held !== null && node.status !== 'failed' && devicesOf(node).length > 0);
    expect(told.length).toBeGreaterThan(50);
    for (const node of told) {
      const lately = trailsMinutes.map(
        (_, index) => devicesOf(node).filter((device) => isHeld(latelyOf(device)[index] ?? device)).length,
      );
      expect(lately, node.name).toContain(node.held);
    }
  });

  test('says of each device whether it is held only as the world has it', () => {
    let judged = 0;
    for (const node of nodes.filter(({ status }) => status !== 'failed'))
      for (const device of node.devices) {
        const truth = deviceOf(node, device);
        const { state } = device.allocation;
        if (truth === undefined || state === 'unknown' || state === 'unclear') continue;
        judged += 1;
        const lately = latelyOf(truth).map((then) => (isHeld(then) ? 'held' : 'free'));
        expect(lately, `${node.name} ${device.slot}`).toContain(state);
      }
    expect(judged).toBeGreaterThan(300);
  });

  test('has of each device what was measured of that one, at its own time', () => {
    let measured = 0;
    for (const node of nodes)
      for (const device of node.devices) {
        const now = deviceOf(node, device);
        if (now === undefined || now.slicing !== null || now.reading !== 'live') continue;
        for (const { metric, value, at } of device.readings.filter(({ metric }) => metric === 'hw.gpu.utilization')) {
          const { least, most } = rangeAround(now, at, ({ utilization }) => utilization);
          measured += 1;
          const told = `${node.name} ${device.slot} ${metric}`;
          expect(value, told).toBeGreaterThan(least - 0.12);
          expect(value, told).toBeLessThan(most + 0.12);
        }
      }
    expect(measured).toBeGreaterThan(200);
  });

  test('calls as many devices active as were busy in the world when each was measured', async () => {
    const { funnel, sites } = await readGpuFleet(context(), {});
    const cells = sites.flatMap(({ clusters }) => clusters.flatMap((cluster) => cluster.nodes));
    expect(cells.flatMap(({ busy }) => busy)).toHaveLength(funnel.total.value);
    const busies = nodes.flatMap((node) => node.devices.map((device) => ({ node, device, busy: toBusy(device) })));
    const measured = busies.flatMap(({ node, device, busy }) => (busy === null ? [] : [{ node, device, busy }]));
    expect(funnel.active).toMatchObject({
      value: measured.filter(({ busy }) => busy.value >= activeFrom).length,
      unknown: busies.length - measured.length,
    });
    let compared = 0;
    for (const { node, device, busy } of measured) {
      const now = deviceOf(node, device);
      if (now?.reading !== 'live' || now.slicing !== null) continue;
      const { least, most } = rangeAround(now, busy.at, shareOf(busy.metric));
      // Around the bound a source that rounds, or tells the mean of a minute, may see it on the other side.
      if (least < activeFrom + 0.04 && most > activeFrom - 0.04) continue;
      compared += 1;
      expect([node.name, device.slot, busy.value >= activeFrom]).toEqual([node.name, device.slot, least >= activeFrom]);
    }
    expect(compared).toBeGreaterThan(150);
  });

  test('never calls a device busy, idle or healthy that nobody can measure', async () => {
    const { sites } = await readGpuFleet(context(), {});
    const cells = new Map(
      sites.flatMap(({ clusters }) => clusters.flatMap((cluster) => cluster.nodes)).map((node) => [node.id, node]),
    );
    const unread = nodes.filter((node) => {
      const devices = devicesOf(node);
      return (
        devices.length > 0 &&
        devices.every(({ reading, measuredBy }) => reading === 'silent' || measuredBy.length === 0)
      );
    });
    expect(unread.length).toBeGreaterThan(3);
    for (const node of unread) {
      const told = cells.get(node.id);
      expect(new Set(told?.busy)).toEqual(new Set([null]));
      expect(`${told?.use} ${told?.health}`).toMatch(/^[uf]+ [uf]+$/);
    }
  });

  test('of a provider that hangs, turns unknown in time and says "at least", and loses no device', async () => {
    const before = await readGpuFleet(context(), {});
    factory.pass(45 * minuteMs);
    factory.sandbox.faults.set('coreweave', [{ fault: { kind: 'hang' }, where: {} }]);
    const impatient = { maxAttempts: 1, attemptTimeoutMs: 1_000 };
    await factory.collect('inventory', { providers: ['coreweave'], limits: impatient });
    await factory.collect('metrics', { providers: ['coreweave'], limits: impatient });
    factory.sandbox.faults.clear();
    const { funnel, sites } = await readGpuFleet(context(), {});
    expect(funnel.total.atLeast).toBe(true);
    expect(funnel.allocated.atLeast).toBe(true);
    expect(funnel.active.atLeast).toBe(true);
    const cellsOf = (fleet: typeof sites) =>
      fleet
        .flatMap(({ clusters }) => clusters.flatMap((cluster) => cluster.nodes))
        .filter(({ provider }) => provider === 'coreweave');
    const struck = cellsOf(sites);
    expect(struck.flatMap(({ slots }) => slots)).toHaveLength(
      cellsOf(before.sites).flatMap(({ slots }) => slots).length,
    );
    expect(new Set(struck.flatMap(({ busy }) => busy))).toEqual(new Set([null]));
    expect(struck.map(({ health }) => health).join('')).toMatch(/^u+$/);
  });
});
