import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { TestFactory } from '@/lib/collect/test-factory';
import type { ProviderId } from '@/lib/domain/provider';
import { inTransaction } from '@/lib/store/database/in-transaction';
import type { MachineHour } from '@/lib/store/gpu-use/hour-accounts';
import { writeRuns } from '@/lib/store/gpu-use/kept-runs';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import type { GpuTruthDevice } from '@/sandbox/world/gpus/gpu-truth';
import { accountUse } from './account-use';
import { findRuns } from './find-runs';

// Two hours of some clusters are measured, beside whatever else runs.
vi.setConfig({ testTimeout: 180_000 });

const minuteMs = 60_000;
const stepMs = 5 * minuteMs;
const hourMs = 60 * minuteMs;
/** Clusters of which schedulers and metrics tell; clouds take as long as everything else. */
const providers: readonly ProviderId[] = ['slurm', 'kubernetes', 'prometheus'];

/** What a device of the world did in a step, seen in its middle. */
type TrueUse = 'free' | 'idle' | 'busy';

let factory: TestFactory;
let told: { from: Date; until: Date };
/** What was accounted of each machine and hour, by `<machine> <hour>`. */
let accounted: Map<string, MachineHour[]>;
/** What became of each device in each step, by the same, in milliseconds; of machines that are measured all through. */
let truth: Map<string, Record<TrueUse, number>>;

beforeAll(async () => {
  factory = await TestFactory.start();
  // Always of two hours, the later one as far as it is told: begun up to two hours and a quarter ago, none of it unread.
  await factory.readMetricsSince(new Date(factory.now().getTime() - 2.5 * hourMs));
  await factory.collect('inventory', { providers });
  await factory.collect('metrics', { providers });
  const now = factory.now();
  const until = new Date(Math.floor((now.getTime() - 10 * minuteMs) / stepMs) * stepMs);
  told = { from: new Date(Math.floor((until.getTime() - 1) / hourMs) * hourMs - hourMs), until };
  const { pool } = factory.database;
  const state = await readCollectionState(pool, now);
  const runs = await findRuns(pool, state, now);
  await inTransaction(pool, (client) => writeRuns(client, runs));
  const { accounts } = await accountUse(pool, state, now, told);
  const rows = await factory.database.prisma.resource.findMany({ select: { id: true, name: true } });
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  accounted = Map.groupBy(accounts, ({ machineId, hour }) => `${names.get(machineId)} ${hour.getTime()}`);
  truth = readTruth();
}, 300_000);
afterAll(() => factory.stop());

function readTruth(): typeof truth {
  const courses = new Map<string, { device: GpuTruthDevice; at: number }[]>();
  for (let at = told.from.getTime() - 3 * stepMs; at < told.until.getTime() + 3 * stepMs; at += stepMs)
    for (const device of factory.sandbox.gpus(new Date(at + stepMs / 2)).devices) {
      const key = `${device.machine.name} ${device.index}`;
      courses.set(key, [...(courses.get(key) ?? []), { device, at }]);
    }
  const sums: typeof truth = new Map();
  const untold = new Set<string>();
  for (const course of courses.values()) {
    const uses = toUses(course.map(({ device }) => device));
    for (const [step, { device, at }] of course.entries()) {
      const key = `${device.machine.name} ${Math.floor(at / hourMs) * hourMs}`;
      if (device.reading !== 'live' || device.slicing !== null) untold.add(key);
      if (at < told.from.getTime() || at >= told.until.getTime()) continue;
      const sum = sums.get(key) ?? { free: 0, idle: 0, busy: 0 };
      sums.set(key, sum);
      sum[uses[step] ?? 'busy'] += stepMs;
    }
  }
  for (const key of untold) sums.delete(key);
  return sums;
}

/** Idle is who holds it and does nothing for a quarter of an hour, by the world's own word of since when. */
function toUses(course: readonly GpuTruthDevice[]): TrueUse[] {
  return course.map(({ allocatedTo, idleSince }, step) => {
    if (allocatedTo.length === 0) return 'free';
    if (idleSince === null) return 'busy';
    let last = step;
    while (course[last + 1]?.idleSince?.getTime() === idleSince.getTime()) last += 1;
    const before = course.findIndex((one) => one.idleSince?.getTime() === idleSince.getTime());
    return last - before + 1 >= 3 ? 'idle' : 'busy';
  });
}

const sumOf = (accounts: readonly MachineHour[], key: 'idleMs' | 'busyMs' | 'notAllocatedMs' | 'unknownMs') =>
  accounts.reduce((sum, account) => sum + account[key], 0);

describe('hours of GPUs, held against the world', () => {
  test('add up to the time of all devices listed', () => {
    for (const [key, accounts] of accounted) {
      const sum = accounts.reduce((all, one) => all + one.idleMs + one.busyMs + one.notAllocatedMs + one.unknownMs, 0);
      const toldMs = Math.min(hourMs, told.until.getTime() - Number(key.split(' ').at(-1)));
      expect([key, sum % toldMs]).toEqual([key, 0]);
    }
    expect(accounted.size).toBeGreaterThan(20);
  });

  test('are idle and not allocated as they were, but for the step in which somebody came or went', () => {
    let [compared, idle, free] = [0, 0, 0];
    for (const [key, accounts] of accounted) {
      const world = truth.get(key);
      if (world === undefined || sumOf(accounts, 'unknownMs') > 0) continue;
      const toldMs = Math.min(hourMs, told.until.getTime() - Number(key.split(' ').at(-1)));
      const devices = (world.free + world.idle + world.busy) / toldMs;
      compared += 1;
      idle += world.idle;
      free += world.free;
      const off = [sumOf(accounts, 'idleMs') - world.idle, sumOf(accounts, 'notAllocatedMs') - world.free];
      expect(Math.max(...off.map(Math.abs)), key).toBeLessThanOrEqual(devices * stepMs);
    }
    expect(compared).toBeGreaterThan(15);
    expect(idle).toBeGreaterThan(0);
    expect(free).toBeGreaterThan(0);
  });

  test('are not known where the world was not measured, and of nobody but who had them', () => {
    const all = [...accounted.values()].flat();
    expect(sumOf(all, 'unknownMs')).toBeGreaterThan(0);
    for (const [key, world] of truth) {
      const accounts = accounted.get(key);
      // What is measured all through, and busy all through, is nothing else.
      if (accounts === undefined || world.idle + world.free > 0 || sumOf(accounts, 'unknownMs') > 0) continue;
      expect(sumOf(accounts, 'busyMs'), key).toBeGreaterThan(0);
    }
    expect(all.filter(({ runId, busyMs }) => runId !== null && busyMs > 0).length).toBeGreaterThan(10);
    for (const { runId, notAllocatedMs } of all) if (notAllocatedMs > 0) expect(runId).toBeNull();
  });
});
