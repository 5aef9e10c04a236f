import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InventoryItem } from '@/lib/domain/resource';
import { noPlacement } from '@/lib/domain/site/placement';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import type { ReadingConnection } from './inventory-scope';
import { foldForSearch, toSearchText } from './search-text';
import { createTestConnection, testGap, testScope, toTestItem, writeTestScope } from './test-inventory';
import { writeScope } from './write-scope';

let database: TestDatabase;
let connection: ReadingConnection;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  connection = await createTestConnection(database);
});

/** Search text of these lines, and no more. */
const toLines = (...lines: string[]) => {
  const lineBreak = toSearchText({ name: '', nativeId: '', owner: null, tags: null }).slice(0, 2);
  return ['', ...lines.map(foldForSearch), ''].join(lineBreak);
};
const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));
const items = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => toTestItem(`vol-${String(from + index).padStart(4, '0')}`));
const write = (read: Parameters<typeof writeTestScope>[2], options: Parameters<typeof writeTestScope>[3]) =>
  writeTestScope(database.pool, connection, read, options);
const rows = () =>
  database.prisma.resource.findMany({ where: { connectionId: connection.id }, orderBy: { nativeId: 'asc' } });
const row = async (nativeId: string) => {
  const found = (await rows()).find((resource) => resource.nativeId === nativeId);
  if (found === undefined) throw new Error(`${nativeId} is not stored`);
  return found;
};
const documentOf = async (nativeId: string) => {
  const { id } = await row(nativeId);
  return (await database.prisma.resourceDocument.findUniqueOrThrow({ where: { resourceId: id } })).raw;
};
const scopeRow = () => database.prisma.inventoryScope.findFirstOrThrow({ where: { connectionId: connection.id } });

describe('a complete read', () => {
  it('stores what it found, with its document, seen first at the time of the read', async () => {
    const written = await write([toTestItem('vol-1', { name: 'Scratch', tags: { Owner: 'Ada', Team: 'training' } })], {
      readAt: at(0),
    });
    expect(written).toEqual({ counts: { seen: 1, added: 1, changed: 0, gone: 0, held: 0 }, gaps: [] });
    expect(await row('vol-1')).toMatchObject({
      name: 'Scratch',
      owner: 'Ada',
      team: 'training',
      site: 'aws/eu-central-1',
      firstSeenAt: at(0),
      lastSeenAt: null,
      goneAt: null,
      gpuCount: 0,
      searchText: toLines('scratch', 'vol-1', 'ada', 'owner=ada', 'team=training'),
    });
    const document = await database.prisma.resourceDocument.findFirstOrThrow({
      where: { resource: { connectionId: connection.id } },
    });
    expect(document.raw).toEqual({ VolumeId: 'vol-1' });
    expect(await scopeRow()).toMatchObject({ lastReadAt: at(0), lastCompleteAt: at(0), gaps: [] });
  });

  it('writes no row that is equal to what is stored', async () => {
    await write(items(50), { readAt: at(0) });
    const versions = () =>
      database.pool.query('select xmin::text, ctid::text from resource where connection_id = $1 order by id', [
        connection.id,
      ]);
    const before = await versions();
    expect(await write(items(50), { readAt: at(5) })).toMatchObject({ counts: { seen: 50, added: 0, changed: 0 } });
    expect((await versions()).rows).toEqual(before.rows);
    expect(await scopeRow()).toMatchObject({ lastReadAt: at(5) });
  });

  it('rewrites what changed, document included, and keeps when it was first seen', async () => {
    await write([toTestItem('vol-1'), toTestItem('vol-2')], { readAt: at(0) });
    const written = await write(
      [toTestItem('vol-1', { status: 'failed', raw: JSON.stringify({ State: 'error' }) }), toTestItem('vol-2')],
      {
        readAt: at(5),
      },
    );
    expect(written.counts).toEqual({ seen: 2, added: 0, changed: 1, gone: 0, held: 0 });
    expect(await row('vol-1')).toMatchObject({ status: 'failed', firstSeenAt: at(0), changedAt: at(5) });
    expect(await row('vol-2')).toMatchObject({ changedAt: at(0) });
  });

  it('rewrites a document alone that changed, and does not call the resource changed', async () => {
    await write([toTestItem('vol-1', { raw: JSON.stringify({ LatestRestorableTime: 1 }) })], { readAt: at(0) });
    const moved = toTestItem('vol-1', { raw: JSON.stringify({ LatestRestorableTime: 2 }) });
    expect((await write([moved], { readAt: at(5) })).counts).toMatchObject({ seen: 1, added: 0, changed: 0 });
    expect(await documentOf('vol-1')).toEqual({ LatestRestorableTime: 2 });
    expect(await row('vol-1')).toMatchObject({ changedAt: at(0), lastSeenAt: null });
    const before = await row('vol-1');
    await write([moved], { readAt: at(10) });
    expect(await row('vol-1')).toEqual(before);
  });

  it('marks gone what it no longer finds, and brings back what returns', async () => {
    await write(items(5), { readAt: at(0) });
    expect((await write(items(4), { readAt: at(5) })).counts).toMatchObject({ gone: 1, held: 0 });
    expect(await row('vol-0004')).toMatchObject({ goneAt: at(5), lastSeenAt: at(0) });
    expect((await write(items(5), { readAt: at(10) })).counts).toMatchObject({ added: 1, changed: 0, gone: 0 });
    expect(await row('vol-0004')).toMatchObject({ goneAt: null, lastSeenAt: null, firstSeenAt: at(0) });
  });

  it('takes a resource listed twice once', async () => {
    const written = await write([toTestItem('vol-1'), toTestItem('vol-1', { status: 'stopped' })], { readAt: at(0) });
    expect(written.counts).toMatchObject({ seen: 1, added: 1 });
    expect(await row('vol-1')).toMatchObject({ status: 'stopped' });
  });

  it('moves the owner of every resource when a tag rule changes', async () => {
    const item = toTestItem('vol-1', { tags: { owner: 'ada', steward: 'grace' } });
    await write([item], { readAt: at(0) });
    connection = { ...connection, tagRules: { owner: ['steward'], team: [], site: [] } };
    expect((await write([item], { readAt: at(5) })).counts).toMatchObject({ changed: 1 });
    expect(await row('vol-1')).toMatchObject({ owner: 'grace' });
  });

  it('counts anew what changed in what is counted, and nothing else', async () => {
    const countedIn = async () => {
      const where = { connectionId: connection.id };
      return (await database.prisma.inventoryFacet.findFirstOrThrow({ where })).changedIn;
    };
    const read = (status: 'active' | 'failed', nativeStatus: string) => [
      ...items(3),
      toTestItem('vol-9', { status, nativeStatus }),
    ];
    await write(read('active', 'ok'), { readAt: at(0) });
    const first = await countedIn();
    expect((await write(read('active', 'fine'), { readAt: at(5) })).counts.changed).toBe(1);
    expect(await countedIn()).toBe(first);
    expect((await write(read('failed', 'fine'), { readAt: at(10) })).counts.changed).toBe(1);
    expect(await countedIn()).toBeGreaterThan(first);
  });
});

describe('a read with gaps', () => {
  it('removes nothing, and leaves what it missed standing on the read before', async () => {
    await write(items(20), { readAt: at(0) });
    const written = await write(items(3), { readAt: at(5), gaps: [testGap] });
    expect(written).toEqual({ counts: { seen: 3, added: 0, changed: 0, gone: 0, held: 0 }, gaps: [testGap] });
    expect(await row('vol-0002')).toMatchObject({ lastSeenAt: null });
    expect(await row('vol-0003')).toMatchObject({ lastSeenAt: at(0), goneAt: null });
    expect(await scopeRow()).toMatchObject({ lastReadAt: at(5), lastCompleteAt: at(0), gaps: [testGap] });
    await write(items(4), { readAt: at(10), gaps: [testGap] });
    expect(await row('vol-0003')).toMatchObject({ lastSeenAt: null });
    expect(await row('vol-0004')).toMatchObject({ lastSeenAt: at(0) });
  });

  it('removes what is no longer listed when only details are missing, and says so', async () => {
    await write(items(20), { readAt: at(0) });
    const written = await write(items(19), { readAt: at(5), gaps: [testGap], listed: true });
    expect(written).toMatchObject({ counts: { seen: 19, gone: 1 }, gaps: [{ ...testGap, detailOnly: true }] });
    expect(await scopeRow()).toMatchObject({ lastReadAt: at(5), lastCompleteAt: at(0) });
  });

  it('that found nothing at all counts as no read', async () => {
    await write(items(20), { readAt: at(0) });
    await write([], { readAt: at(5), gaps: [testGap] });
    expect(await scopeRow()).toMatchObject({ lastReadAt: at(0), lastCompleteAt: at(0), gaps: [testGap] });
    expect((await rows()).every(({ goneAt, lastSeenAt }) => goneAt === null && lastSeenAt === null)).toBe(true);
  });

  it('never takes tags or accelerators that it could not read for none', async () => {
    const known = toTestItem('vol-1', {
      name: 'Scratch',
      tags: { owner: 'ada', site: 'fra-1' },
      accelerators: [{ model: 'NVIDIA H100', count: 8, memoryBytes: 85_899_345_920 }],
    });
    await write([known], { readAt: at(0) });
    const blind = toTestItem('vol-1', { tags: null, accelerators: null });
    expect((await write([blind], { readAt: at(5), gaps: [testGap] })).counts).toMatchObject({ changed: 0 });
    const changedToo = { ...blind, status: 'stopped' as const };
    expect((await write([changedToo], { readAt: at(10), gaps: [testGap] })).counts).toMatchObject({ changed: 1 });
    expect(await row('vol-1')).toMatchObject({
      status: 'stopped',
      name: 'Scratch',
      owner: 'ada',
      site: 'fra-1',
      gpuModel: 'NVIDIA H100',
      gpuCount: 8,
      searchText: toLines('scratch', 'vol-1', 'ada', 'owner=ada', 'site=fra-1'),
    });
    expect((await write([{ ...known, status: 'stopped' }], { readAt: at(15) })).counts).toMatchObject({ changed: 0 });
  });

  it('of a resource never seen before leaves tags and accelerators unknown', async () => {
    await write([toTestItem('vol-1', { tags: null, accelerators: null })], { readAt: at(0) });
    expect(await row('vol-1')).toMatchObject({ tags: null, accelerators: null, gpuCount: null, owner: null });
  });

  it('places a resource whose tags were never read outside every site', async () => {
    await write([toTestItem('vol-1', { tags: null })], { readAt: at(0) });
    expect(await row('vol-1')).toMatchObject({ site: 'unplaced', team: null });
    await write([toTestItem('vol-1', { tags: { site: 'fra-1' } })], { readAt: at(5) });
    expect(await row('vol-1')).toMatchObject({ site: 'fra-1' });
    await write([toTestItem('vol-1', { tags: null, status: 'stopped' })], { readAt: at(10) });
    expect(await row('vol-1')).toMatchObject({ site: 'fra-1', status: 'stopped' });
  });

  it('keeps what only details tell of a resource that is merely listed', async () => {
    const known = toTestItem('vol-1', {
      name: 'Payroll key',
      size: 'gp3',
      createdAt: at(0),
      accelerators: [{ model: 'NVIDIA H100', count: 8, memoryBytes: null }],
      raw: JSON.stringify({ VolumeId: 'vol-1', Encrypted: true }),
    });
    const listed = toTestItem('vol-1', { detailed: false, accelerators: null, tags: { owner: 'ada' }, raw: '{}' });
    await write([known], { readAt: at(0) });
    const written = await write([listed], { readAt: at(5), gaps: [testGap], listed: true });
    expect(written.counts).toMatchObject({ changed: 1 });
    expect(await row('vol-1')).toMatchObject({
      name: 'Payroll key',
      size: 'gp3',
      createdAt: at(0),
      gpuCount: 8,
      owner: 'ada',
      searchText: toLines('payroll key', 'vol-1', 'ada', 'owner=ada'),
    });
    expect(await documentOf('vol-1')).toEqual({ VolumeId: 'vol-1', Encrypted: true });
    expect((await write([listed], { readAt: at(10), gaps: [testGap], listed: true })).counts.changed).toBe(0);
    const again = { ...known, tags: { owner: 'ada' } };
    expect((await write([again], { readAt: at(15) })).counts.changed).toBe(0);
    const first = toTestItem('vol-2', { detailed: false, raw: JSON.stringify({ VolumeId: 'vol-2' }) });
    await write([again, first], { readAt: at(20), gaps: [testGap], listed: true });
    expect(await documentOf('vol-2')).toEqual({ VolumeId: 'vol-2' });
  });

  it('keeps accelerators it could not tell only while the size stays', async () => {
    const sized = (size: string, accelerators: InventoryItem['accelerators']) =>
      toTestItem('vol-1', { size, accelerators });
    const eight = [{ model: 'NVIDIA H100', count: 8, memoryBytes: null }];
    await write([sized('p5.48xlarge', eight)], { readAt: at(0) });
    await write([sized('m5.large', null)], { readAt: at(5), gaps: [testGap], listed: true });
    expect(await row('vol-1')).toMatchObject({ size: 'm5.large', accelerators: null, gpuModel: null, gpuCount: null });
    await write([sized('p5.48xlarge', null)], { readAt: at(10), gaps: [testGap], listed: true });
    expect(await row('vol-1')).toMatchObject({ gpuCount: null });
    await write([sized('p5.48xlarge', eight)], { readAt: at(15) });
    expect(await row('vol-1')).toMatchObject({ gpuCount: 8 });
  });
});

describe('a complete read that would remove most of a scope', () => {
  it('is held until a second one agrees', async () => {
    await write(items(40), { readAt: at(0) });
    expect((await write(items(5), { readAt: at(5) })).counts).toMatchObject({ gone: 0, held: 35 });
    expect(await scopeRow()).toMatchObject({ vanishHeldAt: at(5) });
    expect(await row('vol-0039')).toMatchObject({ goneAt: null, lastSeenAt: at(0) });
    expect((await write(items(5), { readAt: at(10) })).counts).toMatchObject({ gone: 35, held: 0 });
    expect(await scopeRow()).toMatchObject({ vanishHeldAt: null });
  });

  it('is forgotten when the next one finds them again', async () => {
    await write(items(40), { readAt: at(0) });
    await write([], { readAt: at(5) });
    expect((await write(items(40), { readAt: at(10) })).counts).toMatchObject({ gone: 0, held: 0 });
    expect((await rows()).every(({ lastSeenAt }) => lastSeenAt === null)).toBe(true);
    expect((await write([], { readAt: at(15) })).counts).toMatchObject({ gone: 0, held: 40 });
  });

  it('stays held over a read with gaps', async () => {
    await write(items(40), { readAt: at(0) });
    await write([], { readAt: at(5) });
    await write(items(2), { readAt: at(10), gaps: [testGap] });
    expect(await scopeRow()).toMatchObject({ vanishHeldAt: at(5) });
    expect((await write([], { readAt: at(15) })).counts).toMatchObject({ gone: 38, held: 2 });
  });

  it.each([
    [10, 1],
    [20, 10],
    [100, 50],
  ])('is not when of %i resources %i stay', async (before, after) => {
    await write(items(before), { readAt: at(0) });
    expect((await write(items(after), { readAt: at(5) })).counts).toMatchObject({ gone: before - after, held: 0 });
  });

  it('is held when nothing at all is left, however little there was', async () => {
    await write(items(1), { readAt: at(0) });
    expect((await write([], { readAt: at(5) })).counts).toMatchObject({ gone: 0, held: 1 });
    expect((await write([], { readAt: at(10) })).counts).toMatchObject({ gone: 1, held: 0 });
    expect((await write([], { readAt: at(15) })).counts).toMatchObject({ gone: 0, held: 0 });
  });

  it('goes only as far as two reads agree', async () => {
    await write(items(100), { readAt: at(0) });
    expect((await write(items(40), { readAt: at(5) })).counts).toMatchObject({ gone: 0, held: 60 });
    const others = items(20, 80);
    expect((await write(others, { readAt: at(10) })).counts).toMatchObject({ gone: 40, held: 40 });
    expect(await scopeRow()).toMatchObject({ vanishHeldAt: at(10) });
    expect(await row('vol-0039')).toMatchObject({ goneAt: null, lastSeenAt: at(5) });
    expect(await row('vol-0040')).toMatchObject({ goneAt: at(10) });
    expect(await row('vol-0099')).toMatchObject({ lastSeenAt: null, goneAt: null });
    expect((await write(others, { readAt: at(15) })).counts).toMatchObject({ gone: 40, held: 0 });
  });

  it('takes no read with gaps in between for agreement', async () => {
    await write(items(40), { readAt: at(0) });
    await write(items(15), { readAt: at(5) });
    await write(items(3), { readAt: at(10), gaps: [testGap] });
    expect((await write(items(3), { readAt: at(15) })).counts).toMatchObject({ gone: 25, held: 12 });
    expect((await write(items(3), { readAt: at(20) })).counts).toMatchObject({ gone: 12, held: 0 });
  });

  it('is not saved from the guard by as many new ones', async () => {
    await write(items(20), { readAt: at(0) });
    expect((await write(items(30, 100), { readAt: at(5) })).counts).toMatchObject({ added: 30, gone: 0, held: 20 });
  });
});

describe('what does not belong', () => {
  it('is not taken, and makes the read incomplete', async () => {
    await write(items(2), { readAt: at(0) });
    const foreign = toTestItem('vol-9', { account: '999999999999' });
    const written = await write([...items(1), foreign], { readAt: at(5) });
    expect(written.counts).toMatchObject({ seen: 1, gone: 0 });
    expect(written.gaps).toMatchObject([{ fault: 'response-unexpected', account: testScope.account }]);
    expect((await rows()).map(({ nativeId }) => nativeId)).toEqual(['vol-0000', 'vol-0001']);
  });

  it('is not said of things listed once for all regions', async () => {
    const scope = { ...testScope, region: 'global' };
    await write([toTestItem('a', { region: 'us-east-1' }), toTestItem('b', { region: 'eu-west-1' })], {
      scope,
      readAt: at(0),
    });
    expect((await write([toTestItem('a', { region: 'us-east-1' })], { scope, readAt: at(5) })).counts).toMatchObject({
      gone: 1,
    });
    expect(await row('a')).toMatchObject({ region: 'us-east-1', scopeRegion: 'global', site: 'aws/us-east-1' });
  });
});

describe('whatever the provider says', () => {
  it('is stored with what PostgreSQL cannot hold replaced', async () => {
    const name = 'a\0b\ud800c';
    await write(
      [toTestItem(`vol-${name}`, { name, tags: { [name]: name }, raw: JSON.stringify({ [name]: [name] }) })],
      {
        readAt: at(0),
      },
    );
    expect((await rows())[0]).toMatchObject({
      name: 'a\uFFFDb\uFFFDc',
      tags: { 'a\uFFFDb\uFFFDc': 'a\uFFFDb\uFFFDc' },
    });
    expect(await documentOf('vol-a\uFFFDb\uFFFDc')).toEqual({ 'a\uFFFDb\uFFFDc': ['a\uFFFDb\uFFFDc'] });
  });

  it('is not written without the lease', async () => {
    const refused = writeScope(
      database.pool,
      {
        connection,
        placement: noPlacement,
        scope: testScope,
        listed: true,
        result: { items: items(1), completeness: { complete: true }, readAt: at(0), source: 'test' },
      },
      async () => {
        throw new RangeError('the lease is lost');
      },
    );
    await expect(refused).rejects.toThrow(RangeError);
    expect(await rows()).toEqual([]);
  });
});
