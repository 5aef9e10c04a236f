import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import type { PutSite } from '@/lib/api/contracts/sites';
import { noPlacement } from '@/lib/domain/site/placement';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { createTestConnection, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { readPlacement } from '@/lib/store/sites/read-placement';
import { readResourceDetail } from '@/lib/views/inventory/read-resource-detail';
import { readSiteRules } from '@/lib/views/sites/read-sites';
import { deleteSite } from './delete-site';
import { clearSiteOverride, overrideSite } from './override-site';
import { putSite } from './put-site';
import { putSiteRules } from './put-site-rules';

let database: TestDatabase;
let connection: ReadingConnection;
const context = () => ({ actor: cliActor('test'), database, now: new Date(), requestId: 'test' });
const munich: PutSite = { title: 'Munich', country: 'DE', latitude: 48.1, longitude: 11.6, aliases: ['Munich-Hall'] };
const rule = { provider: null, account: null, region: null, kind: null, name: null, overrulesTags: false };

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.prisma.siteRule.deleteMany();
  await database.prisma.siteOverride.deleteMany();
  await database.prisma.site.deleteMany();
  await database.prisma.resource.deleteMany();
  await database.prisma.connection.deleteMany();
  connection = await createTestConnection(database);
  await putSite(context(), 'munich', munich);
});
afterAll(() => database.close());

/** Reads one item with all that is set now, and answers how it is shown. */
async function readAgain(tags: Record<string, string> | null = {}) {
  const placement = await readPlacement(database.pool, connection.id);
  await writeTestScope(database.pool, connection, [toTestItem('vol-1', { tags })], { placement });
  const { id } = await database.prisma.resource.findFirstOrThrow({ where: { connectionId: connection.id } });
  return readResourceDetail(context(), id);
}

describe('a resource', () => {
  test('stands in the site its tag means, whatever the spelling, and the panel says why', async () => {
    expect(await readAgain({ site: 'munich-hall' })).toMatchObject({
      site: 'munich',
      placement: { site: 'munich', by: 'tag', detail: 'munich-hall', override: null },
    });
  });

  test('moves with the next read after a rule was set, and says so until then', async () => {
    const before = await readAgain();
    const { revision } = await readSiteRules(context());
    await putSiteRules(context(), { revision, rules: [{ ...rule, site: 'munich', region: before.region }] });
    expect(await readResourceDetail(context(), before.id)).toMatchObject({
      site: before.site,
      placement: { site: 'munich', by: 'rule', detail: '1' },
    });
    expect((await readAgain()).site).toBe('munich');
  });

  test('stands where it was put by hand until that is taken back', async () => {
    const { id, site } = await readAgain();
    await overrideSite(context(), id, { site: 'munich', reason: 'Moved over the weekend' });
    expect(await readAgain({ site: 'elsewhere' })).toMatchObject({
      site: 'munich',
      placement: { by: 'override', override: { reason: 'Moved over the weekend', createdBy: 'test' } },
    });
    await clearSiteOverride(context(), id);
    expect((await readAgain()).site).toBe(site);
    await expect(clearSiteOverride(context(), id)).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('leaves its site when it is put elsewhere, also while its tags cannot be read', async () => {
    const { id } = await readAgain({ site: 'prague' });
    expect((await readAgain(null)).site).toBe('prague');
    await overrideSite(context(), id, { site: 'munich', reason: 'Moved over the weekend' });
    expect((await readAgain(null)).site).toBe('munich');
  });

  test('tells whom it lets see only a part neither of sites beyond that part nor who moved what there', async () => {
    const { id } = await readAgain({ site: 'prague' });
    await overrideSite(context(), id, { site: 'munich', reason: 'Moved over the weekend' });
    const grants = [{ role: 'viewer' as const, scope: { kind: 'site' as const, site: 'prague' } }];
    const bounded = { ...context(), actor: { ...cliActor('prague'), grants } };
    expect((await readResourceDetail(bounded, id)).placement).toEqual({
      site: null,
      by: 'override',
      detail: null,
      override: null,
    });
    expect((await readResourceDetail(context(), id)).placement.override?.createdBy).toBe('test');
  });
});

describe('sites and rules', () => {
  test('a change makes every inventory due, so that it shows soon', async () => {
    const key = { connectionId: connection.id, capability: 'inventory' };
    await database.prisma.collectionSchedule.upsert({
      where: { connectionId_capability: key },
      create: { ...key, nextDueAt: new Date('2030-01-01') },
      update: { requestedAt: null },
    });
    await putSite(context(), 'munich', { ...munich, title: 'Munich hall' });
    const found = await database.prisma.collectionSchedule.findFirst({ where: key });
    expect(found?.requestedAt).not.toBeNull();
  });

  test('no two sites share a name or an alias, in any spelling', async () => {
    const other = { ...munich, title: 'Other', aliases: ['MUNICH-HALL'] };
    await expect(putSite(context(), 'other', other)).rejects.toMatchObject({
      kind: 'conflict',
      errors: [{ path: 'aliases.0' }],
    });
    await expect(putSite(context(), 'munich-hall', { ...other, aliases: [] })).rejects.toMatchObject({
      kind: 'conflict',
    });
    await expect(putSite(context(), 'other', { ...other, aliases: ['munich'] })).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  test('rules that somebody changed meanwhile are not overwritten, and name sites that exist', async () => {
    const { revision } = await readSiteRules(context());
    const rules = [{ ...rule, site: 'munich' }];
    const put = await putSiteRules(context(), { revision, rules });
    await expect(putSiteRules(context(), { revision, rules: [] })).rejects.toMatchObject({ kind: 'conflict' });
    await expect(
      putSiteRules(context(), { revision: put.revision, rules: [{ ...rule, site: 'nowhere' }] }),
    ).rejects.toMatchObject({ kind: 'invalid', errors: [{ path: 'rules.0.site' }] });
    expect(await readSiteRules(context())).toEqual(put);
  });

  test('a site is deleted once nothing names it', async () => {
    const { revision } = await readSiteRules(context());
    const { revision: next } = await putSiteRules(context(), { revision, rules: [{ ...rule, site: 'munich' }] });
    await expect(deleteSite(context(), 'munich')).rejects.toMatchObject({ kind: 'conflict' });
    await putSiteRules(context(), { revision: next, rules: [] });
    await deleteSite(context(), 'munich');
    expect((await readPlacement(database.pool, connection.id)).aliases).toEqual(noPlacement.aliases);
  });

  test('a site is not deleted while a declared link ends there, which is named', async () => {
    const said = { medium: 'mpls', notes: '', createdBy: 'test', createdAt: new Date(), updatedBy: 'test' };
    const link = { ...said, name: 'Munich ring', updatedAt: new Date() };
    const far = { place: 'Carrier hotel' };
    const { id } = await database.prisma.declaredLink.create({ data: { ...link, near: { site: 'munich' }, far } });
    await expect(deleteSite(context(), 'munich')).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringMatching(/1 link that people declared\. Declared to end there: Munich ring\./),
    });
    await database.prisma.declaredLink.delete({ where: { id } });
    await deleteSite(context(), 'munich');
  });

  test('every change is on record', async () => {
    const entry = await database.prisma.auditEntry.findFirst({
      where: { action: 'site.put' },
      orderBy: { sequence: 'desc' },
    });
    expect(entry?.detail).toMatchObject({ aliases: ['Munich-Hall'], country: 'DE' });
  });
});
