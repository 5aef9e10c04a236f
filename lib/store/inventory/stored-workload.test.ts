import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workload } from '@/lib/domain/workload';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import { toStoredWorkload } from './stored-workload';
import { createTestConnection, toTestItem, writeTestScope } from './test-inventory';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));

const workload: Workload = {
  state: 'waiting',
  reason: { code: 'Resources', message: 'Waits for\0 nodes.' },
  queue: 'h100',
  namespace: null,
  submitter: 'ann',
  account: 'vision',
  priority: 100,
  requested: [{ model: 'NVIDIA H100', count: 16 }],
  holdings: [{ node: 'dgx-1', count: 2, indexes: [0, 3] }],
  submittedAt: at(0),
  eligibleAt: at(1),
  startedAt: null,
  endedAt: null,
  timeLimitMs: 3_600_000,
  expectedStartAt: at(30),
  controller: 'Job/train-7',
  storage: ['claim-a'],
};

async function openJob() {
  const connection = await createTestConnection(database);
  const { prisma, pool } = database;
  return {
    read: (minute: number, said: Workload | null | undefined) =>
      writeTestScope(pool, connection, [toTestItem('job-7', said === undefined ? {} : { workload: said })], {
        readAt: at(minute),
      }),
    async row() {
      const row = await prisma.resource.findFirstOrThrow({ where: { connectionId: connection.id } });
      const { rows } = await pool.query('select xmin::text, ctid::text from resource where id = $1', [row.id]);
      return { written: rows[0], changedAt: row.changedAt, workload: toStoredWorkload(row.workload) };
    },
  };
}

describe('what a scheduler says of a piece of work', () => {
  it('comes back as it was written, but for what PostgreSQL cannot hold', async () => {
    const job = await openJob();
    await job.read(0, workload);
    expect((await job.row()).workload).toEqual({
      ...workload,
      reason: { code: 'Resources', message: 'Waits for\uFFFD nodes.' },
    });
  });

  it('is null where there is none, told so or not', async () => {
    const job = await openJob();
    await job.read(0, null);
    const before = await job.row();
    expect(before.workload).toBeNull();
    const { counts } = await job.read(1, undefined);
    expect(counts).toMatchObject({ changed: 0 });
    expect(await job.row()).toEqual(before);
  });

  it('writes nothing while it stays the same', async () => {
    const job = await openJob();
    await job.read(0, workload);
    const before = await job.row();
    const { counts } = await job.read(1, structuredClone(workload));
    expect(counts).toMatchObject({ seen: 1, changed: 0 });
    expect(await job.row()).toEqual(before);
  });

  it.each<[string, Partial<Workload>]>([
    ['reason', { reason: { code: 'Priority', message: null } }],
    ['state', { state: 'running' }],
    ['start', { startedAt: at(2) }],
    ['devices', { holdings: [{ node: 'dgx-1', count: 2, indexes: [0, 4] }] }],
  ])('changes the resource when only its %s does', async (_, change) => {
    const job = await openJob();
    await job.read(0, workload);
    const { counts } = await job.read(5, { ...workload, ...change });
    expect(counts).toMatchObject({ added: 0, changed: 1 });
    expect(await job.row()).toMatchObject({ changedAt: at(5), workload: change });
  });

  it.each<[string, Partial<Workload>]>([
    ['priority', { priority: 101 }],
    ['expected start', { expectedStartAt: at(40) }],
  ])('has a new %s written without having changed', async (_, change) => {
    const job = await openJob();
    await job.read(0, workload);
    const { counts } = await job.read(5, { ...workload, ...change });
    expect(counts).toMatchObject({ changed: 0 });
    expect(await job.row()).toMatchObject({ changedAt: at(0), workload: change });
  });

  it('goes when a read is not told of it any more', async () => {
    const job = await openJob();
    await job.read(0, workload);
    const { counts } = await job.read(5, null);
    expect(counts).toMatchObject({ changed: 1 });
    expect((await job.row()).workload).toBeNull();
  });
});

describe('a stored piece of work', () => {
  it('of another version is read as far as it is known', () => {
    expect(toStoredWorkload({ state: 'levitating', submittedAt: 'soon', holdings: [{ node: 'a' }], more: 1 })).toEqual({
      ...Object.fromEntries(Object.keys(workload).map((key) => [key, null])),
      state: 'unknown',
      holdings: [{ node: 'a', count: null, indexes: null }],
      storage: [],
    });
    expect(toStoredWorkload(null)).toBeNull();
  });

  it('that is none is refused', () => {
    expect(() => toStoredWorkload('waiting')).toThrow();
  });
});
