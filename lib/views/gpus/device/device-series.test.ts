import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IdentitySet } from '@/lib/analytics/gpus/fleet/identity-set';
import { DevicePlaces } from '@/lib/analytics/gpus/fleet/place-devices';
import { planFleet } from '@/lib/analytics/gpus/fleet/plan-fleet';
import { testNow, toTestResource } from '@/lib/analytics/gpus/fleet/test-fleet';
import type { SeriesFilter, StoredSeries } from '@/lib/store/metrics/metric-store';
import { readOfDevice } from './device-series';

const machine = 'azure/subscriptions/s/resourcegroups/g/providers/microsoft.compute/virtualmachinescalesets/pool';
const { machines } = planFleet([
  toTestResource('set', { kind: 'instance-group', provider: 'azure', connectionId: 'azure', machine, gpuCount: 12 }),
  ...['a', 'b', 'c'].map((name) => toTestResource(name, { machine, gpuCount: 4 })),
  toTestResource('lone', { gpuCount: 1 }),
]);

const series = (connectionId: string, attributes: Record<string, string>): StoredSeries => ({
  connectionId,
  metric: 'gpu.sm.active',
  unit: '1',
  definition: 'd',
  subject: 'accelerator',
  attributes,
});
/** Answers as a store does, and keeps how many series it was asked for. */
function storeOf(all: readonly StoredSeries[]) {
  const told: StoredSeries[] = [];
  const read = async ({ connectionIds, attributes = {} }: Omit<SeriesFilter, 'metrics'>) => {
    const items = all.filter(
      (one) =>
        (connectionIds?.includes(one.connectionId) ?? true) &&
        Object.entries(attributes).every(([key, values]) => values.includes(one.attributes[key] ?? '\n')),
    );
    told.push(...items);
    return { items, gaps: [] };
  };
  return { read, told };
}
function fleetOf(known: readonly StoredSeries[]) {
  const identities = new IdentitySet();
  for (const one of known) identities.add(one, testNow, testNow);
  return { identities, places: new DevicePlaces(machines, identities) };
}

const named = fc
  .record({
    connectionId: fc.constantFrom('one', 'two'),
    host: fc.constantFrom('a', 'b', 'c', 'lone', null),
    index: fc.option(fc.integer({ min: 0, max: 4 })),
    uuid: fc.option(fc.integer({ min: 0, max: 5 })),
    slice: fc.option(fc.constantFrom('1', '2')),
  })
  .map(({ connectionId, host, index, uuid, slice }) =>
    series(connectionId, {
      ...(host === null ? {} : { 'host.name': host }),
      ...(index === null ? {} : { 'gpu.index': String(index) }),
      ...(uuid === null ? {} : { 'gpu.uuid': `GPU-${host ?? 'a'}-${uuid}` }),
      ...(slice === null ? {} : { 'gpu.mig.id': slice }),
    }),
  );

it('finds every series of a device, whatever names it, and no other’s', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(named, { maxLength: 40 }), async (all) => {
      const fleet = fleetOf(all);
      for (const one of machines)
        for (let slot = 0; slot < one.size; slot++) {
          const isOwn = (given: StoredSeries) => {
            const place = fleet.places.find(given);
            return typeof place !== 'string' && place.host.machine === one && place.slot === slot;
          };
          const { items } = await readOfDevice(fleet, { machine: one }, slot, storeOf(all).read, (item) => item);
          const keys = (some: readonly StoredSeries[]) => [...new Set(some.map((each) => JSON.stringify(each)))].sort();
          expect(keys(items)).toEqual(keys(all.filter(isOwn)));
        }
    }),
    { numRuns: 60 },
  );
});

it('asks for what one device of a scale set has, not for what the set has', async () => {
  const all = ['a', 'b', 'c'].flatMap((host) =>
    [0, 1, 2, 3].map((index) =>
      series('one', { 'host.name': host, 'gpu.index': `${index}`, 'gpu.uuid': `GPU-${host}-${index}` }),
    ),
  );
  const store = storeOf(all);
  const set = machines.find(({ resource }) => resource.kind === 'instance-group');
  if (set === undefined) throw new RangeError('There is no scale set');
  await readOfDevice(fleetOf(all), { machine: set }, 5, store.read, (item) => item);
  expect(new Set(store.told.map(({ attributes }) => attributes['gpu.uuid'])).size).toBe(1);
});

it('finds what a metric tells by index alone that was never seen before', async () => {
  const known = series('one', { 'host.name': 'a', 'gpu.index': '1', 'gpu.uuid': 'GPU-a-1' });
  const unseen = series('one', { 'host.name': 'a', 'gpu.index': '2' });
  const place = fleetOf([known]).places.find(unseen);
  if (typeof place === 'string') throw new RangeError(place);
  const { machine: own } = place.host;
  const found = await readOfDevice(
    fleetOf([known]),
    { machine: own },
    place.slot,
    storeOf([known, unseen]).read,
    (item) => item,
  );
  expect(found.items).toEqual([unseen]);
});
