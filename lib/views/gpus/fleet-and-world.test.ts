import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { TestFactory } from '@/lib/collect/test-factory';
import type { FleetDevice, FleetNode } from '@/lib/domain/gpu/fleet';
import type { ProviderId } from '@/lib/domain/provider';
import type { GpuTruthDevice } from '@/sandbox/world/gpus/gpu-truth';
import { readFleetSnapshot } from './fleet/read-fleet-snapshot';
import { readGpuFleet } from './fleet/read-gpu-fleet';

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

function truthAt(at: Date): GpuTruthDevice[] {
  return factory.sandbox.gpus(at).devices.filter((device) => device.face !== 'aws' || device.region === region);
}

/** The devices that the world has on a machine; clusters know machines by their names. */
function devicesOf({ id, name }: FleetNode): GpuTruthDevice[] {
  return truthByMachine.get(nativeIds.get(id) ?? '') ?? truthByMachine.get(name) ?? [];
}

/** The device of the world that this is; undefined where no source tells which. */
function deviceOf(node: FleetNode, { uuid, index }: FleetDevice): GpuTruthDevice | undefined {
  return devicesOf(node).find((device) => (uuid === null ? device.index === index : device.uuid === uuid));
}

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
    for (const node of told) expect([node.name, node.held]).toEqual([node.name, devicesOf(node).filter(isHeld).length]);
  });

  test('says of each device whether it is held only as the world has it', () => {
    let judged = 0;
    for (const node of nodes.filter(({ status }) => status !== 'failed'))
      for (const device of node.devices) {
        const truth = deviceOf(node, device);
        const { state } = device.allocation;
        if (truth === undefined || state === 'unknown' || state === 'unclear') continue;
        judged += 1;
        expect([node.name, device.slot, state]).toEqual([node.name, device.slot, isHeld(truth) ? 'held' : 'free']);
      }
    expect(judged).toBeGreaterThan(300);
  });

  test('has of each device what was measured of that one, at its own time', () => {
    const truthOf = new Map<number, Map<string, GpuTruthDevice>>();
    const keyOf = ({ machine, index }: GpuTruthDevice) => `${machine.nativeId} ${index}`;
    let measured = 0;
    for (const node of nodes)
      for (const device of node.devices) {
        const now = deviceOf(node, device);
        if (now === undefined || now.slicing !== null || now.reading !== 'live') continue;
        for (const { metric, value, at } of device.readings.filter(({ metric }) => metric === 'hw.gpu.utilization')) {
          const then = truthOf.get(at.getTime()) ?? new Map(truthAt(at).map((one) => [keyOf(one), one]));
          truthOf.set(at.getTime(), then);
          const utilization = then.get(keyOf(now))?.utilization;
          measured += 1;
          // Sources round to a percent and some tell the mean of a minute.
          expect(Math.abs(value - (utilization ?? Number.NaN)), `${node.name} ${device.slot} ${metric}`).toBeLessThan(
            0.12,
          );
        }
      }
    expect(measured).toBeGreaterThan(200);
  });

  test('has as many active devices as the world, of those that are measured', async () => {
    const { funnel, definitions, sites } = await readGpuFleet(context(), {});
    const all = sites.flatMap(({ clusters }) => clusters.flatMap((cluster) => cluster.nodes));
    const cells = all.flatMap(({ busy }) => busy);
    const unmeasured = nodes.flatMap(({ devices }) => devices).length - funnel.active.value - funnel.active.unknown;
    expect(cells).toHaveLength(funnel.total.value);
    expect(unmeasured).toBeGreaterThanOrEqual(0);
    expect(definitions.length).toBeGreaterThan(2);
    let [least, most] = [0, 0];
    for (const node of nodes)
      for (const device of node.devices) {
        const truth = deviceOf(node, device);
        if (truth === undefined || device.readings.length === 0) continue;
        // Those close to the bound may have crossed it since they were measured, and one that is frozen may be either.
        if (truth.reading === 'live' && truth.smActive >= 0.1) least += 1;
        if (truth.reading !== 'live' || truth.utilization >= 0.02) most += 1;
      }
    expect(funnel.active.value).toBeGreaterThanOrEqual(least);
    expect(funnel.active.value).toBeLessThanOrEqual(most);
  });

  test('never calls a device busy, free or healthy that nobody could measure', () => {
    const silent = nodes.flatMap((node) =>
      node.devices.flatMap((device) => {
        const truth = deviceOf(node, device) ?? devicesOf(node)[0];
        return truth?.reading === 'silent' || truth?.reading === 'absent' ? [device] : [];
      }),
    );
    expect(silent.length).toBeGreaterThan(0);
    const readings = silent.flatMap((device) => device.readings);
    const now = factory.now().getTime();
    for (const { at } of readings) expect(now - at.getTime()).toBeGreaterThan(0);
  });

  test('of a provider that hangs, turns unknown in time and says "at least", and loses no device', async () => {
    const before = await readGpuFleet(context(), {});
    factory.pass(45 * minuteMs);
    factory.sandbox.faults.set('coreweave', [{ fault: { kind: 'hang' }, where: {} }]);
    const impatient = { maxAttempts: 1, attemptTimeoutMs: 2_000 };
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
