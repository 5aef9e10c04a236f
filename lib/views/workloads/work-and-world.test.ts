import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { type WorkloadRow, workloadsPageSchema, workloadsQuerySchema } from '@/lib/api/contracts/workloads';
import { TestFactory } from '@/lib/collect/test-factory';
import { readWorkloadsPage } from './read-workloads-page';

// The whole factory is read and measured, beside whatever else runs.
vi.setConfig({ testTimeout: 180_000 });

let factory: TestFactory;
let rows: WorkloadRow[];

beforeAll(async () => {
  factory = await TestFactory.start();
  await factory.collect('inventory', { providers: ['kubernetes', 'coreweave', 'slurm'] });
  const context = { actor: cliActor('test'), database: factory.database, now: factory.now() };
  rows = [];
  let cursor: string | undefined;
  do {
    const query = workloadsQuerySchema.parse({ limit: 100, cursor });
    const page = workloadsPageSchema.parse(await readWorkloadsPage(context, query));
    rows.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}, 120_000);
afterAll(() => factory.stop());

it('of a factory lists every device that a scheduler gave out once', async () => {
  const { rows: given } = await factory.database.pool.query<{ provider: string; held: number }>(
    `select r.provider, sum((holding ->> 'count')::int)::int as held
     from resource r, jsonb_array_elements(r.workload -> 'holdings') holding
     where r.gone_at is null group by r.provider order by r.provider`,
  );
  const listed = Map.groupBy(rows, ({ provider }) => provider);
  expect(given.map(({ provider }) => provider)).toEqual(['coreweave', 'kubernetes', 'slurm']);
  for (const { provider, held } of given) {
    const told = listed.get(provider as WorkloadRow['provider'])?.flatMap((row) => row.held ?? []) ?? [];
    expect([provider, told.reduce((sum, count) => sum + count, 0)]).toEqual([provider, held]);
  }
});

it('of a factory says every reason in words of our own', () => {
  const reasons = rows.flatMap(({ waitReason }) => waitReason ?? []);
  expect(reasons.length).toBeGreaterThan(20);
  expect(reasons.filter(({ words }) => words.includes('does not know'))).toEqual([]);
});

it('of a factory names each row once, and each place in a queue once', () => {
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  const placed = rows.filter(({ position }) => position !== null);
  const places = placed.map(({ connectionId, namespace, queue, position }) =>
    [connectionId, namespace, queue, position].join(),
  );
  expect(placed.length).toBeGreaterThan(0);
  expect(new Set(places).size).toBe(places.length);
});
