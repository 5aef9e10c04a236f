import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { parseAmount } from '@/lib/domain/cost/amount';
import type { PriceOffer } from '@/lib/domain/cost/price';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { keepList } from '@/lib/store/prices/keep-list';
import { pruneLists } from '@/lib/store/prices/prune-lists';
import { writeEdition } from '@/lib/store/prices/write-edition';
import { readPriceHistory } from './read-price-history';
import { readPrices } from './read-prices';

const now = new Date('2026-11-22T10:00:00Z');
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const amount = (text: string | null) => (text === null ? null : parseAmount(text));
const offer = (
  region: string,
  zone: string | null,
  onDemand: string | null,
  spot: string | null = null,
): PriceOffer => ({
  machineType: 'p5.48xlarge',
  gpuModel: 'NVIDIA H100',
  gpuVariant: 'H100',
  gpuCount: amount('8'),
  region,
  zone,
  currency: 'USD',
  prices: { 'on-demand': amount(onDemand), spot: amount(spot), committed: null },
});
/** As people import it. */
const write = (validFrom: string, source: string, offers: PriceOffer[]) =>
  database.prisma.$transaction((tx) => {
    const edition = { provider: 'aws' as const, source, validFrom: new Date(validFrom), offers };
    return writeEdition(tx, edition, Buffer.from(source), now);
  });
/** As a provider's API tells it; what it says is told by a word. */
const keep = (series: string, at: string, says: string, offers: PriceOffer[], isWhole = true) =>
  database.prisma.$transaction((tx) =>
    keepList(tx, {
      provider: 'aws',
      series,
      source: `AWS ${says}`,
      validFrom: new Date(at),
      offers,
      isWhole,
      contentHash: Buffer.from(says),
    }),
  );
const context = {
  actor: cliActor('test'),
  get database() {
    return database;
  },
  now,
};

const inVirginia = (query: Parameters<typeof readPrices>[1] = { gpu: 'NVIDIA H100' }) =>
  readPrices(context, query).then(({ items }) => items.find(({ region }) => region === 'us-east-1'));

test('prices are those of the list known last that tells them, with source and age', async () => {
  await write('2026-11-20T00:00:00Z', 'vms.csv', [offer('us-east-1', null, '80', '40'), offer('oslo', null, '72')]);
  await keep('on demand', '2026-11-10T00:00:00Z', 'old', [offer('us-east-1', null, '96')]);
  await keep('on demand', '2026-11-12T00:00:00Z', 'new', [offer('us-east-1', null, '88')]);
  const first = await readPrices(context, { gpu: 'NVIDIA H100' });
  // Of equal standing the younger list counts, and what it does not have the other tells.
  expect(first.items.map(({ region, onDemand }) => [region, onDemand?.amount, onDemand?.source])).toEqual([
    ['oslo', '9', 'vms.csv'],
    ['us-east-1', '10', 'vms.csv'],
  ]);
  await keep('on demand', now.toISOString(), 'new', [offer('us-east-1', null, '88')]);
  expect(await inVirginia()).toMatchObject({
    onDemand: { amount: '11', source: 'AWS new', validFrom: '2026-11-12T00:00:00.000Z', knownAt: now.toISOString() },
    spot: { amount: '5', source: 'vms.csv' },
    committed: null,
  });
});

test('a list that was read in part takes no whole one’s place, and each part ages by itself', async () => {
  await keep('spot', '2026-11-15T00:00:00Z', 'partly', [offer('us-east-1', 'a', null, '48')], false);
  await keep('spot', '2026-11-16T00:00:00Z', 'whole', [offer('us-east-1', 'a', null, '32')]);
  await keep('spot', '2026-11-21T00:00:00Z', 'partly again', [offer('us-east-1', 'a', null, '16')], false);
  await keep('on demand', '2026-11-22T09:00:00Z', 'newer still', [offer('us-east-1', null, '104')]);
  expect(await inVirginia()).toMatchObject({
    onDemand: { amount: '13', knownAt: '2026-11-22T09:00:00.000Z' },
    spot: { amount: '5', source: 'vms.csv' },
  });
  await keep('spot', '2026-11-22T09:30:00Z', 'whole', [offer('us-east-1', 'a', null, '32')]);
  expect(await inVirginia()).toMatchObject({
    spot: { amount: '4', source: 'AWS whole', validFrom: '2026-11-16T00:00:00.000Z' },
  });
  // One that was written later than it was read changes nothing.
  await keep('spot', '2026-11-14T00:00:00Z', 'late', [offer('us-east-1', 'a', null, '8')]);
  expect(await inVirginia()).toMatchObject({ spot: { amount: '4' } });
});

test('without a GPU each model is told where it is cheapest, and the past keeps its prices', async () => {
  const { items, models, lists } = await readPrices(context, {});
  expect(models).toEqual(['NVIDIA H100']);
  expect(items.map(({ region }) => region)).toEqual(['oslo']);
  expect(lists).toEqual([
    list('AWS newer still', '2026-11-22T09:00:00.000Z'),
    list('AWS whole', '2026-11-16T00:00:00.000Z', '2026-11-22T09:30:00.000Z'),
    list('vms.csv', '2026-11-20T00:00:00.000Z'),
  ]);
  expect(await inVirginia({ gpu: 'NVIDIA H100', at: '2026-11-11T00:00:00Z' })).toMatchObject({
    onDemand: { amount: '12' },
  });
});

test('what is confirmed later neither counts at an instant nor is shown of it', async () => {
  const at = '2026-11-21T12:00:00Z';
  expect(await inVirginia({ gpu: 'NVIDIA H100', at })).toMatchObject({
    spot: { amount: '5', source: 'vms.csv', knownAt: '2026-11-20T00:00:00.000Z' },
  });
  const { items, lists } = await readPrices(context, { gpu: 'NVIDIA H100', at: '2026-11-18T00:00:00Z' });
  expect(items).toMatchObject([{ spot: { amount: '4', knownAt: '2026-11-16T00:00:00.000Z' } }]);
  expect(lists.every(({ knownAt }) => knownAt < '2026-11-18')).toBe(true);
});

test('what was known at an instant stays so when a list is confirmed again', async () => {
  const ask = () => readPrices(context, { gpu: 'NVIDIA H100', at: '2026-11-22T09:35:00Z' });
  const before = await ask();
  // The confirmation of 09:30 puts the list before the imported one.
  expect(before.items.find(({ region }) => region === 'us-east-1')).toMatchObject({
    spot: { source: 'AWS whole', knownAt: '2026-11-22T09:30:00.000Z' },
  });
  await keep('spot', '2026-11-22T09:38:00Z', 'whole', [offer('us-east-1', 'a', null, '32')]);
  expect(await ask()).toEqual(before);
});

const list = (source: string, changedAt: string, knownAt = changedAt) => ({
  provider: 'aws',
  source,
  count: 1,
  changedAt,
  knownAt,
  isMonthly: false,
});

test('the history of a price tells each change, the newest first, until nothing is known any more', async () => {
  await keep('on demand', '2026-11-22T09:40:00Z', 'nothing', []);
  const read = () => readPriceHistory(context, { gpu: 'NVIDIA H100', provider: 'aws', region: 'US-EAST-1' });
  const { items, since } = await read();
  expect(since).toBe('2025-10-18T10:00:00.000Z');
  expect(items.map(({ validFrom, onDemand, spot, sources }) => [validFrom, onDemand, spot, sources])).toEqual([
    // What is imported counts once nothing younger tells the price.
    ['2026-11-22T09:40:00.000Z', '10', '4', ['vms.csv', 'AWS whole']],
    // That the list was confirmed half an hour later puts it before the imported one from then on, not sooner.
    ['2026-11-22T09:30:00.000Z', '13', '4', ['AWS newer still', 'AWS whole']],
    ['2026-11-22T09:00:00.000Z', '13', '5', ['AWS newer still', 'vms.csv']],
    ['2026-11-20T00:00:00.000Z', '10', '5', ['vms.csv']],
    ['2026-11-16T00:00:00.000Z', '11', '4', ['AWS new', 'AWS whole']],
    ['2026-11-15T00:00:00.000Z', '11', '6', ['AWS new', 'AWS partly']],
    ['2026-11-12T00:00:00.000Z', '11', null, ['AWS new']],
    ['2026-11-10T00:00:00.000Z', '12', null, ['AWS old']],
  ]);
  const actor = { ...cliActor('test'), grants: [{ role: 'viewer' as const, scope: { kind: 'all' as const } }] };
  await expect(readPrices({ ...context, actor }, {})).rejects.toMatchObject({ kind: 'denied' });
  await expect(
    readPriceHistory({ ...context, actor }, { gpu: 'NVIDIA H100', provider: 'aws', region: 'oslo' }),
  ).rejects.toMatchObject({ kind: 'denied' });
});

test('of the machine types of one source the cheapest counts, also after some of them could not be read', async () => {
  const of = (machineType: string, devices: string, price: string): PriceOffer => ({
    ...offer('us-east-1', null, price),
    machineType,
    gpuModel: 'NVIDIA A10G',
    gpuVariant: 'A10G',
    gpuCount: amount(devices),
  });
  const large = of('g5.12xlarge', '4', '5.672');
  const small = of('g5.xlarge', '1', '1.006');
  const read = async (day: string, ...offers: PriceOffer[]) => {
    for (const each of offers) await keep(`on-demand ${each.machineType} of aws`, day, each.machineType ?? '', [each]);
  };
  await read('2026-11-17T00:00:00Z', large, small);
  // The next two readings are refused the small one.
  await read('2026-11-18T00:00:00Z', large);
  await read('2026-11-22T08:00:00Z', large);
  expect((await readPrices(context, { gpu: 'NVIDIA A10G' })).items).toMatchObject([
    { onDemand: { amount: '1.006', source: 'AWS g5.xlarge', knownAt: '2026-11-17T00:00:00.000Z' } },
  ]);
  const history = () => readPriceHistory(context, { gpu: 'NVIDIA A10G', provider: 'aws', region: 'us-east-1' });
  expect((await history()).items.map(({ onDemand }) => onDemand)).toEqual(['1.006']);
  // Another source tells it where it was known later than the figure was.
  await write('2026-11-21T00:00:00Z', 'a10g.csv', [of('g5.xlarge', '1', '1.1')]);
  expect((await readPrices(context, { gpu: 'NVIDIA A10G' })).items).toMatchObject([
    { onDemand: { amount: '1.1', source: 'a10g.csv' } },
  ]);
});

test('what is older than 400 days keeps the last list of a month, what is in force, and what people imported', async () => {
  const days = ['2025-03-01', '2025-03-11', '2025-03-31', '2025-04-02', '2025-06-05'];
  for (const day of days) await keep('thinned', `${day}T00:00:00Z`, day, [offer('paris', null, '64')]);
  await write('2025-03-03T00:00:00Z', 'march.csv', [offer('rome', null, '64')]);
  await write('2025-03-04T00:00:00Z', 'april.csv', [offer('rome', null, '56')]);
  await keep('unchanged', '2025-03-05T00:00:00Z', 'long ago', [offer('bern', null, '64')]);
  await pruneLists(database.pool, now);
  const kept = await database.prisma.priceEdition.findMany({
    where: { validFrom: { lt: new Date('2025-10-01') } },
    orderBy: { validFrom: 'asc' },
  });
  expect(kept.map(({ source }) => source)).toEqual([
    'march.csv',
    'april.csv',
    'AWS long ago',
    'AWS 2025-03-31',
    'AWS 2025-04-02',
    'AWS 2025-06-05',
  ]);
  expect(await database.prisma.priceOffer.count({ where: { region: 'paris' } })).toBe(3);
  // Of the day before only the last list of the month before is kept, which the answer says; what people brought in is.
  const of = async (day: string) => {
    const told = await readPrices(context, { gpu: 'NVIDIA H100', at: `${day}T12:00:00.000Z` });
    return told.lists.map(({ source, isMonthly }) => [source, isMonthly]);
  };
  expect(await of('2025-05-20')).toEqual([
    ['AWS 2025-04-02', true],
    ['AWS long ago', true],
    ['april.csv', false],
  ]);
  expect((await of('2026-11-22')).some(([, isMonthly]) => isMonthly)).toBe(false);
  // What was so before the history begins is told from there on.
  const { items, since } = await readPriceHistory(context, { gpu: 'NVIDIA H100', provider: 'aws', region: 'bern' });
  expect(items).toMatchObject([{ validFrom: since, onDemand: '8' }]);
});

test('what was in force 400 days ago is kept until it is older, so that every instant since has its own list', async () => {
  // 400 days before now is 18 October 2025.
  for (const [day, price] of Object.entries({ '09-20': '8', '10-05': '16', '10-15': '24', '10-25': '32' }))
    await keep('in force', `2025-${day}T00:00:00Z`, price, [offer('lyon', null, price)]);
  const inLyon = async (at: string) => {
    const { items } = await readPrices(context, { gpu: 'NVIDIA H100', at });
    return items.find(({ region }) => region === 'lyon')?.onDemand?.amount;
  };
  await pruneLists(database.pool, now);
  expect(await inLyon('2025-10-20T00:00:00.000Z')).toBe('3');
  // Of the time before, the list of the month before.
  expect(await inLyon('2025-10-10T00:00:00.000Z')).toBe('1');
  const history = await readPriceHistory(context, { gpu: 'NVIDIA H100', provider: 'aws', region: 'lyon' });
  expect(history.items.map(({ onDemand }) => onDemand)).toEqual(['4', '3']);
  await pruneLists(database.pool, new Date('2026-12-22T10:00:00Z'));
  expect(await inLyon('2025-10-20T00:00:00.000Z')).toBe('1');
});
