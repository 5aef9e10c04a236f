import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { sitePageSchema, siteStandingsSchema } from '@/lib/api/contracts/site-pages';
import type { RoleGrant } from '@/lib/domain/access';
import { bareLink, type LinkFacts } from '@/lib/domain/link/link-facts';
import type { Gap } from '@/lib/domain/provider-fault';
import type { InventoryItem, ResourceKind } from '@/lib/domain/resource';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { createTestConnection, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { readSitePage } from './read-site-page';
import { readSiteStandings } from './read-site-standings';

let database: TestDatabase;
let aws: ReadingConnection;
let cluster: ReadingConnection;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));

function actor(...grants: RoleGrant[]): Actor {
  return { kind: 'person', id: null, personId: null, label: 'test', grants };
}
const everyone = actor({ role: 'viewer', scope: { kind: 'all' } });
const ofSite = (site: string) => actor({ role: 'viewer', scope: { kind: 'site', site } });
const ofTeam = (team: string) => actor({ role: 'viewer', scope: { kind: 'team', team } });

const standings = async (who = everyone, now = at(2)) =>
  siteStandingsSchema.parse(await readSiteStandings({ actor: who, database, now }));
const standing = async (name: string, who = everyone, now = at(2)) => {
  const found = (await standings(who, now)).items.find((item) => item.name === name);
  if (found === undefined) throw new RangeError(`${name} is not told`);
  return found;
};
const page = async (name: string, who = everyone, now = at(2)) =>
  sitePageSchema.parse(await readSitePage({ actor: who, database, now }, name));
const partOf = async (name: string, part: string, now = at(2)) =>
  (await page(name, everyone, now)).parts.find((one) => one.part === part);

const link = (name: string, rest: Partial<LinkFacts> = {}): LinkFacts => ({
  ...bareLink({ form: 'vpn-tunnel', name, state: 'up', nativeState: 'UP' }),
  ...rest,
});

function write(connection: ReadingConnection, kind: ResourceKind, items: Partial<InventoryItem>[], read = {}) {
  const scope = { account: '1', region: 'r', kind };
  const toItem = (item: Partial<InventoryItem>) =>
    toTestItem(item.name ?? 'one', { kind, account: '1', region: 'r', ...item });
  return writeTestScope(database.pool, connection, items.map(toItem), { scope, readAt: at(0), ...read });
}

async function connect(provider: 'aws' | 'slurm', name: string): Promise<ReadingConnection> {
  const connection = await createTestConnection(database, name);
  await database.prisma.connection.update({ where: { id: connection.id }, data: { provider } });
  await database.prisma.collectionSchedule.create({
    data: { connectionId: connection.id, capability: 'inventory', nextDueAt: new Date(0) },
  });
  return { ...connection, provider };
}

async function finish(connection: ReadingConnection, gaps: Gap[] = []) {
  const outcome = gaps.length === 0 ? ('complete' as const) : ('partial' as const);
  await database.prisma.collectionRun.create({
    data: {
      connectionId: connection.id,
      capability: 'inventory',
      fencingToken: 1,
      outcome,
      startedAt: at(0),
      finishedAt: at(0),
      gaps: gaps.map((gap) => ({ ...gap })),
    },
  });
}

const place = (name: string, latitude: number | null) =>
  database.prisma.site.create({
    data: { name, title: name.toUpperCase(), latitude, longitude: latitude, aliases: [], updatedAt: at(0) },
  });
const gpus = (count: number) => [{ model: 'NVIDIA H100', count, memoryBytes: null }];

beforeAll(async () => {
  database = await createTestDatabase();
  aws = await connect('aws', 'clouds');
  cluster = await connect('slurm', 'batch');
  await Promise.all([place('dublin', 53), place('oslo', null), place('empty', 1)]);
  await write(aws, 'kubernetes-cluster', [{ name: 'k8s', tags: { site: 'dublin' } }]);
  await write(aws, 'volume', [{ name: 'vol', tags: { site: 'dublin', team: 'vision' } }]);
  await write(aws, 'compute-instance', [
    { name: 'a', tags: { site: 'dublin' } },
    { name: 'b', tags: { site: 'dublin' }, status: 'failed' },
    { name: 'c', tags: { site: 'oslo' }, accelerators: gpus(8) },
    { name: 'd', tags: { site: 'oslo' }, accelerators: null },
    { name: 'e', tags: null },
  ]);
  await write(aws, 'vpn-connection', [
    {
      name: 'vpn',
      tags: { site: 'dublin' },
      links: [
        link('vpn', { form: 'vpn-connection' }),
        link('one', { key: 'a', partOf: '', state: 'down' }),
        link('two', { key: 'b', partOf: '' }),
      ],
    },
    { name: 'lost', tags: { site: 'dublin' }, links: [link('lost', { state: 'down' })] },
  ]);
  await write(cluster, 'batch-cluster', [{ name: 'slurm', tags: { site: 'hall' } }]);
  await finish(aws);
  await finish(cluster);
});
afterAll(() => database.close());

describe('the list of sites', () => {
  it('has described sites, sites only seen, and what can be nowhere, each told apart', async () => {
    const { items, counts } = await standings();
    expect(items.map(({ name, isDescribed, isUnplaced }) => [name, isDescribed, isUnplaced]).sort()).toEqual([
      ['dublin', true, false],
      ['empty', true, false],
      ['hall', false, false],
      ['oslo', true, false],
      ['unplaced', false, true],
    ]);
    expect(counts).toMatchObject({ offMap: 3, undescribed: 1 });
    expect(await standing('oslo')).toMatchObject({ title: 'OSLO', latitude: null });
  });

  it('is as old as the oldest of what it is put together from', async () => {
    await standings();
    const soon = new Date(at(2).getTime() + 4_000);
    expect((await standings(everyone, soon)).at).toBe(at(2).toISOString());
  });

  it('calls a site unknown of which no source tells, and its nothing at least', async () => {
    expect(await standing('empty')).toMatchObject({
      status: 'unknown',
      reasons: ['No source tells of it'],
      resources: { value: 0, atLeast: true },
      links: { total: { value: 0, atLeast: true } },
      gpus: { total: { value: 0, atLeast: true } },
      oldestSourceAt: null,
    });
  });

  it('is the worst of its parts, and says why', async () => {
    const { status, reasons, parts, links } = await standing('dublin');
    expect(status).toBe('critical');
    expect(reasons).toContain('1 of 2 compute instances failed');
    expect(parts.map(({ part, status }) => [part, status])).toEqual([
      ['control-plane', 'healthy'],
      ['data-plane', 'critical'],
      ['gpus', null],
      ['storage', 'healthy'],
      ['sources', 'healthy'],
    ]);
    expect(links).toEqual({ total: { value: 2, atLeast: false }, down: 1, degraded: 0, lostSpares: 0, unknown: 0 });
  });

  it('knows a part that is not there from one that nobody could tell of', async () => {
    const hall = await standing('hall');
    const of = (part: string) => hall.parts.find((one) => one.part === part);
    expect(of('storage')).toMatchObject({ presence: 'untold', status: 'unknown' });
    expect(of('storage')?.reason).toBe('No source that is read of it lists storage');
    expect(of('gpus')).toMatchObject({ presence: 'none', status: null, reason: null });
    expect((await standing('dublin')).parts[2]).toMatchObject({ presence: 'none', status: null });
    // It hangs on nothing that no source could ever tell.
    expect(hall.status).toBe('healthy');
  });

  it('tells the GPUs that are counted, at least, and never calls unmeasured ones healthy', async () => {
    const { gpus: told, parts, status } = await standing('oslo');
    expect(told).toMatchObject({ total: { value: 8, atLeast: true }, healthUnknown: 8, failed: 0 });
    expect(told.active).toEqual({ value: 0, unknown: 8, atLeast: true });
    expect(parts[2]).toMatchObject({ presence: 'present', status: 'unknown', basis: 'unknown' });
    expect(status).toBe('unknown');
  });

  it('is unknown, whatever it was, once its source tells nothing any more', async () => {
    const hall = await standing('hall', everyone, at(40));
    expect(hall).toMatchObject({ status: 'unknown', oldestSourceAt: at(0).toISOString() });
    expect(hall.parts[0]).toMatchObject({ status: 'unknown', reason: '1 batch cluster not seen for too long' });
    expect(await standing('hall', everyone, at(20))).toMatchObject({ status: 'warning' });
  });
});

describe('within a bounded reach', () => {
  it('only the named site is told, described or not, with nothing of others', async () => {
    const { items, sources } = await standings(ofSite('hall'));
    expect(items.map(({ name }) => name)).toEqual(['hall']);
    expect(sources.map(({ connectionName }) => connectionName)).toEqual(['batch']);
    expect((await standings(ofSite('empty'))).items.map(({ name }) => name)).toEqual(['empty']);
    await expect(page('dublin', ofSite('hall'))).rejects.toThrow('There is no such site');
    await expect(page('nowhere')).rejects.toThrow('There is no such site');
  });

  it('a team sees a site by what is theirs alone', async () => {
    const { items } = await standings(ofTeam('vision'));
    expect(items.map(({ name, status, resources }) => [name, status, resources.value])).toEqual([
      ['dublin', 'healthy', 1],
    ]);
    expect((await page('dublin', ofTeam('vision'))).links).toEqual([]);
  });
});

describe("a site's page", () => {
  it('says of each part what it is made of, how old that is and who tells', async () => {
    expect(await partOf('dublin', 'data-plane')).toMatchObject({
      basis: 'derived',
      at: at(0).toISOString(),
      findings: [
        { status: 'critical', says: '1 of 2 compute instances failed' },
        { status: 'critical', says: '1 of 2 links down, and nothing stands in' },
      ],
      tallies: [
        { kind: 'compute-instance', present: 2, failed: 1, degraded: 0, unknown: 0 },
        { kind: 'vpn-connection', present: 2 },
        { kind: 'link', present: 2, failed: 1 },
      ],
      sources: [{ connectionId: aws.id, capability: 'inventory' }],
    });
  });

  it('tells its links, the worst first, its GPUs by model and who saw it first', async () => {
    const dublin = await page('dublin');
    expect(dublin.links.map(({ name }) => name)).toEqual(['lost', 'vpn']);
    expect(dublin.firstSeen).toMatchObject({ at: at(0).toISOString(), connectionName: 'clouds', provider: 'aws' });
    expect(dublin.places).toEqual([
      { connectionId: aws.id, connectionName: 'clouds', provider: 'aws', account: '1', region: 'r', resources: 6 },
    ]);
    expect((await page('oslo')).gpus.models).toMatchObject([
      { model: 'NVIDIA H100', total: { value: 8, atLeast: true }, healthUnknown: 8 },
    ]);
    expect((await page('empty')).firstSeen).toBeNull();
  });
});
