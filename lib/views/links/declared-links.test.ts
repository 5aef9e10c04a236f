import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import {
  changeDeclaredLinkSchema,
  declaredLinkInputSchema,
  declaredLinksSchema,
} from '@/lib/api/contracts/declared-links';
import { linkDetailSchema, linksPageSchema, linksQuerySchema } from '@/lib/api/contracts/links';
import { changeDeclaredLink, declareLink, removeDeclaredLink } from '@/lib/commands/links/declare-link';
import type { Role, RoleGrant } from '@/lib/domain/access';
import { toMeterResource } from '@/lib/domain/link/declared-link';
import { bareLink, type LinkFacts } from '@/lib/domain/link/link-facts';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { createTestConnection, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { listDeclaredLinks } from './list-declared';
import { readLink } from './read-link';
import { readLinksPage } from './read-links-page';

let database: TestDatabase;
let aws: ReadingConnection;
let circuit: string;
let router: string;
const now = new Date(Date.UTC(2026, 10, 1, 12, 2));
const everywhere = { kind: 'all' } as const;
const actor = (...grants: RoleGrant[]): Actor => ({
  kind: 'person',
  id: null,
  personId: null,
  label: 'ada@x.example',
  grants,
});
const as = (role: Role) => actor({ role, scope: everywhere });
const context = (who = as('operator')) => ({ actor: who, database, now, requestId: 'test' });
const declare = (said: Record<string, unknown>, who = as('operator')) =>
  declareLink(context(who), declaredLinkInputSchema.parse({ medium: 'dark-fibre', ...ends, ...said }));
const ends = { near: { site: 'munich' }, far: { site: 'prague' } };
const list = async (who = as('viewer')) =>
  linksPageSchema.parse(await readLinksPage({ actor: who, database, now }, linksQuerySchema.parse({ limit: 200 })));
const detail = async (id: string, who = as('viewer')) =>
  linkDetailSchema.parse(await readLink({ actor: who, database, now }, id));

beforeAll(async () => {
  database = await createTestDatabase();
  aws = await createTestConnection(database, 'clouds');
  for (const capability of ['inventory', 'metrics'])
    await database.prisma.collectionSchedule.create({
      data: { connectionId: aws.id, capability, intervalMs: 300_000, nextDueAt: new Date(0) },
    });
  for (const name of ['munich', 'prague', 'brno'])
    await database.prisma.site.create({ data: { name, title: name, updatedAt: now } });
  const told: LinkFacts = {
    ...bareLink({ form: 'circuit', name: 'dx', state: 'up', nativeState: 'available' }),
    capacityBitsPerSecond: 10e9,
    carriers: [],
  };
  const circuits = { account: '1', region: 'r', kind: 'private-circuit' } as const;
  const items = [toTestItem('dxcon-1', { ...circuits, nativeId: 'dxcon-1', tags: { site: 'munich' }, links: [told] })];
  await writeTestScope(database.pool, aws, items, { scope: circuits, readAt: now });
  const machines = { account: '1', region: 'r', kind: 'compute-instance' } as const;
  const machine = toTestItem('router', { ...machines, nativeId: 'router', tags: { site: 'prague' } });
  await writeTestScope(database.pool, aws, [machine], { scope: machines, readAt: now });
  const idOf = async (nativeId: string) =>
    (await database.prisma.resource.findFirstOrThrow({ where: { nativeId } })).id;
  circuit = await idOf('dxcon-1');
  router = await idOf('router');
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.prisma.declaredLink.deleteMany();
});

describe('declaring a link', () => {
  it('keeps what was said, on the record, and lists it as unknown, never up', async () => {
    const { id } = await declare({
      name: 'fibre',
      capacity: { value: 100, unit: 'Gbit/s' },
      cost: { amount: '1200.50', currency: 'EUR' },
      carrier: 'Acme',
      circuitId: 'A-1',
    });
    const { items } = await list();
    const link = items.find((one) => one.id === id);
    expect(link).toMatchObject({
      name: 'fibre',
      form: 'declared',
      health: 'unknown',
      capacity: { value: 100e9, basis: 'stated' },
      near: { site: 'munich', by: 'declared' },
      far: { site: 'prague' },
      utilization: null,
      tellers: [{ connectionId: null, provider: null }],
    });
    expect(link?.standing.state).toBe('unknown');
    const entry = await database.prisma.auditEntry.findFirstOrThrow({ orderBy: { sequence: 'desc' } });
    expect(entry).toMatchObject({ action: 'declared-link.create', outcome: 'done' });
    const [declared] = declaredLinksSchema.parse(await listDeclaredLinks({ actor: as('admin'), database, now })).items;
    expect(declared).toMatchObject({ cost: { amount: '1200.5', currency: 'EUR' }, costHidden: false, version: 1 });
    const [hidden] = (await listDeclaredLinks({ actor: as('viewer'), database, now })).items;
    expect(hidden).toMatchObject({ cost: null, costHidden: true });
  });

  it.each([
    ['both ends at one site', { far: { site: 'munich' } }, 'far'],
    ['a site nobody knows', { far: { site: 'atlantis' } }, 'far.site'],
    ['a resource that is not there', { far: { resource: '01900000-0000-7000-8000-000000000000' } }, 'far.resource'],
    ['a link that is not there', { ridesOn: ['01900000-0000-7000-8000-000000000000'] }, 'ridesOn.0'],
    ['a way nobody probes', { meters: [{ by: 'probe', from: 'munich', to: 'brno', kind: 'icmp' }] }, 'meters.0.to'],
  ])('refuses %s', async (_, said, path) => {
    await expect(declare({ name: 'x', ...said })).rejects.toMatchObject({ kind: 'invalid', errors: [{ path }] });
    expect(await database.prisma.declaredLink.count()).toBe(0);
  });

  it('refuses no capacity at all, nought, and a rate without a unit', () => {
    const parse = (capacity: unknown) =>
      declaredLinkInputSchema.safeParse({ name: 'x', medium: 'mpls', ...ends, capacity }).success;
    expect([
      parse({ value: 0, unit: 'Gbit/s' }),
      parse({ value: -1, unit: 'Gbit/s' }),
      parse({ value: 10 }),
      parse(10),
    ]).toEqual([false, false, false, false]);
    expect(parse({ value: 10, unit: 'Gbit/s' })).toBe(true);
  });

  it('refuses a second one of a name, and of a carrier’s circuit, however they are spelled', async () => {
    await declare({ name: 'fibre', carrier: 'Acme', circuitId: 'A-1' });
    await expect(declare({ name: 'FIBRE' })).rejects.toMatchObject({ kind: 'conflict' });
    await expect(declare({ name: 'y', carrier: 'acme', circuitId: 'a-1' })).rejects.toMatchObject({ kind: 'conflict' });
    await declare({ name: 'z', carrier: 'Other', circuitId: 'A-1' });
  });

  it('lets nobody change what somebody else changed meanwhile, nor what the file declares, nor without permission', async () => {
    const link = await declare({ name: 'fibre' });
    const change = (rest: object, who = as('operator')) =>
      changeDeclaredLink(
        context(who),
        link.id,
        changeDeclaredLinkSchema.parse({
          name: 'fibre',
          medium: 'mpls',
          ...ends,
          reason: 'moved',
          basedOn: 1,
          ...rest,
        }),
      );
    expect(await change({ name: 'renamed' })).toMatchObject({ name: 'renamed', version: 2 });
    await expect(change({})).rejects.toMatchObject({ kind: 'conflict' });
    await expect(change({ basedOn: 2 }, as('finance'))).rejects.toMatchObject({ kind: 'denied' });
    await database.prisma.declaredLink.update({ where: { id: link.id }, data: { managedBy: 'file' } });
    await expect(change({ basedOn: 2 })).rejects.toMatchObject({ kind: 'conflict' });
    await expect(removeDeclaredLink(context(), link.id, 'gone')).rejects.toMatchObject({ kind: 'conflict' });
    expect((await list()).items.find(({ id }) => id === link.id)?.name).toBe('renamed');
  });

  it('keeps the cost that whoever changes it does not see, and lets who does take it away', async () => {
    const { id } = await declare({ name: 'fibre', cost: { amount: '7', currency: 'EUR' } });
    const change = async (basedOn: number, role: Role) => {
      const said = { name: 'fibre', medium: 'mpls', ...ends, cost: null, reason: 'x', basedOn };
      return (await changeDeclaredLink(context(as(role)), id, changeDeclaredLinkSchema.parse(said))).cost;
    };
    expect(await change(1, 'operator')).toEqual({ amount: '7', currency: 'EUR' });
    expect(await change(2, 'admin')).toBeNull();
  });

  it('decides by the link who sees its cost: whoever does may take it away, and nobody else say it or move it into sight', async () => {
    const finance: RoleGrant = { role: 'finance', scope: { kind: 'site', site: 'munich' } };
    const who = actor({ role: 'operator', scope: everywhere }, finance);
    const cost = { amount: '7', currency: 'EUR' };
    const change = async (id: string, basedOn: number, said: object) => {
      const input = { name: 'x', medium: 'mpls', ...ends, reason: 'x', basedOn, ...said };
      return (await changeDeclaredLink(context(who), id, changeDeclaredLinkSchema.parse(input))).cost;
    };
    const seen = await declare({ name: 'x', cost });
    expect(await change(seen.id, 1, {})).toBeNull();
    await database.prisma.declaredLink.deleteMany();
    const beyond = await declare({ name: 'x', cost, near: { site: 'brno' } });
    await expect(change(beyond.id, 1, { near: { site: 'brno' }, cost })).rejects.toMatchObject({ kind: 'denied' });
    await expect(change(beyond.id, 1, {})).rejects.toMatchObject({ kind: 'denied' });
    expect(await change(beyond.id, 1, { near: { site: 'brno' } })).toEqual(cost);
    const [answer] = (await listDeclaredLinks({ actor: who, database, now })).items;
    expect(answer).toMatchObject({ cost: null, costHidden: true });
  });

  it('keeps what the person left alone and is not there any more, and drops what they took away', async () => {
    const below = await declare({ name: 'below' });
    const { id } = await declare({ name: 'mpls', far: { resource: router }, ridesOn: [below.id, circuit] });
    await removeDeclaredLink(context(), below.id, 'gone');
    const there = (goneAt: Date | null) =>
      database.prisma.resource.updateMany({
        where: { id: { in: [circuit, router] } },
        data: { goneAt, ...(goneAt && { lastSeenAt: goneAt }) },
      });
    await there(now);
    try {
      const shown = async () =>
        declaredLinksSchema.parse(await listDeclaredLinks({ actor: as('operator'), database, now })).items[0];
      expect((await shown())?.ridesOn).toEqual([
        { id: null, name: 'A declared link that was removed', at: 0 },
        { id: null, name: 'dxcon-1', at: 1 },
      ]);
      const change = (said: object) =>
        changeDeclaredLink(
          context(),
          id,
          changeDeclaredLinkSchema.parse({ name: 'mpls', medium: 'mpls', reason: 'x', ...said }),
        );
      const kept = { near: { kept: true }, far: { kept: true } };
      const changed = await change({ ...kept, ridesOn: [{ kept: 1 }], notes: 'touched', basedOn: 1 });
      expect(changed).toMatchObject({
        notes: 'touched',
        near: { site: 'munich' },
        far: { connectionId: aws.id, nativeId: 'router' },
        ridesOn: [{ connectionId: aws.id, nativeId: 'dxcon-1' }],
      });
      await expect(change({ ...kept, ridesOn: [{ kept: 1 }], basedOn: 2 })).rejects.toMatchObject({
        errors: [{ path: 'ridesOn.0' }],
      });
    } finally {
      await there(null);
    }
  });

  it('may end at a place that is no site, which is told by its name, and a site is never taken for one', async () => {
    const { id } = await declare({ name: 'fibre', far: { place: 'Carrier hotel' } });
    expect((await detail(id)).link.far).toEqual({ site: null, label: 'Carrier hotel', by: 'declared' });
    const [answer] = declaredLinksSchema.parse(await listDeclaredLinks({ actor: as('viewer'), database, now })).items;
    expect(answer?.far).toEqual({ site: null, resource: null, place: 'Carrier hotel' });
    expect((await declare({ name: 'x', far: { place: 'prague' } })).far).toEqual({ site: 'prague' });
    await expect(declare({ name: 'x', near: { place: 'A' }, far: { place: 'a' } })).rejects.toMatchObject({
      errors: [{ path: 'far' }],
    });
  });

  it('names of what it rides on only what is within reach', async () => {
    const below = await declare({ name: 'below', near: { site: 'brno' } });
    await declare({ name: 'mpls', near: { site: 'munich' }, far: { site: 'brno' }, ridesOn: [below.id, circuit] });
    const ridesOn = async (who: Actor) =>
      (await listDeclaredLinks({ actor: who, database, now })).items.find(({ name }) => name === 'mpls')?.ridesOn;
    expect((await ridesOn(as('viewer')))?.map(({ name }) => name)).toEqual(['below', 'dxcon-1']);
    const bounded = actor({ role: 'viewer', scope: { kind: 'site', site: 'munich' } });
    expect(await ridesOn(bounded)).toEqual([{ id: circuit, name: 'dxcon-1', at: 1 }]);
  });

  it('shows it to whoever may see one of its ends', async () => {
    const { id } = await declare({ name: 'fibre' });
    const of = (site: string) => actor({ role: 'viewer', scope: { kind: 'site', site } });
    expect((await list(of('prague'))).items.map((one) => one.id)).toContain(id);
    expect((await list(of('brno'))).items.map((one) => one.id)).not.toContain(id);
    await expect(detail(id, of('brno'))).rejects.toMatchObject({ kind: 'not-found' });
    expect((await listDeclaredLinks({ actor: of('brno'), database, now })).items).toEqual([]);
  });
});

describe('a declared link in the net', () => {
  it('counts no spare and no rider beyond reach', async () => {
    const { id } = await declare({ name: 'ring north', redundancyGroup: 'ring' });
    await declare({ name: 'ring south', redundancyGroup: 'ring', far: { site: 'brno' } });
    await declare({ name: 'overlay', far: { site: 'brno' }, ridesOn: [id] });
    const row = async (who: Actor) => (await list(who)).items.find((one) => one.id === id);
    expect(await row(as('viewer'))).toMatchObject({ spares: 1, riders: 1 });
    const bounded = actor({ role: 'viewer', scope: { kind: 'site', site: 'prague' } });
    expect(await row(bounded)).toMatchObject({ spares: 0, riders: 0 });
    const page = await detail(id, bounded);
    expect([page.link.spares, page.link.riders, page.spares, page.riders]).toEqual([0, 0, [], []]);
  });

  it('is one with the circuit that a provider tells of, its tellers side by side', async () => {
    const { id } = await declare({ name: 'fibre', circuitId: 'DXCON-1' });
    const { items } = await list();
    expect(items.map(({ name }) => name)).toEqual(['dx']);
    const link = await detail(id);
    expect(link.link).toMatchObject({ id: circuit, name: 'dx', health: 'healthy' });
    expect(link.told.map(({ connectionName }) => connectionName)).toEqual(['clouds', 'This console']);
    // The provider does not say where it ends; who declared it does.
    expect(link.link.far.site).toBe('prague');
  });

  it('rides on what it is said to, carries what it is said to, and is spared by its group', async () => {
    const spare = await declare({ name: 'spare', redundancyGroup: 'ring' });
    const link = await declare({ name: 'mpls', redundancyGroup: 'ring', ridesOn: [circuit] });
    const rider = await declare({ name: 'overlay', far: { resource: router } });
    await declare({ name: 'below', far: { site: 'brno' }, carries: [rider.id] });
    expect((await detail(link.id)).carriers?.map(({ id }) => id)).toEqual([circuit]);
    expect((await detail(circuit)).riders.map(({ id }) => id)).toEqual([link.id]);
    expect((await detail(link.id)).spares.map(({ id }) => id)).toEqual([spare.id]);
    const overlay = await detail(rider.id);
    expect(overlay.carriers?.map(({ name }) => name)).toEqual(['below']);
    expect(overlay.link.far).toMatchObject({ site: 'prague', label: 'router' });
  });

  it('stands as its series say, and carries what they count', async () => {
    const { id } = await declare({ name: 'fibre', capacity: { value: 1, unit: 'Gbit/s' } });
    const prometheus = await createTestConnection(database, `counters ${id}`);
    await database.prisma.connection.update({ where: { id: prometheus.id }, data: { provider: 'prometheus' } });
    await database.prisma.collectionSchedule.create({
      data: { connectionId: prometheus.id, capability: 'metrics', intervalMs: 60_000, nextDueAt: new Date(0) },
    });
    const series = { by: 'prometheus', connectionId: prometheus.id, isCounter: true, unit: 'bytes' };
    const meters = [
      { ...series, series: 'ifHCInOctets{ifName="xe-0"}', measures: 'receive' },
      { ...series, series: 'ifHCOutOctets', measures: 'transmit' },
      { ...series, series: 'ifOperStatus', measures: 'state', unit: null, isCounter: false },
    ];
    const change = { name: 'fibre', medium: 'mpls', ...ends, capacity: { value: 1, unit: 'Gbit/s' }, basedOn: 1 };
    const bad = { ...change, reason: 'x', meters: [{ ...series, series: 'x', measures: 'receive', unit: null }] };
    await expect(changeDeclaredLink(context(), id, changeDeclaredLinkSchema.parse(bad))).rejects.toMatchObject({
      errors: [{ path: 'meters.0.unit' }],
    });
    await changeDeclaredLink(context(), id, changeDeclaredLinkSchema.parse({ ...change, reason: 'measured', meters }));
    const at = new Date(now.getTime() - 30_000);
    const written = (metric: 'link.io.rate' | 'link.state', value: number, direction?: string) => ({
      metric,
      definition: metric,
      subject: 'link' as const,
      attributes: { resource: toMeterResource(id), ...(direction === undefined ? {} : { direction }) },
      points: [{ at, value }],
    });
    const samples = [
      written('link.io.rate', 25e6, 'receive'),
      written('link.io.rate', 1e6, 'transmit'),
      written('link.state', 1),
    ];
    await metricStoreOf(database.pool).write(
      { connectionId: prometheus.id, series: samples, now },
      async () => undefined,
    );
    expect((await detail(id)).link).toMatchObject({
      health: 'healthy',
      receive: { value: 200e6, basis: 'measured' },
      transmit: { value: 8e6 },
      utilization: { value: 0.2 },
    });
  });
});
