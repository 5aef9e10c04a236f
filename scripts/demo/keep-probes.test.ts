import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { pathsQuerySchema } from '@/lib/api/contracts/paths';
import { putSite } from '@/lib/commands/sites/put-site';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { readPathMatrix } from '@/lib/views/paths/read-paths';
import { declareProbes, reportProbes } from './keep-probes';
import { listSimulatedWays, measureMinute } from './simulated-ways';

const seed = 'millwright';
const now = new Date('2026-11-20T10:00:30Z');
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const context = { actor: cliActor('test'), database, now, requestId: 'test' };
  for (const name of ['ashburn', 'munich', 'frankfurt'])
    await putSite(context, name, { title: name, country: null, latitude: null, longitude: null, aliases: [] });
});
afterAll(() => database.close());

test('the degraded tunnel between two edges loses and takes as much as the simulated factory says', () => {
  const way = listSimulatedWays(seed).find(({ from, to }) => from === 'munich' && to === 'ashburn');
  expect(way?.links[0]).toBe('edge/edge-ashburn--edge-munich');
  if (way === undefined) return;
  const minutes = Array.from({ length: 300 }, (_, index) =>
    measureMinute(seed, way, { id: 'x', kind: 'tcp' }, now.getTime() - 30_000 - index * 60_000),
  );
  const [sent, lost] = minutes.reduce(
    ([all, gone], minute) => [all + (minute?.sent ?? Number.NaN), gone + (minute?.lost ?? Number.NaN)],
    [0, 0],
  );
  expect(sent).toBe(6000);
  expect(lost / sent).toBeGreaterThan(0.03);
  expect(lost / sent).toBeLessThan(0.055);
});

test('agents are made once, and tell a day back and then what is new', async () => {
  const signal = new AbortController().signal;
  const report = (at: Date) => reportProbes(database, { seed, instance: crypto.randomUUID(), now: () => at, signal });
  await declareProbes(database, seed, now);
  await declareProbes(database, seed, now);
  expect(await database.prisma.probeAgent.count()).toBe(3);
  await report(now);
  const before = await database.prisma.probeMinute.count();
  const targets = await database.prisma.probeTarget.count();
  expect(before).toBe(targets * (24 * 60 - 11));
  await report(new Date(now.getTime() + 60_000));
  expect(await database.prisma.probeMinute.count()).toBe(before + targets);
  const context = { actor: cliActor('test'), database, now, requestId: 'test' };
  const { items } = await readPathMatrix(context, pathsQuerySchema.parse({}));
  expect(items).toHaveLength(6);
  expect(items.every(({ state }) => state === 'measured')).toBe(true);
});
