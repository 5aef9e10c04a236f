import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { overviewSchema } from '@/lib/api/contracts/overview';
import type { RoleGrant } from '@/lib/domain/access';
import type { Gap } from '@/lib/domain/provider-fault';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import {
  createTestConnection,
  testGap,
  testScope,
  toTestItem,
  writeTestScope,
} from '@/lib/store/inventory/test-inventory';
import { readOverview } from './read-overview';

let database: TestDatabase;
let connection: ReadingConnection;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));
const person = (...grants: RoleGrant[]): Actor => ({ kind: 'person', id: null, personId: null, label: 'test', grants });
const operator = person({ role: 'operator', scope: { kind: 'all' } });
const overview = async (minute: number, actor = operator) =>
  overviewSchema.parse(await readOverview({ actor, database, now: at(minute) }));
const items = (count: number) =>
  Array.from({ length: count }, (_, index) => toTestItem(`vol-${index}`, { tags: { site: 'fra-1' } }));
const gpus = (count: number) => [{ model: 'NVIDIA H100', count, memoryBytes: null }];
async function finishRun(
  outcome: 'complete' | 'partial' | 'failed',
  gaps: Gap[] = outcome === 'complete' ? [] : [testGap],
  minute = 0,
) {
  await database.prisma.collectionRun.create({
    data: {
      connectionId: connection.id,
      capability: 'inventory',
      fencingToken: 1,
      outcome,
      startedAt: at(minute),
      finishedAt: at(minute),
      gaps: gaps.map((gap) => ({ ...gap })),
    },
  });
}

beforeEach(async () => {
  await database?.close();
  database = await createTestDatabase();
  connection = await createTestConnection(database, 'acme');
  await database.prisma.connection.update({ where: { id: connection.id }, data: { createdAt: at(0) } });
  await database.prisma.collectionSchedule.create({
    data: { connectionId: connection.id, capability: 'inventory', nextDueAt: at(5) },
  });
});
afterAll(() => database.close());

describe('totals', () => {
  it('count what there is, and apart from it what is not known of accelerators', async () => {
    await writeTestScope(
      database.pool,
      connection,
      [
        toTestItem('a', { accelerators: gpus(8), tags: { site: 'fra-1' } }),
        toTestItem('b', { accelerators: gpus(4), tags: { site: 'fra-1' } }),
        toTestItem('c', { accelerators: null, tags: { site: 'ams-2' } }),
        toTestItem('d', { accelerators: [] }),
      ],
      { readAt: at(0) },
    );
    await finishRun('complete');
    expect(await overview(1)).toMatchObject({
      attention: [],
      totals: {
        resources: { value: 4, atLeast: false },
        accelerators: { value: 12, atLeast: true },
        acceleratorsUnknownOn: 1,
        accounts: { value: 1, atLeast: false },
        regions: { value: 1, atLeast: false },
      },
      byKind: [{ kind: 'volume', count: { value: 4, atLeast: false } }],
      byGpuModel: [{ model: 'NVIDIA H100', count: { value: 12, atLeast: true } }],
      bySite: [
        {
          site: 'fra-1',
          provider: 'aws',
          resources: { value: 2, atLeast: false },
          accelerators: { value: 12, atLeast: false },
          status: 'healthy',
        },
        { site: 'ams-2', resources: { value: 1 }, accelerators: { value: 0, atLeast: true }, status: 'healthy' },
        { site: 'aws/eu-central-1', resources: { value: 1 }, accelerators: { value: 0, atLeast: false } },
      ],
      recentActivity: [],
    });
  });

  it('count no device of what has ended, stopped or stands on other resources', async () => {
    await writeTestScope(
      database.pool,
      connection,
      [
        toTestItem('running', { accelerators: gpus(8) }),
        toTestItem('stopped', { accelerators: gpus(16), status: 'stopped' }),
        toTestItem('ended', { accelerators: gpus(32), status: 'completed' }),
        toTestItem('broken', { accelerators: null, status: 'failed' }),
      ],
      { readAt: at(0) },
    );
    const groups = { ...testScope, kind: 'node-group' as const };
    await writeTestScope(database.pool, connection, [toTestItem('p5', { kind: groups.kind, accelerators: gpus(64) })], {
      scope: groups,
      readAt: at(0),
    });
    await finishRun('complete');
    const { totals, byGpuModel, bySite } = await overview(1);
    expect(totals).toMatchObject({
      resources: { value: 5, atLeast: false },
      accelerators: { value: 8, atLeast: false },
      acceleratorsUnknownOn: 0,
    });
    expect(byGpuModel).toEqual([{ model: 'NVIDIA H100', count: { value: 8, atLeast: false } }]);
    expect(bySite).toMatchObject([{ accelerators: { value: 8, atLeast: false } }]);
  });

  it('are floors while a part of them is expired, though no gap says so', async () => {
    const item = (id: string, count: number) => toTestItem(id, { accelerators: count === 0 ? [] : gpus(count) });
    await writeTestScope(database.pool, connection, [item('a', 8), item('b', 4), item('c', 0)], { readAt: at(0) });
    await writeTestScope(database.pool, connection, [item('a', 8)], { readAt: at(40), gaps: [testGap] });
    await finishRun('complete', [], 40);
    const { totals, byKind, byGpuModel } = await overview(41);
    expect(totals).toEqual({
      resources: { value: 1, atLeast: true },
      accelerators: { value: 8, atLeast: true },
      acceleratorsUnknownOn: 1,
      accounts: { value: 1, atLeast: true },
      regions: { value: 1, atLeast: true },
    });
    expect(byKind).toEqual([{ kind: 'volume', count: { value: 1, atLeast: true } }]);
    expect(byGpuModel).toEqual([{ model: 'NVIDIA H100', count: { value: 8, atLeast: true } }]);
  });

  it('lose what is expired and say at least; the site it stands at reads unknown', async () => {
    await writeTestScope(database.pool, connection, items(3), { readAt: at(0) });
    await finishRun('complete');
    const { totals, bySite, byKind, attention, sources } = await overview(31);
    expect(totals.resources).toEqual({ value: 0, atLeast: true });
    expect(byKind).toEqual([]);
    expect(bySite).toMatchObject([
      {
        site: 'fra-1',
        resources: { value: 3, atLeast: true },
        status: 'unknown',
        reasons: ['acme tells nothing now', '3 resources not seen for too long'],
        accelerators: { atLeast: true },
      },
    ]);
    expect(sources).toMatchObject([{ freshness: 'expired' }]);
    expect(attention).toMatchObject([
      { status: 'unknown', href: `/connections/${connection.id}`, since: at(0).toISOString() },
    ]);
  });

  it('claim nothing before the first read', async () => {
    const { totals, attention, sources } = await overview(60);
    expect(totals.resources).toEqual({ value: 0, atLeast: true });
    expect(totals.accelerators).toEqual({ value: 0, atLeast: true });
    expect(sources).toMatchObject([{ freshness: 'never', lastReadAt: null }]);
    expect(attention).toMatchObject([{ status: 'unknown', title: 'acme tells nothing now', since: null }]);
  });
});

describe('the attention list', () => {
  it('names a connection that cannot be read, with the remedy, before all else', async () => {
    await writeTestScope(
      database.pool,
      connection,
      [
        toTestItem('a', { status: 'degraded' }),
        toTestItem('b', { status: 'failed' }),
        toTestItem('c', { status: 'failed' }),
      ],
      { readAt: at(0) },
    );
    await finishRun('failed', [
      { fault: 'credentials-rejected', message: 'The key was rejected.', remedy: 'Enter it again.' } as never,
    ]);
    const { attention } = await overview(1);
    expect(attention.map(({ status, title }) => [status, title])).toEqual([
      ['critical', 'acme cannot be read'],
      ['warning', '2 volumes failed'],
      ['warning', '1 volume degraded'],
    ]);
    expect(attention[0]).toMatchObject({ detail: 'The key was rejected.', remedy: 'Enter it again.' });
    expect(attention[1]).toMatchObject({ href: '/inventory?kind=volume&status=failed' });
  });

  it('names gaps, and the sites they touch read unknown', async () => {
    await writeTestScope(database.pool, connection, items(3), { readAt: at(0) });
    await finishRun('partial', [{ ...testGap, account: testScope.account, region: testScope.region }]);
    const { attention, bySite, totals } = await overview(1);
    expect(attention).toMatchObject([{ status: 'warning', title: 'acme is read in part' }]);
    expect(bySite).toMatchObject([{ status: 'unknown' }]);
    expect(totals.resources).toEqual({ value: 3, atLeast: true });
  });

  it('names missing details, and leaves the site and the totals alone', async () => {
    await writeTestScope(database.pool, connection, items(3), { readAt: at(0) });
    await finishRun('partial', [{ ...testGap, account: testScope.account, detailOnly: true }]);
    const { attention, bySite, totals, sources } = await overview(1);
    expect(attention).toMatchObject([{ status: 'warning', title: 'acme is read in part' }]);
    expect(bySite).toMatchObject([{ status: 'healthy', resources: { atLeast: false } }]);
    expect(totals.resources).toEqual({ value: 3, atLeast: false });
    expect(sources).toMatchObject([{ gaps: [{ detailOnly: true }] }]);
  });

  it('leaves a site alone that a gap elsewhere does not touch', async () => {
    await writeTestScope(database.pool, connection, items(3), { readAt: at(0) });
    await finishRun('partial', [{ ...testGap, region: 'us-east-1' }]);
    expect((await overview(1)).bySite).toMatchObject([{ status: 'healthy' }]);
  });

  it('names what vanished at once and is kept', async () => {
    await writeTestScope(database.pool, connection, items(30), { readAt: at(0) });
    await writeTestScope(database.pool, connection, items(2), { readAt: at(1) });
    await finishRun('complete');
    const { attention, totals } = await overview(2);
    expect(attention).toMatchObject([
      { status: 'warning', title: '28 volumes vanished at once', since: at(1).toISOString() },
    ]);
    expect(totals.resources).toEqual({ value: 30, atLeast: false });
  });

  it('does not name a few that vanished of many in the account', async () => {
    await writeTestScope(database.pool, connection, items(30), { readAt: at(0) });
    const buckets = { ...testScope, kind: 'bucket' as const };
    await writeTestScope(database.pool, connection, [toTestItem('b', { kind: 'bucket' })], {
      scope: buckets,
      readAt: at(0),
    });
    await writeTestScope(database.pool, connection, [], { scope: buckets, readAt: at(1) });
    await finishRun('complete');
    expect((await overview(2)).attention).toEqual([]);
  });

  it('names an account of which nothing is left, however little it was', async () => {
    await writeTestScope(database.pool, connection, items(2), { readAt: at(0) });
    await writeTestScope(database.pool, connection, [], { readAt: at(1) });
    await finishRun('complete');
    expect((await overview(2)).attention).toMatchObject([{ title: '2 volumes vanished at once' }]);
  });

  it('names resources that no read reaches any more', async () => {
    await writeTestScope(database.pool, connection, items(5), { readAt: at(0) });
    await writeTestScope(database.pool, connection, items(3), { readAt: at(30), gaps: [testGap] });
    await finishRun('partial', [testGap], 30);
    const { attention, totals } = await overview(31);
    expect(attention[0]).toMatchObject({ status: 'unknown', title: '2 resources have not been seen for too long' });
    expect(totals.resources).toEqual({ value: 3, atLeast: true });
  });
});

describe('the sites', () => {
  const nodes = { ...testScope, kind: 'cluster-node' as const };
  const nodesOf = (site: string, failed: number, present: number) =>
    Array.from({ length: present }, (_, index) =>
      toTestItem(`${site}-${index}`, {
        kind: nodes.kind,
        tags: { site },
        status: index < failed ? 'failed' : 'active',
      }),
    );

  it('are critical for what takes them down, and say so, by the title they have', async () => {
    await database.prisma.site.create({
      data: { name: 'fra-1', title: 'Frankfurt hall', aliases: [], updatedAt: at(0) },
    });
    const down = [...nodesOf('fra-1', 2, 8), ...nodesOf('ams-2', 1, 8)];
    await writeTestScope(database.pool, connection, down, { scope: nodes, readAt: at(0) });
    await writeTestScope(
      database.pool,
      connection,
      [
        toTestItem('v', { tags: { site: 'fra-1' }, status: 'failed' }),
        toTestItem('w', { tags: { site: 'sin-3' }, status: 'stopped' }),
      ],
      { readAt: at(0) },
    );
    await finishRun('complete');
    const { bySite, attention } = await overview(1);
    expect(bySite.map(({ site, title, status, reasons }) => [site, title, status, reasons])).toEqual([
      ['fra-1', 'Frankfurt hall', 'critical', ['2 of 8 cluster nodes failed', '1 of 1 volume failed']],
      ['ams-2', null, 'warning', ['1 of 8 cluster nodes failed']],
      ['sin-3', null, 'healthy', []],
    ]);
    expect(attention.map(({ status, title, detail }) => [status, title, detail])).toEqual([
      ['critical', '3 cluster nodes failed', 'At Frankfurt hall, ams-2.'],
      ['warning', '1 volume failed', 'At Frankfurt hall.'],
    ]);
  });

  it('are unknown where what is not read could make them critical, else at most a warning', async () => {
    await writeTestScope(database.pool, connection, items(3), { readAt: at(0) });
    await finishRun('partial', [{ ...testGap, subject: 'function' }]);
    const reasons = ['Functions of acme are read in part'];
    expect((await overview(1)).bySite).toMatchObject([{ status: 'warning', reasons, resources: { atLeast: true } }]);
    await finishRun('partial', [{ ...testGap, subject: 'cluster-node' }], 1);
    expect((await overview(2)).bySite).toMatchObject([
      { status: 'unknown', reasons: ['Cluster nodes of acme are read in part'] },
    ]);
  });
});

describe('within a bounded reach', () => {
  it('nothing outside of it is counted or told', async () => {
    await writeTestScope(
      database.pool,
      connection,
      [toTestItem('a', { tags: { site: 'fra-1' } }), toTestItem('b', { tags: { site: 'ams-2' }, status: 'failed' })],
      { readAt: at(0) },
    );
    await finishRun('complete');
    const viewer = person({ role: 'viewer', scope: { kind: 'site', site: 'fra-1' } });
    const seen = await overview(1, viewer);
    expect(seen).toMatchObject({ attention: [], totals: { resources: { value: 1 } }, recentActivity: null });
    expect(seen.bySite.map(({ site }) => site)).toEqual(['fra-1']);
    await writeTestScope(database.pool, connection, items(40), { readAt: at(2) });
    await writeTestScope(database.pool, connection, [toTestItem('b', { tags: { site: 'ams-2' } })], { readAt: at(3) });
    const held = { seen: 1, added: 0, changed: 0, gone: 0, held: 40 };
    await database.prisma.collectionRun.updateMany({ data: { counts: held } });
    expect((await overview(4, viewer)).attention).toMatchObject([{ title: '40 volumes vanished at once' }]);
    const elsewhere = person({ role: 'viewer', scope: { kind: 'site', site: 'ams-2' } });
    expect((await overview(4, elsewhere)).attention).toEqual([]);
    const stranger = person({ role: 'viewer', scope: { kind: 'site', site: 'sin-9' } });
    expect(await overview(1, stranger)).toMatchObject({
      sources: [],
      totals: { resources: { value: 0, atLeast: true } },
    });
  });
});
