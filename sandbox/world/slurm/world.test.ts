import { describe, expect, test } from 'vitest';
import { toHostlist, toIndexRanges } from './hostlist';
import { readSlurmTruth } from './truth';
import { createSlurmWorld } from './world';

const at = new Date('2026-11-21T12:00:00Z');
const world = createSlurmWorld({ seed: 'test', scale: 1 });

describe('the Slurm cluster', () => {
  test('is the same for the same instant, and moves on with the clock', () => {
    const again = createSlurmWorld({ seed: 'test', scale: 1 });
    expect(again.at(at)).toEqual(world.at(at));
    const later = createSlurmWorld({ seed: 'test', scale: 1 }).at(new Date(at.getTime() + 3_600_000));
    const before = new Set(world.at(at).jobs.map(({ id }) => id));
    expect(later.jobs.some(({ id }) => !before.has(id))).toBe(true);
  });

  test('has nodes, partitions, reservations and about eight hundred jobs of every state', () => {
    const { nodes, jobs, partitions, reservations } = world.at(at);
    expect(nodes).toHaveLength(32);
    expect(partitions.map(({ name }) => name)).toEqual(['cpu', 'debug', 'h100', 'legacy', 'mi300x', 'scavenge']);
    expect(reservations).toHaveLength(3);
    expect(jobs.length).toBeGreaterThan(600);
    expect(jobs.length).toBeLessThan(1100);
    expect(new Set(jobs.map(({ state }) => state)).size).toBeGreaterThan(6);
    expect(jobs.some(({ completing }) => completing)).toBe(true);
    const reasons = new Set(jobs.filter(({ state }) => state === 'PENDING').map(({ reason }) => reason));
    expect([...reasons]).toEqual(expect.arrayContaining(['Priority', 'Resources', 'QOSMaxGRESPerUser', 'Dependency']));
  });

  test('hands no processor, memory or device out twice', () => {
    for (let hour = 0; hour < 48; hour++) {
      const { nodes } = world.at(new Date(at.getTime() + hour * 3_600_000));
      for (const { machine, allocatedCpus, allocatedMemoryMiB, gpusInUse } of nodes) {
        expect(allocatedCpus).toBeLessThanOrEqual(machine.cores);
        expect(allocatedMemoryMiB).toBeLessThanOrEqual(machine.memoryMiB);
        expect(new Set(gpusInUse).size).toBe(gpusInUse.length);
        expect(gpusInUse.every((gpu) => gpu < machine.accelerators.length)).toBe(true);
      }
    }
  });

  test('gives every thing one identity', () => {
    const ids = readSlurmTruth(world.at(at)).resources.map(({ nativeId }) => nativeId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('names and indices fold as Slurm folds them', () => {
  expect(toHostlist(['dgx-s-0001', 'dgx-s-0002', 'dgx-s-0004', 'cpu-s-0001'])).toBe(
    'dgx-s-[0001-0002,0004],cpu-s-0001',
  );
  expect(toIndexRanges([0, 1, 2, 5])).toBe('0-2,5');
});
