import { describe, expect, test } from 'vitest';
import { accountGpuLimits, qualitiesOfService } from './cluster';
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
    expect([...reasons]).toEqual(expect.arrayContaining(['Priority', 'Resources', 'BeginTime', 'Dependency']));
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

  const later = (hours: number) => world.at(new Date(at.getTime() + hours * 3_600_000));
  const demo = createSlurmWorld({ seed: 'millwright', scale: 1 });

  test('lets jobs wait for every kind of reason', () => {
    const reasons = new Set<string>();
    for (let hour = 0; hour < 72; hour += 9) {
      const { jobs } = demo.at(new Date(at.getTime() + hour * 3_600_000));
      for (const { state, reason } of jobs) if (state === 'PENDING') reasons.add(reason);
    }
    expect([...reasons].sort()).toEqual([
      'AssocGrpGRES',
      'BeginTime',
      'Dependency',
      'DependencyNeverSatisfied',
      'JobHeldAdmin',
      'JobHeldUser',
      'Licenses',
      'PartitionInactive',
      'Priority',
      'QOSMaxGRESPerUser',
      'ReqNodeNotAvail',
      'Resources',
    ]);
  });

  test('has one job of a queue wait for resources that are not free, and the less urgent for that job', () => {
    for (let hour = 0; hour < 48; hour += 5) {
      const { jobs, nodes } = later(hour);
      const queues = Map.groupBy(
        jobs.filter(({ state }) => state === 'PENDING'),
        ({ partition, reservation }) => `${partition}/${reservation ?? ''}`,
      );
      for (const waiting of queues.values()) {
        const tops = waiting.filter(({ reason }) => reason === 'Resources');
        const [top] = tops;
        if (top === undefined) continue;
        expect(tops).toHaveLength(1);
        const behind = waiting.filter(({ reason }) => reason === 'Priority');
        for (const { priority } of behind) expect(priority).toBeLessThanOrEqual(top.priority);
        const roomy = nodes.filter(
          ({ machine, gpusInUse, allocatedCpus, partitions, reservation, base, flags }) =>
            partitions.includes(top.partition) &&
            reservation === top.reservation &&
            base !== 'DOWN' &&
            !flags.includes('DRAIN') &&
            machine.accelerators.length - gpusInUse.length >= top.share.gpus &&
            machine.cores - allocatedCpus >= top.share.cpus,
        );
        expect(roomy.length).toBeLessThan(top.nodeCount);
      }
    }
  });

  test('expects some of them to start, on so many nodes, and none that something else keeps', () => {
    const { jobs, at: tick } = later(5);
    const waiting = jobs.filter(({ state }) => state === 'PENDING');
    const expected = waiting.filter(({ startedAt }) => startedAt !== null);
    expect([expected.length > 5, waiting.length > expected.length]).toEqual([true, true]);
    for (const { reason, startedAt, eligibleAt, plannedNodes, nodeCount } of expected) {
      expect(startedAt?.getTime()).toBeGreaterThan(tick.getTime());
      expect(['Resources', 'Priority', 'BeginTime']).toContain(reason);
      if (reason === 'BeginTime') expect(eligibleAt).toEqual(startedAt);
      else expect(plannedNodes).toHaveLength(nodeCount);
    }
    const isKept = (reason: string) => /^(Dependency|JobHeld)/.test(reason);
    for (const { reason, eligibleAt } of waiting) expect(eligibleAt === null).toBe(isKept(reason));
    for (const { reason, priority } of waiting) expect(priority === 0).toBe(reason.startsWith('JobHeld'));
  });

  test('keeps the limits that jobs wait for', () => {
    for (let hour = 0; hour < 240; hour += 9) {
      const { jobs } = demo.at(new Date(at.getTime() + hour * 3_600_000));
      const running = jobs.filter(({ state }) => state === 'RUNNING');
      const held = (of: (job: (typeof running)[number]) => boolean) =>
        running.filter(of).reduce((sum, { share, nodeCount }) => sum + share.gpus * nodeCount, 0);
      for (const { name, gpusPerUser } of qualitiesOfService) {
        for (const user of new Set(running.map((job) => job.user)))
          if (gpusPerUser !== null)
            expect(held((job) => job.qos === name && job.user === user)).toBeLessThanOrEqual(gpusPerUser);
      }
      for (const [account, limit] of Object.entries(accountGpuLimits))
        expect(held((job) => job.account === account)).toBeLessThanOrEqual(limit);
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
