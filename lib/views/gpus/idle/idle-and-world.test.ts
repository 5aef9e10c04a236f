import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { activeFrom } from '@/lib/analytics/gpus/busy';
import { TestFactory } from '@/lib/collect/test-factory';
import type { GpuTruthDevice } from '@/sandbox/world/gpus/gpu-truth';
import { toNodeCells } from '../fleet/node-cells';
import { readVisibleFleet } from '../fleet/visible-fleet';
import { readGpuPlacement } from '../placement/read-gpu-placement';
import { readIdleGpus } from './read-idle-gpus';

// The whole factory is read and measured, beside whatever else runs.
vi.setConfig({ testTimeout: 180_000 });

const minute = 60_000;
const providers = ['kubernetes', 'slurm', 'prometheus', 'coreweave'] as const;
const actor: Actor = {
  kind: 'person',
  id: 'p',
  personId: 'p',
  label: 'p@example.com',
  grants: [{ role: 'viewer', scope: { kind: 'all' } }],
};

interface Told {
  node: string;
  slot: number;
  health: string;
  use: string;
  truth: GpuTruthDevice;
}

let factory: TestFactory;
/** Devices of halls whose exporters tell which of the world's each is. */
let told: Told[];
const context = () => ({ actor, database: factory.database, now: factory.now() });

beforeAll(async () => {
  factory = await TestFactory.start();
  await factory.readMetricsSince(new Date(factory.now().getTime() - 30 * minute));
  await factory.collect('inventory', { providers });
  await factory.collect('metrics', { providers });
  const byUuid = new Map(factory.sandbox.gpus(factory.now()).devices.map((device) => [device.uuid, device]));
  const { nodes, fleet } = await readVisibleFleet(context());
  told = nodes.flatMap((assembled) => {
    const { cells } = toNodeCells(assembled, fleet.judgements);
    return assembled.node.devices.flatMap(({ slot, uuid }) => {
      const [truth, cell] = [uuid === null ? undefined : byUuid.get(uuid), cells[slot]];
      if (truth === undefined || cell === undefined) return [];
      return [{ node: assembled.node.name, slot, health: cell.health, use: cell.use, truth }];
    });
  });
}, 300_000);
afterAll(() => factory.stop());

const idleFor = ({ idleSince }: GpuTruthDevice) =>
  idleSince === null ? 0 : factory.now().getTime() - new Date(idleSince).getTime();
const isHeld = ({ allocatedTo }: GpuTruthDevice) => allocatedTo.length > 0;

/** How busy a device was on average in the quarter of an hour up to now, a look a minute. */
function busyLately({ uuid }: GpuTruthDevice): number {
  const looks = Array.from({ length: 15 }, (_, ago) => new Date(factory.now().getTime() - ago * minute));
  const shares = looks.flatMap((at) => activeAt(at).get(uuid ?? '') ?? []);
  if (shares.length < looks.length) throw new Error('The world does not say how busy the device was.');
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

const known = new Map<number, Map<string, number>>();
function activeAt(at: Date): Map<string, number> {
  const shares =
    known.get(at.getTime()) ??
    new Map(
      factory.sandbox
        .gpus(at)
        .devices.flatMap(({ uuid, smActive }) => (uuid === null || smActive === null ? [] : [[uuid, smActive]])),
    );
  known.set(at.getTime(), shares);
  return shares;
}

test('whoever is told to be idle holds a device in the world, and does nothing with it since then', async () => {
  expect(told.length).toBeGreaterThan(100);
  const { items } = await readIdleGpus(context(), {});
  expect(items.length).toBeGreaterThan(5);
  for (const { node, slot, since, sinceAtLeast, kind } of items) {
    const device = told.find((one) => one.node === node && one.slot === slot)?.truth;
    if (device === undefined) continue;
    expect(isHeld(device)).toBe(true);
    expect(kind).not.toBeNull();
    if (device.idleSince === null) {
      // A model that hardly anybody asks at night works, and keeps its device below what counts as active all the same.
      expect(busyLately(device)).toBeLessThan(activeFrom);
      continue;
    }
    expect(idleFor(device)).toBeGreaterThanOrEqual(15 * minute);
    expect(Date.parse(since)).toBeGreaterThanOrEqual(factory.now().getTime() - idleFor(device) - 5 * minute);
    if (!sinceAtLeast)
      expect(Date.parse(since)).toBeLessThanOrEqual(factory.now().getTime() - idleFor(device) + 65 * minute);
  }
});

test('who holds a device and does nothing for long is told to be idle, where that device is measured all through', () => {
  const long = told.filter(({ truth, use }) => isHeld(truth) && idleFor(truth) > 45 * minute && use !== 'unknown');
  expect(long.length).toBeGreaterThan(5);
  expect(long.filter(({ use }) => use !== 'idle').map(({ node, slot }) => `${node} ${slot}`)).toEqual([]);
});

test('what fell off the bus has failed, and what is too hot is degraded', () => {
  const lost = told.filter(({ truth }) => truth.health === 'failed');
  expect(lost.length).toBeGreaterThan(0);
  expect(new Set(lost.map(({ health }) => health))).toEqual(new Set(['failed']));
  const hot = told.find(({ node, slot }) => node === 'dgx-k-0002' && slot === 3);
  expect(hot?.health).toBe('degraded');
});

test('no job is placed on a device that somebody has', async () => {
  const { models } = await readGpuPlacement(context(), {});
  const free = models.reduce((sum, model) => sum + model.free.value + model.withheld, 0);
  expect(free).toBeGreaterThan(0);
  for (const { use, truth } of told) if (use === 'free') expect(isHeld(truth)).toBe(false);
});
