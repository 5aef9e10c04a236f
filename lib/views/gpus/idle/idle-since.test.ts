import { expect, it } from 'vitest';
import { IdentitySet } from '@/lib/analytics/gpus/fleet/identity-set';
import { DevicePlaces } from '@/lib/analytics/gpus/fleet/place-devices';
import { planFleet } from '@/lib/analytics/gpus/fleet/plan-fleet';
import { assembleTestFleet, testNow, toTestResource } from '@/lib/analytics/gpus/fleet/test-fleet';
import type { MetricRange, MetricStore, RolledSeries, SeriesFilter } from '@/lib/store/metrics/metric-store';
import { type IdleDevice, readIdleSince } from './idle-since';

const minute = 60_000;
const hour = 60 * minute;
const ago = (ms: number) => new Date(testNow.getTime() - ms);
const machines = planFleet(['n-1', 'n-2', 'n-3'].map((name) => toTestResource(name))).machines;
const identities = new IdentitySet();
for (const { resource } of machines)
  identities.add(
    { connectionId: `of-${resource.name}`, attributes: { 'host.name': resource.name, 'gpu.index': '0' } },
    testNow,
    testNow,
  );
const fleet = { at: testNow, places: new DevicePlaces(machines, identities), identities };
const assembled = assembleTestFleet(
  machines.map(({ resource }) => resource),
  [],
).nodes;

/** The first device of a node: it did nothing for half an hour at least. */
function idle(name: string, heldSince: Date | null = null): IdleDevice {
  const machine = machines.find(({ resource }) => resource.name === name);
  const node = assembled.find((one) => one.node.name === name);
  if (machine === undefined || node === undefined) throw new RangeError(`There is no ${name}`);
  const idleness = {
    metric: 'gpu.sm.active',
    kind: null,
    since: ago(30 * minute),
    sinceAtLeast: true,
    heldSince,
  } as const;
  return { node: { ...node, machine, cells: [], definitions: new Map(), slots: [0] }, slot: 0, idleness };
}

/** A store in which each machine did nothing for so many hours, and worked before. */
function storeOf(
  idleHours: Record<string, number>,
  gapsOf: (filter: SeriesFilter, stepMs: number) => string[] = () => [],
) {
  const asked: string[] = [];
  const readRange: MetricStore['readRange'] = async (filter, range: MetricRange, stepMs) => {
    const names = (filter.connectionIds ?? []).map((id) => id.replace('of-', ''));
    asked.push(...names.map((name) => `${name} by ${stepMs / minute}`));
    const items = names.map((name): RolledSeries => {
      const first = Math.floor(range.from.getTime() / stepMs) * stepMs;
      const startsAt = Float64Array.from(
        { length: (range.to.getTime() - first) / stepMs },
        (_, at) => first + at * stepMs,
      );
      const busyUntil = testNow.getTime() - (idleHours[name] ?? Number.NaN) * hour;
      const shares = startsAt.map((start) => (start < busyUntil ? 0.9 : 0));
      const count = startsAt.map(() => stepMs / minute);
      return {
        series: {
          connectionId: `of-${name}`,
          metric: 'gpu.sm.active',
          unit: '1',
          definition: 'd',
          subject: 'accelerator',
          attributes: { 'host.name': name, 'gpu.index': '0' },
        },
        startsAt,
        min: shares,
        max: shares,
        sum: shares.map((share, at) => share * (count[at] ?? Number.NaN)),
        count,
      };
    });
    return { items, gaps: gapsOf(filter, stepMs) };
  };
  return { readRange, asked };
}

const told = ({ devices }: Awaited<ReturnType<typeof readIdleSince>>) =>
  devices.map(({ node, idleness: { since, sinceAtLeast } }) => [
    node.node.name,
    (testNow.getTime() - since.getTime()) / hour,
    sinceAtLeast,
  ]);

it('looks back by five minutes, and further back by the hour', async () => {
  const read = await readIdleSince(storeOf({ 'n-1': 2, 'n-2': 20 }), fleet, [idle('n-1'), idle('n-2')]);
  expect([told(read), read.gaps]).toEqual([
    [
      ['n-1', 2, false],
      ['n-2', 20, false],
    ],
    [],
  ]);
});

it('is a floor, and says why, where what was measured could not all be read', async () => {
  const gap = 'A part of the store did not answer.';
  const read = await readIdleSince(
    storeOf({ 'n-1': 2, 'n-2': 2 }, ({ connectionIds }) => (connectionIds?.includes('of-n-1') ? [gap] : [])),
    fleet,
    [idle('n-1')],
  );
  expect([told(read), read.gaps]).toEqual([[['n-1', 0.5, true]], [gap]]);
});

it('is what the finer steps told where the coarser ones could not all be read', async () => {
  const read = await readIdleSince(
    storeOf({ 'n-1': 20 }, (_, stepMs) => (stepMs === hour ? ['torn'] : [])),
    fleet,
    [idle('n-1')],
  );
  expect([told(read), read.gaps]).toEqual([[['n-1', 6, true]], ['torn']]);
});
