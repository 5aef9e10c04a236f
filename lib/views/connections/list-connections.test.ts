import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { connectionRunsSchema, connectionsSchema, providersSchema } from '@/lib/api/contracts/connections';
import type { RoleGrant } from '@/lib/domain/access';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { toCollectionLease } from '@/lib/store/leases/collection-lease';
import { listConnections, readConnection } from './list-connections';
import { listProviders } from './list-providers';
import { listRuns } from './list-runs';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.prisma.connection.deleteMany());

function as(...grants: RoleGrant[]) {
  const actor: Actor = { kind: 'person', id: 'p', personId: 'p', label: 'p@example.com', grants };
  return { actor, database, now: new Date() };
}
const everything = () => as({ role: 'viewer', scope: { kind: 'all' } });

async function connect(name: string): Promise<string> {
  const { id } = await database.prisma.connection.create({
    data: {
      provider: 'aws',
      name,
      settings: { regions: [] },
      tagRules: { owner: ['owner'], team: [], site: [] },
      intervalMs: 600_000,
      schedules: { create: { capability: 'inventory', nextDueAt: new Date() } },
    },
  });
  return id;
}

function record(connectionId: string, minutesAgo: number, changes: object = {}) {
  const startedAt = new Date(Date.now() - minutesAgo * 60_000);
  return database.prisma.collectionRun.create({
    data: {
      connectionId,
      capability: 'inventory',
      fencingToken: 1n,
      startedAt,
      finishedAt: new Date(startedAt.getTime() + 30_000),
      outcome: 'complete',
      counts: { seen: 3, added: 3, changed: 0, gone: 0, held: 0 },
      ...changes,
    },
  });
}

function own(connectionId: string, team: string, changes: { account?: string; goneAt?: Date } = {}) {
  const now = new Date();
  return database.prisma.resource.create({
    data: {
      connectionId,
      provider: 'aws',
      kind: 'volume',
      nativeId: `arn:${team}:${connectionId}`,
      nativeType: 'AWS::EC2::Volume',
      name: 'v',
      account: '1',
      region: 'us-east-1',
      scopeRegion: 'us-east-1',
      site: 'aws/us-east-1',
      team,
      status: 'active',
      firstSeenAt: now,
      lastSeenAt: now,
      changedAt: now,
      contentHash: new Uint8Array(16),
      searchText: 'v',
      ...changes,
    },
  });
}

describe('the list of connections', () => {
  test('fits its contract and tells status, ages, calls and the last run', async () => {
    const id = await connect('research');
    const gap = { fault: 'permission-missing', region: 'eu-central-1', message: 'Denied.', remedy: 'Allow it.' };
    await record(id, 20);
    await record(id, 5, { outcome: 'partial', gaps: [gap] });
    const scope = { connectionId: id, account: '1', region: 'us-east-1', kind: 'volume' };
    await database.prisma.inventoryScope.create({ data: { ...scope, lastReadAt: new Date(Date.now() - 300_000) } });
    const calls = { operation: 'ec2:DescribeInstances', attempts: 5n, failures: 1n, costMicroUsd: 20n };
    await database.prisma.apiUsage.create({ data: { connectionId: id, day: new Date(), ...calls } });
    const longAgo = new Date(Date.now() - 40 * 86_400_000);
    await database.prisma.apiUsage.create({ data: { connectionId: id, day: longAgo, ...calls } });
    const { items } = connectionsSchema.parse(await listConnections(everything()));
    expect(items).toMatchObject([
      {
        name: 'research',
        status: 'warning',
        statusSentence: 'eu-central-1: Denied.',
        remedy: 'Allow it.',
        hasSecret: false,
        lastRun: { outcome: 'partial', durationMs: 30_000 },
        apiSpend: { calls: 5, costMicroUsd: 20 },
        resources: { value: 0, atLeast: true },
        sources: [{ capability: 'inventory', freshness: 'fresh', gaps: [gap] }],
      },
    ]);
    const [source] = items[0]?.sources ?? [];
    expect(Date.parse(source?.lastReadAt ?? '')).toBeGreaterThan(Date.parse(source?.lastCompleteAt ?? ''));
  });

  test('one never read is waiting, and its age is never', async () => {
    await connect('new');
    const { items } = connectionsSchema.parse(await listConnections(everything()));
    expect(items[0]).toMatchObject({ status: 'in-progress', lastRun: null, sources: [{ freshness: 'never' }] });
  });

  test('a run whose worker is gone does not read as running', async () => {
    const id = await connect('research');
    await record(id, 1, { outcome: 'running', finishedAt: null, counts: undefined, fencingToken: 7n });
    expect((await readConnection(everything(), id)).lastRun?.outcome).toBe('abandoned');
    const lease = { name: toCollectionLease(id, 'inventory'), holder: 'w', fencingToken: 7n };
    await database.prisma.lease.create({ data: { ...lease, expiresAt: new Date(Date.now() + 60_000) } });
    expect((await readConnection(everything(), id)).lastRun?.outcome).toBe('running');
  });

  test('shows a person of one team only connections through which something of theirs was read', async () => {
    const theirs = await connect('theirs');
    const others = await connect('others');
    await own(theirs, 'vision');
    await own(theirs, 'speech');
    await own(others, 'speech');
    const vision = as({ role: 'viewer', scope: { kind: 'team', team: 'vision' } });
    const { items } = await listConnections(vision);
    expect(items.map(({ name }) => name)).toEqual(['theirs']);
    expect(items[0]?.resources.value).toBe(1);
    await expect(readConnection(vision, others)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(listRuns(vision, others, { limit: 10 })).rejects.toMatchObject({ kind: 'not-found' });
    await expect(listConnections(as())).rejects.toMatchObject({ kind: 'denied' });
  });

  test('tells a person of one team nothing of accounts where nothing of theirs stands', async () => {
    const id = await connect('shared');
    const roleArns = ['arn:aws:iam::111122223333:role/read', 'arn:aws:iam::444455556666:role/read'];
    await database.prisma.connection.update({ where: { id }, data: { settings: { roleArns } } });
    await own(id, 'vision', { account: '111122223333' });
    await own(id, 'speech', { account: '444455556666' });
    const elsewhere = { fault: 'permission-missing', account: '444455556666', message: 'Denied in 444455556666.' };
    const calls = [{ operation: 'ec2:DescribeInstances', attempts: 5, failures: 0, costMicroUsd: 20 }];
    await record(id, 5, { outcome: 'partial', gaps: [elsewhere], calls });
    const scope = { connectionId: id, account: '111122223333', region: 'us-east-1', kind: 'volume' };
    await database.prisma.inventoryScope.create({ data: { ...scope, lastReadAt: new Date() } });
    const vision = as({ role: 'viewer', scope: { kind: 'team', team: 'vision' } });
    const { items } = connectionsSchema.parse(await listConnections(vision));
    const withheld = { outcome: 'complete', counts: null, gaps: [], calls: null };
    expect(items).toMatchObject([
      {
        status: 'healthy',
        settings: null,
        apiSpend: null,
        resources: { value: 1, atLeast: false },
        lastRun: withheld,
        sources: [{ gaps: [] }],
      },
    ]);
    const runs = connectionRunsSchema.parse(await listRuns(vision, id, { limit: 10 }));
    expect(runs.items).toMatchObject([withheld]);
    expect(JSON.stringify([items, runs])).not.toContain('444455556666');

    const here = { fault: 'permission-missing', account: '111122223333', message: 'Denied in 111122223333.' };
    await record(id, 1, { outcome: 'partial', gaps: [elsewhere, here] });
    const after = await readConnection(vision, id);
    expect(after).toMatchObject({
      status: 'warning',
      statusSentence: 'Denied in 111122223333.',
      lastRun: { outcome: 'partial', gaps: [here] },
    });
    expect(await readConnection(everything(), id)).toMatchObject({
      settings: { roleArns },
      lastRun: { counts: { seen: 3 }, gaps: [elsewhere, here] },
    });
  });

  test('hides a connection again once what was theirs is gone', async () => {
    const id = await connect('left');
    await own(id, 'vision', { goneAt: new Date() });
    const vision = as({ role: 'viewer', scope: { kind: 'team', team: 'vision' } });
    expect((await listConnections(vision)).items).toEqual([]);
    await expect(listRuns(vision, id, { limit: 10 })).rejects.toMatchObject({ kind: 'not-found' });
  });
});

test('runs page by keyset to the very first, each once, latest first', async () => {
  const id = await connect('research');
  for (let minute = 0; minute < 7; minute += 1) await record(id, minute);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = connectionRunsSchema.parse(await listRuns(everything(), id, { cursor, limit: 3 }));
    seen.push(...page.items.map(({ startedAt }) => startedAt));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toHaveLength(7);
  expect(seen).toEqual([...new Set(seen)].sort().reverse());
  await expect(listRuns(everything(), id, { cursor: 'bm9uc2Vuc2U', limit: 3 })).rejects.toMatchObject({
    kind: 'invalid',
  });
});

test('providers describe their forms, and mark what is secret', async () => {
  const { items } = providersSchema.parse(await listProviders(everything()));
  const [aws] = items;
  expect(aws).toMatchObject({ id: 'aws', capabilities: ['inventory', 'metrics', 'cost', 'prices'] });
  expect(aws?.fields.filter(({ secret }) => secret).map(({ name }) => name)).toContain('secretAccessKey');
  expect(aws?.instructions.length).toBeGreaterThan(0);
});
