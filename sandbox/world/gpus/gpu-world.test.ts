import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apiResources } from '../kubernetes/api-resources';
import { createHallCluster, hallClusterName } from '../kubernetes/hall-cluster';
import { createSlurmWorld } from '../slurm/world';
import { type GpuDevice, incidentOf } from './device';
import { gpuCountersAt } from './gpu-counters';
import { gpuEventsUpTo } from './gpu-events';
import { gpuReadingAt } from './gpu-reading';
import { gpuAt } from './gpu-state';
import { readGpuTruth } from './gpu-truth';
import { createPlacedGpus, owningFaces, type PlacedGpu } from './placed-gpus';
import { powerRangeOf } from './power';

const seed = 'millwright';
const placed = createPlacedGpus(seed, 1);
const day = Date.parse('2026-11-21T00:00:00Z');
const dayMs = 86_400_000;
const at = (ms: number) => new Date(day + ms);

const all: readonly PlacedGpu[] = owningFaces.flatMap((face) => placed[face](at(0)));
const devices = all.map(({ device }) => device);
const anyDevice = fc.constantFrom(...devices);
const anyMs = fc.integer({ min: day - 20 * dayMs, max: day + 20 * dayMs });

function deviceOf(machine: string, index: number): GpuDevice {
  const found = devices.find((device) => device.machine.name === machine && device.index === index);
  if (!found) throw new Error(`There is no device ${index} of ${machine}.`);
  return found;
}

describe('a device of the world', () => {
  test('has shares from 0 to 1, no more memory than there is and no more power than it can draw', () => {
    fc.assert(
      fc.property(anyDevice, anyMs, (device, ms) => {
        const state = gpuAt(device, ms);
        const { utilization, engineActive, smActive, tensorActive, bandwidthActive } = state;
        for (const share of [utilization, engineActive, smActive, tensorActive, bandwidthActive]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(engineActive).toBeLessThanOrEqual(utilization);
        expect(smActive).toBeLessThanOrEqual(engineActive + 1e-9);
        expect(tensorActive).toBeLessThanOrEqual(smActive + 1e-9);
        expect(state.memoryUsedBytes + state.memoryReservedBytes).toBeLessThanOrEqual(device.memoryBytes);
        const { idle, most } = powerRangeOf(device.model);
        expect(state.powerWatts).toBeGreaterThanOrEqual(idle);
        expect(state.powerWatts).toBeLessThanOrEqual(most);
        const weight = state.parts.reduce((sum, part) => sum + part.weight, 0);
        expect(weight).toBeLessThanOrEqual(1 + 1e-9);
        if (state.parts.length === 0) expect(utilization).toBe(0);
      }),
      { numRuns: 1500 },
    );
  });

  test('is held in stays that follow each other without a gap, each the same from end to end', () => {
    fc.assert(
      fc.property(anyDevice, anyMs, (device, ms) => {
        const stay = device.tenancy(ms);
        expect(stay.fromMs <= ms && ms < stay.untilMs).toBe(true);
        if (Number.isFinite(stay.fromMs)) {
          expect(device.tenancy(stay.fromMs)).toEqual(stay);
          expect(device.tenancy(stay.fromMs - 1).untilMs).toBe(stay.fromMs);
        }
        if (Number.isFinite(stay.untilMs)) expect(device.tenancy(stay.untilMs - 1)).toEqual(stay);
      }),
      { numRuns: 1500 },
    );
  });

  test('counts upwards, but where its driver was loaded anew', () => {
    fc.assert(
      fc.property(anyDevice, anyMs, fc.integer({ min: 0, max: dayMs }), (device, ms, laterMs) => {
        const [before, after] = [gpuCountersAt(device, ms), gpuCountersAt(device, ms + laterMs)];
        expect(before.sinceMs).toBeLessThanOrEqual(ms);
        expect(after.sinceMs).toBeGreaterThanOrEqual(before.sinceMs);
        for (const value of Object.values(before)) expect(value).toBeGreaterThanOrEqual(0);
        if (after.sinceMs > before.sinceMs) return;
        expect(after.energyJoules).toBeGreaterThanOrEqual(before.energyJoules);
        expect(after.busySeconds).toBeGreaterThanOrEqual(before.busySeconds - 1e-6);
        expect(after.powerThrottleSeconds).toBeGreaterThanOrEqual(before.powerThrottleSeconds - 1e-6);
        expect(after.thermalThrottleSeconds).toBeGreaterThanOrEqual(before.thermalThrottleSeconds);
        expect(after.correctedErrors).toBeGreaterThanOrEqual(before.correctedErrors);
        expect(after.uncorrectedErrors).toBeGreaterThanOrEqual(before.uncorrectedErrors);
      }),
      { numRuns: 600 },
    );
  });

  test('draws the energy that its power over the time adds up to, whoever comes and goes', () => {
    const hourMs = 3_600_000;
    const stepMs = 5_000;
    fc.assert(
      fc.property(anyDevice, anyMs, (device, ms) => {
        const [before, after] = [gpuCountersAt(device, ms), gpuCountersAt(device, ms + 4 * hourMs)];
        fc.pre(before.sinceMs === after.sinceMs && incidentOf(device, 'lost') === undefined);
        let joules = 0;
        for (let step = stepMs / 2; step < 4 * hourMs; step += stepMs)
          joules += (gpuAt(device, ms + step).powerWatts * stepMs) / 1000;
        expect((after.energyJoules - before.energyJoules) / joules).toBeCloseTo(1, 2);
      }),
      { numRuns: 60 },
    );
  });

  test('is the same in another world of the seed, whatever was asked before', () => {
    const [first, second] = [placed.slurm(at(0)), createPlacedGpus(seed, 1).slurm(at(0))];
    const pairs = first.map(({ device }, place) => [device, second[place]?.device] as const);
    fc.assert(
      fc.property(fc.constantFrom(...pairs), anyMs, anyMs, ([one, other], ms, askedBefore) => {
        if (!other) throw new Error('Both worlds have the same devices.');
        gpuCountersAt(other, askedBefore);
        expect(gpuAt(other, ms)).toEqual(gpuAt(one, ms));
        const [counted, recounted] = [gpuCountersAt(one, ms), gpuCountersAt(other, ms)];
        expect(recounted.sinceMs).toBe(counted.sinceMs);
        expect(recounted.energyJoules).toBeCloseTo(counted.energyJoules, 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the hall’s devices', () => {
  test('are held by the jobs that Slurm’s controller says hold them', () => {
    const world = createSlurmWorld({ seed, scale: 1 });
    fc.assert(
      fc.property(anyMs, (ms) => {
        const { at: tick, nodes, jobs } = world.at(new Date(ms));
        const known = new Set(jobs.map(({ id }) => String(id)));
        for (const { machine, gpusInUse, base } of nodes) {
          if (base === 'DOWN' || machine.accelerators.length === 0) continue;
          const held = machine.accelerators.filter(({ index }) => {
            const { parts } = deviceOf(machine.hostname, index).tenancy(tick.getTime());
            for (const { holder } of parts) expect(known).toContain(holder.name);
            return parts.length > 0;
          });
          expect(held.map(({ index }) => index)).toEqual(gpusInUse);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('are held by the pods that the cluster says have devices of the node', () => {
    const world = createHallCluster(seed, 1);
    fc.assert(
      fc.property(anyMs, (ms) => {
        const { at: tick, list } = world.at(new Date(ms));
        const withDevices = list(apiResources.pods).filter((pod) => (pod.facts()?.accelerators ?? []).length > 0);
        const holders = all
          .filter(({ cluster }) => cluster === hallClusterName)
          .flatMap(({ device }) => device.tenancy(tick.getTime()).parts.map(({ holder }) => holder));
        const names = new Set(holders.map(({ namespace, name }) => `${namespace}/${name}`));
        expect(names).toEqual(new Set(withDevices.map(({ key }) => key)));
      }),
      { numRuns: 15 },
    );
  });
});

describe('a machine that stands alone', () => {
  const hourMs = 3_600_000;
  const aloneAt = (ms: number) =>
    [...placed.aws(at(ms)), ...placed['google-cloud'](at(ms))].filter(
      ({ cluster, measuredBy, device }) => cluster === null && measuredBy.length > 0 && device.vendor === 'nvidia',
    );
  const evening = aloneAt(19.5 * hourMs);

  test('is in its owner’s hands for as long as it runs', () => {
    expect(new Set(evening.map(({ face }) => face))).toEqual(new Set(['aws', 'google-cloud']));
    fc.assert(
      fc.property(fc.constantFrom(...evening), anyMs, ({ device }, ms) => {
        const { parts } = device.tenancy(ms);
        expect(parts.map(({ holder }) => [holder.kind, holder.name])).toEqual([['instance', device.machine.name]]);
      }),
      { numRuns: 400 },
    );
  });

  test('does nothing after work with its memory empty, and that since its owner last worked', () => {
    const workstations = evening.filter(({ face }) => face === 'aws');
    const { devices: truth } = readGpuTruth(workstations, at(19.5 * hourMs));
    expect(truth.every(({ allocatedTo, isActive }) => allocatedTo[0]?.work === 'empty-idle' && !isActive)).toBe(true);
    const worked = truth.filter((_, place) => {
      return workstations[place]?.device.tenancy(day + 12 * hourMs).parts[0]?.work === 'serving';
    });
    const others = truth.filter((device) => !worked.includes(device));
    expect([worked.length, others.length].every((count) => count > 0)).toBe(true);
    for (const { idleSince } of worked) expect(idleSince).toEqual(at(19 * hourMs));
    // They were started in the morning, after six.
    for (const { idleSince } of others) {
      expect(idleSince?.getTime()).toBeGreaterThanOrEqual(day + 6 * hourMs);
      expect(idleSince?.getTime()).toBeLessThan(day + 8 * hourMs);
    }
  });
});

describe('the demo’s world', () => {
  const truths = [0, 5, 11, 16].map((hour) => readGpuTruth(all, at(hour * 3_600_000)));
  const everyone = truths.flatMap((truth) => truth.devices);

  test('has everything that happens to GPUs', () => {
    const works = new Set(everyone.flatMap(({ allocatedTo }) => allocatedTo.map(({ work }) => work)));
    expect(works).toEqual(new Set(['training', 'serving', 'held-idle', 'empty-idle']));
    expect(new Set(everyone.map(({ reading }) => reading))).toEqual(
      new Set(['live', 'frozen', 'blank', 'absent', 'silent']),
    );
    expect(new Set(everyone.map(({ health }) => health))).toEqual(new Set(['ok', 'degraded', 'failed']));
    for (const is of [
      ({ allocatedTo }) => allocatedTo.length === 0,
      ({ isThrottled }) => isThrottled,
      ({ events }) => events.length > 3,
      ({ counters }) => counters.uncorrectedErrors > 0,
      ({ slicing }) => slicing !== null,
      ({ allocatedTo }) => allocatedTo.length === 4 && allocatedTo.every(({ weight }) => weight === 0.25),
      ({ idleSince }) => idleSince !== null,
      ({ measuredBy }) => measuredBy.length === 0,
      ({ smActive, tensorActive }) => smActive > 0.15 && tensorActive < 0.07,
    ] satisfies ((device: (typeof everyone)[number]) => boolean)[])
      expect(everyone.some(is), is.toString()).toBe(true);
  });

  test('serves by day what it does not by night', () => {
    const load = (hour: number) => {
      const serving = devices.filter((device) =>
        device.tenancy(day + hour * 3_600_000).parts.some(({ work }) => work === 'serving'),
      );
      return serving.reduce((sum, device) => sum + gpuAt(device, day + hour * 3_600_000).utilization, 0);
    };
    expect(load(14)).toBeGreaterThan(2 * load(2));
  });

  test('repeats one reading of a frozen exporter, and loses and finds a device again', () => {
    const frozen = deviceOf('dgx-s-0008', 0);
    const asOf = [0, 3, 9].map((hour) => gpuReadingAt(frozen, day + hour * 3_600_000));
    expect(new Set(asOf.map((reading) => JSON.stringify(reading))).size).toBe(1);
    const kinds = Array.from({ length: 12 }, (_, half) => {
      return gpuReadingAt(deviceOf('dgx-s-0011', 4), day + half * 1_800_000).kind;
    });
    expect(kinds).toEqual([...Array(4).fill('absent'), ...Array(8).fill('live')]);
  });

  test('keeps the history of a device’s events, and begins a reset device’s counters again', () => {
    const events = gpuEventsUpTo(deviceOf('dgx-s-0005', 2), day, 4);
    expect(events.map(({ xid }) => xid).sort()).toEqual([13, 31, 31, 94]);
    for (const [place, { at: then }] of events.entries())
      expect(day - then.getTime()).toBeGreaterThan(place * 7 * 3_600_000 - 1);
    expect(gpuEventsUpTo(deviceOf('dgx-s-0003', 5), day, 4).map(({ xid }) => xid)).toEqual([79]);
    const reset = deviceOf('dgx-k-0006', 0);
    const { sinceMs } = gpuCountersAt(reset, day);
    const next = sinceMs + 5 * 3_600_000;
    expect(gpuCountersAt(reset, next).energyJoules).toBe(0);
    expect(gpuCountersAt(reset, next - 1).energyJoules).toBeGreaterThan(1e6);
  });
});
