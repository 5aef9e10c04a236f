import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { declareOwnScheme, withdrawOwnScheme } from '@/lib/commands/cost/declare-own-scheme';
import type { InventoryItem } from '@/lib/domain/resource';
import type { Database } from '@/lib/store/database/database';
import { createTestDatabase } from '@/lib/store/database/test-database';
import { createTestConnection, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { readUnmeasured, writeMeasuredPower } from './measured-power';
import { readEarlierNodes, readLatestNodes, readNodeDays } from './node-days';
import { readForeignNodes, recordNodeDays } from './record-node-days';

const h100 = { model: 'NVIDIA H100', memoryBytes: null };
let database: Database;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** A connection through which nodes are listed, of which each read is noted at once. */
async function connect(provider: 'kubernetes' | 'slurm', site: string) {
  const { pool } = database;
  const connection = { ...(await createTestConnection(database)), provider };
  const scope = { account: connection.id, region: 'global', kind: 'cluster-node' } as const;
  return async (at: string, nodes: (Partial<InventoryItem> & { name: string })[]) => {
    const items = nodes.map(({ name, ...rest }) =>
      toTestItem(name, { ...scope, name, tags: { site }, accelerators: [{ ...h100, count: 8 }], ...rest }),
    );
    await writeTestScope(pool, connection, items, { scope, readAt: new Date(at), listed: true });
    await recordNodeDays(pool, new Date(at));
  };
}

const day = '2026-11-01';
const readDay = (site: string) => readNodeDays(database.pool, { site, from: day, to: day, others: [] });

test('what was counted in a node on a day stays when less is told later that day, and grows when more is', async () => {
  const list = await connect('slurm', 'munich');
  const counts = async () => (await readDay('munich')).map(({ gpuModel, gpuCount }) => [gpuModel, gpuCount]);
  const devices = (count: number) => [{ ...h100, count }];
  await list(`${day}T01:00:00Z`, [{ name: 'dgx-1', accelerators: [] }]);
  expect(await counts()).toEqual([[null, 0]]);
  await list(`${day}T02:00:00Z`, [{ name: 'dgx-1', accelerators: devices(8) }]);
  await list(`${day}T03:00:00Z`, [{ name: 'dgx-1', accelerators: devices(6) }]);
  await list(`${day}T04:00:00Z`, [{ name: 'dgx-1', accelerators: [] }]);
  await list(`${day}T05:00:00Z`, [{ name: 'dgx-1', accelerators: null }]);
  expect(await counts()).toEqual([['NVIDIA H100', 8]]);
  await list('2026-11-02T01:00:00Z', [{ name: 'dgx-1', accelerators: [] }]);
  const latest = await readLatestNodes(database.pool, ['munich'], '2026-11-03');
  expect(latest).toMatchObject({ day: '2026-11-02', nodes: [{ gpuModel: null, gpuCount: 0 }] });
  const earlier = await readEarlierNodes(database.pool, ['munich'], '2026-11-03');
  expect(earlier).toMatchObject([{ day: '2026-11-02', gpuModel: 'NVIDIA H100', gpuCount: 8 }]);
  expect(await readEarlierNodes(database.pool, ['oslo'], '2026-11-03')).toEqual([]);
});

test('machines of clouds are not noted, and those of places nobody knows are told', async () => {
  const list = await connect('kubernetes', 'essen');
  await list(`${day}T01:00:00Z`, [
    { name: 'own', machine: 'kubernetes/1' },
    { name: 'aws', machine: 'aws/i-1' },
    { name: 'fargate', machine: 'aws/2' },
    { name: 'coreweave', machine: 'coreweave/3' },
    { name: 'newcloud', machine: 'newcloud/4' },
  ]);
  const listSlurm = await connect('slurm', 'essen');
  await listSlurm(`${day}T01:00:00Z`, [
    { name: 'idle', nativeStatus: 'IDLE+DRAIN' },
    { name: 'planned', nativeStatus: 'FUTURE' },
    { name: 'burst', nativeStatus: 'IDLE+CLOUD+POWERED_DOWN' },
  ]);
  expect((await readDay('essen')).map(({ name }) => name).sort()).toEqual(['idle', 'own']);
  expect(await readForeignNodes(database.pool, null)).toEqual([{ site: 'essen', scheme: 'newcloud', nodes: 1 }]);
  expect(await readForeignNodes(database.pool, ['oslo'])).toEqual([]);
});

test('machines of a scheme that people declared their own are noted, until they take it back', async () => {
  const { prisma } = database;
  const context = { actor: cliActor('test'), database, now: new Date(`${day}T00:30:00Z`), requestId: 'test' };
  const list = await connect('kubernetes', 'trento');
  const read = () => list(`${day}T01:00:00Z`, [{ name: 'made-here', machine: 'rackd/1' }]);
  const foreign = () => readForeignNodes(database.pool, ['trento']);
  await read();
  expect([await readDay('trento'), await foreign()]).toEqual([[], [{ site: 'trento', scheme: 'rackd', nodes: 1 }]]);
  for (const scheme of ['aws', 'hcloud', 'vsphere', 'unknown'])
    await expect(declareOwnScheme(context, scheme)).rejects.toMatchObject({ kind: 'invalid' });
  await declareOwnScheme(context, 'rackd');
  await declareOwnScheme(context, 'rackd');
  await read();
  expect(await readDay('trento')).toMatchObject([{ name: 'made-here', node: 'rackd/1' }]);
  expect(await foreign()).toEqual([]);
  expect(await prisma.costOwnScheme.findMany()).toMatchObject([{ scheme: 'rackd', createdBy: context.actor.label }]);
  await withdrawOwnScheme(context, 'rackd');
  await read();
  expect([await readDay('trento'), (await foreign()).length]).toEqual([[], 1]);
  await expect(withdrawOwnScheme(context, 'rackd')).rejects.toMatchObject({ kind: 'not-found' });
});

test('what a worker noted of a scheme while it was taken back is forgotten with its next pass', async () => {
  const list = await connect('kubernetes', 'bolzano');
  const raw = JSON.stringify({ metadata: { uid: 'bolzano-a' } });
  await list(`${day}T01:00:00Z`, [{ name: 'left-over', machine: 'vanished/1', raw }]);
  await database.pool.query(
    `INSERT INTO cost_node_day (day, node, site, name, native_id, provider, changed_at)
     SELECT '${day}', machine, site, name, native_id, provider, now() FROM resource WHERE machine = 'vanished/1'`,
  );
  expect(await readDay('bolzano')).toHaveLength(1);
  await recordNodeDays(database.pool, new Date(`${day}T02:00:00Z`));
  expect(await readDay('bolzano')).toEqual([]);
});

test('a node that joined before its cloud was known is forgotten once it is', async () => {
  const list = await connect('kubernetes', 'trier');
  const own = { name: 'trier-own', machine: 'kubernetes/5' };
  await list(`${day}T01:00:00Z`, [own, { name: 'trier-cloud', machine: 'kubernetes/6' }]);
  expect(await readDay('trier')).toHaveLength(2);
  await list('2026-11-02T01:00:00Z', [own, { name: 'trier-cloud', machine: 'aws/i-6' }]);
  expect((await readDay('trier')).map(({ name }) => name)).toEqual(['trier-own']);
});

test('a node in a cloud takes no days from one that had its name before, or has it in another cluster', async () => {
  const node = (uid: string, parts: Partial<InventoryItem> = {}) => ({
    name: 'ulm-1',
    machine: `kubernetes/${uid}`,
    createdAt: new Date(`${day}T00:30:00Z`),
    raw: JSON.stringify({ metadata: { uid } }),
    ...parts,
  });
  const list = await connect('kubernetes', 'ulm');
  await list(`${day}T01:00:00Z`, [node('ulm-a')]);
  const listOther = await connect('kubernetes', 'ulm');
  await listOther(`${day}T02:00:00Z`, [node('ulm-b')]);
  const createdAt = new Date('2026-11-02T00:00:00Z');
  await list('2026-11-02T01:00:00Z', [node('ulm-c', { createdAt })]);
  await list('2026-11-02T02:00:00Z', [node('ulm-c', { createdAt, machine: 'aws/i-7' })]);
  const nodesOf = async (from: string) =>
    (await readNodeDays(database.pool, { site: 'ulm', from, to: from, others: [] })).map((each) => each.node);
  expect(await nodesOf(day)).toEqual(['kubernetes/ulm-a', 'kubernetes/ulm-b']);
  expect(await nodesOf('2026-11-02')).toEqual([]);
});

test('a day is read with what its nodes did elsewhere', async () => {
  const list = await connect('slurm', 'bonn');
  await list(`${day}T01:00:00Z`, [{ name: 'a' }, { name: 'b' }]);
  await list('2026-11-02T01:00:00Z', [{ name: 'a', tags: { site: 'kiel' } }, { name: 'b' }]);
  const read = (from: string, others: string[]) =>
    readNodeDays(database.pool, { site: 'bonn', from, to: '2026-11-02', others });
  const named = (rows: Awaited<ReturnType<typeof read>>) => rows.map((row) => [row.day, row.name, row.site]);
  expect(named(await read(day, []))).toEqual([
    [day, 'a', 'bonn'],
    [day, 'b', 'bonn'],
    ['2026-11-02', 'a', 'kiel'],
    ['2026-11-02', 'b', 'bonn'],
  ]);
  expect(named(await read('2026-11-02', []))).toEqual([['2026-11-02', 'b', 'bonn']]);
  const [known] = await readDay('bonn');
  expect(named(await read('2026-11-02', [known?.node ?? '']))).toHaveLength(2);
});

test('power is looked for again as long as it may be measured more fully, and never becomes less so', async () => {
  const list = await connect('slurm', 'jena');
  await list(`${day}T12:00:00Z`, [{ name: 'dgx-1' }]);
  const look = async (at: string) => {
    const now = new Date(at);
    const found = await readUnmeasured(database.pool, [{ site: 'jena', from: day }], { to: day, now, days: 9 });
    return { nodes: found.map(({ node }) => node), now };
  };
  const measure = async (at: string, hours: number | null) => {
    const { nodes, now } = await look(at);
    const power = hours === null ? null : { milliwatts: BigInt(hours) * 1_000n, hours };
    await writeMeasuredPower(
      database.pool,
      day,
      nodes.map((node) => ({ node, power })),
      now,
    );
    const [row] = await readDay('jena');
    return [nodes.length, row?.gpuMilliwatts];
  };
  expect(await measure('2026-11-02T01:00:00Z', null)).toEqual([1, null]);
  expect(await measure('2026-11-02T01:30:00Z', 190)).toEqual([0, null]);
  expect(await measure('2026-11-02T02:00:00Z', 180)).toEqual([1, 180_000n]);
  expect(await measure('2026-11-02T04:00:00Z', 170)).toEqual([1, 180_000n]);
  expect(await measure('2026-11-02T08:00:00Z', 192)).toEqual([1, 192_000n]);
  expect(await measure('2026-11-03T12:00:00Z', 192)).toEqual([0, 192_000n]);

  await list(`${day}T13:00:00Z`, [{ name: 'dgx-1' }, { name: 'dgx-2' }]);
  await measure('2026-11-05T00:00:00Z', null);
  expect((await look('2026-11-08T00:00:00Z')).nodes).toHaveLength(1);
  expect((await look('2026-11-09T00:00:00Z')).nodes).toEqual([]);
});

test('power is looked for from the first day of a card on, of so many days at a time and the oldest first', async () => {
  const list = await connect('slurm', 'gera');
  const days = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'];
  for (const each of days) await list(`${each}T12:00:00Z`, [{ name: 'dgx-1' }, { name: 'dgx-2' }]);
  const now = new Date('2026-11-05T01:00:00Z');
  const look = async (from: string) => {
    const found = await readUnmeasured(database.pool, [{ site: 'gera', from }], { to: '2026-11-04', now, days: 2 });
    return found.map((each) => each.day);
  };
  expect(await look('2026-11-02')).toEqual(['2026-11-02', '2026-11-02', '2026-11-03', '2026-11-03']);
  for (const each of await readUnmeasured(database.pool, [{ site: 'gera', from: '2026-11-02' }], {
    to: '2026-11-03',
    now,
    days: 2,
  }))
    await writeMeasuredPower(database.pool, each.day, [{ node: each.node, power: null }], now);
  expect(await look('2026-11-02')).toEqual(['2026-11-04', '2026-11-04']);
});
