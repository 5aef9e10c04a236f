import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { workloadDetailSchema, workloadsPageSchema, workloadsQuerySchema } from '@/lib/api/contracts/workloads';
import type { RoleGrant } from '@/lib/domain/access';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { toTestItem } from '@/lib/store/inventory/test-inventory';
import type { ViewContext } from '@/lib/views/view-context';
import { readWorkload } from './read-workload';
import { readWorkloadsPage } from './read-workloads-page';
import { createTestCluster, toTestJob, toTestKueue, toTestPod, writeTestWork } from './test-work';

let database: TestDatabase;
let kubernetes: ReadingConnection;
let slurm: ReadingConnection;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));

function actor(...grants: RoleGrant[]): Actor {
  return { kind: 'person', id: null, personId: null, label: 'test', grants };
}
const everyone = actor({ role: 'viewer', scope: { kind: 'all' } });
const ofTeam = (team: string) => actor({ role: 'viewer', scope: { kind: 'team', team } });

const contextOf = (who: Actor, now = at(1)): ViewContext => ({ actor: who, database, now });
const pageOf = async (input: Record<string, unknown> = {}, who = everyone, now = at(1)) =>
  workloadsPageSchema.parse(await readWorkloadsPage(contextOf(who, now), workloadsQuerySchema.parse(input)));
const namesOf = async (input: Record<string, unknown> = {}, who = everyone) =>
  (await pageOf({ sort: 'name', order: 'asc', ...input }, who)).items.map(({ name }) => name);
const detailOf = async (id: string, who = everyone, now = at(1)) =>
  workloadDetailSchema.parse(await readWorkload(contextOf(who, now), id));
const idOf = async (name: string) => (await pageOf()).items.find((item) => item.name === name)?.id ?? '';
const vision = { team: 'vision' };
const speech = { team: 'speech', site: 'oslo-1' };

beforeAll(async () => {
  database = await createTestDatabase();
  kubernetes = await createTestCluster(database, 'kubernetes', 'cluster');
  slurm = await createTestCluster(database, 'slurm', 'batch');
  const train = { controller: 'Job/train', storage: ['data', 'lost'], submittedAt: at(-60), startedAt: at(-30) };
  await writeTestWork(
    database,
    kubernetes,
    'pod',
    [
      toTestPod('train-0', { tags: vision, workload: train }),
      toTestPod('train-1', {
        tags: vision,
        workload: { ...train, holdings: [{ node: 'n2', count: 8, indexes: null }] },
      }),
      toTestPod('lone', {
        nativeStatus: 'Pending',
        workload: {
          state: 'waiting',
          holdings: [],
          reason: { code: 'Unschedulable', message: '0/2 nodes are available: 2 Insufficient nvidia.com/gpu.' },
        },
      }),
    ],
    at(0),
  );
  await writeTestWork(
    database,
    kubernetes,
    'batch-job',
    [
      toTestKueue('job-train-x', {
        nativeStatus: 'Admitted',
        workload: { ...train, storage: [], state: 'running', requested: [{ model: 'NVIDIA H100', count: 16 }] },
      }),
      toTestKueue('job-next-x', {
        tags: speech,
        workload: { controller: 'Job/next', priority: 5, timeLimitMs: 3_600_000 },
      }),
      toTestKueue('job-cpu-x', { workload: { controller: 'Job/cpu', requested: [], priority: 9 } }),
    ],
    at(0),
  );
  await writeTestWork(
    database,
    kubernetes,
    'volume',
    [
      toTestItem('oslo/persistentvolumes/pv-1', {
        account: 'oslo',
        region: 'global',
        name: 'pv-1',
        status: 'failed',
        nativeStatus: 'Failed',
        raw: JSON.stringify({ spec: { claimRef: { namespace: 'ml', name: 'data' } } }),
      }),
      toTestItem('oslo/persistentvolumes/pv-2', {
        account: 'oslo',
        region: 'global',
        raw: JSON.stringify({ spec: { claimRef: { namespace: 'other', name: 'data' } } }),
      }),
    ],
    at(0),
  );
  await writeTestWork(
    database,
    kubernetes,
    'cluster-node',
    [
      toTestItem('oslo/nodes/n1', {
        kind: 'cluster-node',
        account: 'oslo',
        region: 'global',
        name: 'n1',
        accelerators: [{ model: 'NVIDIA H100', count: 8, memoryBytes: null }],
      }),
    ],
    at(0),
  );
  const toLink = (name: string, status: 'active' | 'failed') =>
    toTestItem(`oslo/links/${name}`, {
      kind: 'site-link',
      account: 'oslo',
      region: 'global',
      name,
      status,
      tags: speech,
    });
  await writeTestWork(database, slurm, 'site-link', [toLink('up', 'active'), toLink('down', 'failed')], at(0));
  const h100 = (count: number) => ({ requested: [{ model: 'NVIDIA H100', count }] });
  await writeTestWork(
    database,
    slurm,
    'batch-job',
    [
      toTestJob('1', {
        name: 'runs',
        nativeStatus: 'RUNNING',
        workload: {
          state: 'running',
          startedAt: at(-60),
          timeLimitMs: 7_200_000,
          holdings: [{ node: 's1', count: 8, indexes: [0, 1] }],
        },
      }),
      toTestJob('2', { name: 'first', tags: speech, workload: { priority: 99, ...h100(4), timeLimitMs: 60_000 } }),
      toTestJob('3', {
        name: 'second',
        tags: vision,
        workload: { priority: 50, ...h100(4), reason: { code: 'Priority', message: null } },
      }),
      toTestJob('4', { name: 'third', tags: vision, workload: { ...h100(64), submittedAt: at(-10) } }),
      toTestJob('5', { name: 'held', workload: { reason: { code: 'JobHeldUser', message: null } } }),
      toTestJob('6', { name: 'over', nativeStatus: 'COMPLETED', workload: { state: 'completed', endedAt: at(-5) } }),
    ],
    at(0),
  );
});
afterAll(() => database.close());

describe('the list of work', () => {
  it('is one over every scheduler, and counts what Kueue queues and its pods once', async () => {
    expect(await namesOf()).toEqual(['first', 'held', 'lone', 'next', 'over', 'runs', 'second', 'third', 'train']);
    const { items, total } = await pageOf({ q: 'train' });
    expect(total).toEqual({ value: 1, atLeast: false });
    expect(items).toMatchObject([
      {
        name: 'train',
        kind: 'Job',
        system: 'kueue',
        state: 'running',
        nativeState: 'Running',
        team: 'vision',
        held: 16,
        requested: [{ model: 'NVIDIA H100', count: 16 }],
        waitedMs: 1_800_000,
        startedAt: at(-30).toISOString(),
      },
    ]);
  });

  it('says why what waits does, with the scheduler’s own words beside', async () => {
    const { items } = await pageOf({ q: 'lone' });
    expect(items[0]).toMatchObject({
      state: 'waiting',
      position: null,
      waitReason: { code: 'Unschedulable', words: 'None of 2 nodes can take it: 2 have too few free GPUs.' },
    });
  });

  it('gives places in line among what asks for accelerators', async () => {
    const { items } = await pageOf();
    const places = Object.fromEntries(items.map(({ name, position }) => [name, position]));
    expect(places).toMatchObject({ first: 1, second: 2, third: 3, held: null, next: 1, runs: null });
  });

  it.each([
    ['submitted', 'desc'],
    ['submitted', 'asc'],
    ['waiting', 'desc'],
    ['held', 'desc'],
    ['requested', 'asc'],
    ['name', 'desc'],
    ['state', 'asc'],
  ])('by %s %s reaches every row once, two at a time', async (sort, order) => {
    const whole = (await pageOf({ sort, order })).items.map(({ name }) => name);
    const paged: string[] = [];
    let cursor: string | undefined;
    // What waits goes on waiting while somebody turns the pages.
    for (let minute = 1; minute === 1 || cursor !== undefined; minute++) {
      const page = await pageOf({ sort, order, cursor, limit: 2 }, everyone, at(minute));
      paged.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    }
    expect(paged).toEqual(whole);
    expect(whole).toHaveLength(9);
  });

  it('puts what has no value last in either order', async () => {
    for (const order of ['asc', 'desc'])
      expect((await pageOf({ sort: 'submitted', order })).items.at(-1)?.name).toBe('lone');
  });

  it('refuses a cursor of another sort, or of nobody', async () => {
    const { nextCursor } = await pageOf({ limit: 2 });
    await expect(pageOf({ sort: 'name', cursor: nextCursor })).rejects.toMatchObject({ kind: 'invalid' });
    await expect(pageOf({ cursor: 'abc' })).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('is narrowed by facets, each counted without its own filter', async () => {
    expect(await namesOf({ system: 'slurm', state: ['waiting', 'completed'] })).toEqual([
      'first',
      'held',
      'over',
      'second',
      'third',
    ]);
    const { facets, sources } = await pageOf({ system: 'slurm', state: 'running' });
    expect(facets.state).toContainEqual({ value: 'waiting', count: 4 });
    expect(facets.system).toEqual([
      { value: 'kueue', count: 1 },
      { value: 'slurm', count: 1 },
    ]);
    expect(sources.map(({ connectionName }) => connectionName)).toEqual(['batch']);
    expect(await namesOf({ queue: '' })).toEqual(['lone']);
    expect(await namesOf({ q: 'ANN', team: 'speech' })).toEqual(['first']);
    expect((await pageOf({ q: 'nothing like it' })).total).toEqual({ value: 0, atLeast: false });
  });
});

describe('within a bounded reach', () => {
  it('the list, its total and its facets show what is within, and no more', async () => {
    expect(await namesOf({}, ofTeam('vision'))).toEqual(['second', 'third', 'train']);
    const page = await pageOf({}, ofTeam('vision'));
    expect(page.total.value).toBe(3);
    expect(page.facets.team).toEqual([{ value: 'vision', count: 3 }]);
    expect(page.items.find(({ name }) => name === 'second')?.position).toBe(2);
  });

  it('who is ahead and out of it is counted without a name', async () => {
    const id = await idOf('third');
    expect(await detailOf(id, ofTeam('vision'))).toMatchObject({
      ahead: [{ name: 'second' }],
      aheadLeftOut: 1,
      holding: [],
      holdingLeftOut: 1,
    });
    expect(await detailOf(id)).toMatchObject({
      ahead: [{ name: 'first' }, { name: 'second' }],
      aheadLeftOut: 0,
      holding: [{ name: 'runs', held: 8 }],
      holdingLeftOut: 0,
    });
  });

  it('what exists elsewhere answers like what does not exist, and nothing at all is denied', async () => {
    const id = await idOf('first');
    for (const one of [id, crypto.randomUUID()])
      await expect(detailOf(one, ofTeam('vision'))).rejects.toMatchObject({
        kind: 'not-found',
        message: 'There is no such work.',
      });
    await expect(pageOf({}, actor())).rejects.toMatchObject({ kind: 'denied' });
    await expect(detailOf(id, actor())).rejects.toMatchObject({ kind: 'denied' });
  });
});

describe('one piece of work', () => {
  it('is found by any of its pieces, with its parts, nodes and document', async () => {
    const { id } = await database.prisma.resource.findFirstOrThrow({ where: { name: 'train-1' } });
    const detail = await detailOf(id);
    expect(detail.at).toBe(at(1).toISOString());
    expect(detail.workload).toMatchObject({ name: 'train', id: await idOf('train') });
    expect(detail.parts).toMatchObject([
      { name: 'train-0', node: 'n1', held: 8, state: 'running' },
      { name: 'train-1', node: 'n2', held: 8 },
    ]);
    expect(detail.nodes).toEqual([
      { node: 'n1', nodeId: expect.any(String), held: 8, slots: expect.any(Array), worstHealth: 'unknown' },
      { node: 'n2', nodeId: null, held: 8, slots: null, worstHealth: null },
    ]);
    expect(JSON.parse(detail.raw ?? '')).toMatchObject({ VolumeId: 'oslo/workloads.kueue.x-k8s.io/ml/job-train-x' });
    expect(detail.estimate).toBeNull();
  });

  it('tells of the storage it uses by its claims, also what nobody lists', async () => {
    const { dependencies } = await detailOf(await idOf('train'));
    expect(dependencies).toMatchObject([
      { kind: 'storage', name: 'data', status: 'critical', says: 'The volume pv-1 is failed (Failed).' },
      { kind: 'storage', name: 'lost', status: 'unknown', resourceId: null },
    ]);
  });

  it('tells of the links of its site that are not well', async () => {
    const { dependencies } = await detailOf(await idOf('next'));
    expect(dependencies).toEqual([
      {
        kind: 'link',
        name: 'down',
        resourceId: expect.any(String),
        status: 'critical',
        says: 'The site link down is failed (in-use).',
      },
    ]);
  });

  it('says when it may start by the ends of what runs, or that it cannot', async () => {
    const second = await detailOf(await idOf('second'));
    expect(second.estimate).toMatchObject({ at: at(60).toISOString(), source: 'ends-of-running' });
    expect((await detailOf(await idOf('third'))).estimate).toMatchObject({ at: null, source: 'none' });
    expect((await detailOf(await idOf('held'))).estimate?.basis).toContain('not in line');
  });
});

describe('age', () => {
  it('makes unknown what was not read for too long, but not what has ended', async () => {
    const { items, total } = await pageOf({}, everyone, at(31));
    const states = Object.fromEntries(items.map(({ name, state, held }) => [name, [state, held]]));
    expect(states).toMatchObject({ train: ['unknown', null], second: ['unknown', null], over: ['completed', 0] });
    expect(items.every(({ position }) => position === null)).toBe(true);
    expect(total).toEqual({ value: 9, atLeast: true });
  });
});

describe('a read', () => {
  it('shows in the list at once, with what is gone as of an unknown end', async () => {
    const jobs = [
      toTestJob('8', { name: 'fresh' }),
      toTestJob('2', { name: 'first', tags: speech, workload: { state: 'failed' } }),
    ];
    await writeTestWork(database, slurm, 'batch-job', jobs, at(2));
    const { items } = await pageOf({ system: 'slurm', sort: 'name', order: 'asc' }, everyone, at(2));
    expect(items.map(({ name, state }) => [name, state])).toEqual([
      ['first', 'failed'],
      ['fresh', 'waiting'],
      ['held', 'unknown'],
      ['over', 'completed'],
      ['runs', 'unknown'],
      ['second', 'unknown'],
      ['third', 'unknown'],
    ]);
    expect(items.find(({ name }) => name === 'runs')?.held).toBe(0);
  });

  it('that is missing makes floors of all that it may add to, also where a filter leaves it out', async () => {
    expect((await pageOf({ system: 'slurm' }, everyone, at(2))).facetFloors).toEqual([]);
    await createTestCluster(database, 'kubernetes', 'unread');
    const { total, facetFloors } = await pageOf({ system: 'slurm' }, everyone, at(2));
    expect([total.atLeast, facetFloors]).toEqual([false, ['system']]);
    const every = ['state', 'system', 'site', 'queue', 'team'];
    expect((await pageOf({ system: 'kubernetes' }, everyone, at(2))).facetFloors).toEqual(every);
    expect((await pageOf({}, everyone, at(2))).facetFloors).toEqual(every);
  });
});

describe('what a scheduler only revises', () => {
  it('shows too, and a connection that is deleted takes its work along', async () => {
    const jobs = (priority: number) => [
      toTestJob('8', { name: 'fresh', workload: { priority } }),
      toTestJob('9', { name: 'other', workload: { priority: 20 } }),
    ];
    const placesOf = async (minute: number) => {
      const { items } = await pageOf(
        { system: 'slurm', state: 'waiting', sort: 'name', order: 'asc' },
        everyone,
        at(minute),
      );
      return items.map(({ name, position, priority }) => [name, position, priority]);
    };
    await writeTestWork(database, slurm, 'batch-job', jobs(10), at(3));
    expect(await placesOf(3)).toEqual([
      ['fresh', 2, 10],
      ['other', 1, 20],
    ]);
    await writeTestWork(database, slurm, 'batch-job', jobs(30), at(4));
    expect(await placesOf(4)).toEqual([
      ['fresh', 1, 30],
      ['other', 2, 20],
    ]);
    await database.prisma.connection.delete({ where: { id: slurm.id } });
    expect(await placesOf(5)).toEqual([]);
  });
});

describe('with no source at all', () => {
  it('the total claims nothing', async () => {
    const empty = await createTestDatabase();
    const page = await readWorkloadsPage(
      { actor: everyone, database: empty, now: at(0) },
      workloadsQuerySchema.parse({}),
    );
    expect(page).toMatchObject({ items: [], nextCursor: null, total: { value: 0, atLeast: true }, sources: [] });
    await empty.close();
  });
});
