import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import type { RoleGrant } from '@/lib/domain/access';
import { type AllocationRules, noAllocationRules } from '@/lib/domain/cost/allocation-rules';
import { readRulesInForce, readRuleVersions } from '@/lib/store/cost-rules/rule-versions';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { saveCostRules } from './save-cost-rules';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const finance: RoleGrant[] = [{ role: 'finance', scope: { kind: 'all' } }];
const rulesOf = (team: string): AllocationRules => ({
  ...noAllocationRules,
  attribution: [{ attribute: 'team', source: { from: 'namespace' }, maps: { pattern: ' ml-* ', value: team } }],
});

function save(
  rules: AllocationRules,
  standsOn: number | null,
  { at = '2026-11-01T00:00:00Z', label = 'Finn', grants = finance, comment = 'Why' } = {},
) {
  const actor: Actor = { kind: 'person', id: null, personId: null, label, grants };
  return saveCostRules({ actor, database, now: new Date(at), requestId: 'test' }, { standsOn, comment, rules });
}

it('numbers versions one after another, on the record, and never changes one', async () => {
  const first = await save(rulesOf(' vision '), null);
  expect(first).toMatchObject({ number: 1, createdBy: 'Finn', comment: 'Why' });
  // Blanks around names are no part of them.
  expect(first.rules.attribution[0]?.maps).toEqual({ pattern: 'ml-*', value: 'vision' });
  expect((await save(rulesOf('speech'), 1, { at: '2026-11-02T00:00:00Z' })).number).toBe(2);
  // A clock that goes backwards makes no version older than the one before it.
  const third = await save(rulesOf('robots'), 2, { at: '2026-10-01T00:00:00Z' });
  expect(third.createdAt).toEqual(new Date('2026-11-02T00:00:00Z'));
  expect(await readRuleVersions(database.pool, { below: 3, limit: null })).toMatchObject([
    { number: 2 },
    { number: 1 },
  ]);
  expect(await readRulesInForce(database.pool, new Date('2026-11-01T12:00:00Z'))).toMatchObject({ number: 1 });
  expect(await readRulesInForce(database.pool, new Date('2026-10-31T00:00:00Z'))).toBeNull();
  const entries = await database.prisma.auditEntry.findMany({
    where: { action: 'cost-rules.save' },
    orderBy: { sequence: 'asc' },
  });
  expect(entries.map(({ targetId, outcome }) => [targetId, outcome])).toEqual([
    ['1', 'done'],
    ['2', 'done'],
    ['3', 'done'],
  ]);
  for (const sql of [
    `UPDATE cost_rule_version SET comment = 'Another' WHERE number = 1`,
    'DELETE FROM cost_rule_version',
    'TRUNCATE cost_rule_version',
  ])
    await expect(database.pool.query(sql)).rejects.toThrow(/only ever added/);
  const insert = (number: number, at: string, comment = 'x') =>
    database.pool.query(`INSERT INTO cost_rule_version VALUES ($1, $2, 'x', $3, '{}')`, [number, at, comment]);
  await expect(insert(5, '2026-11-03T00:00:00Z')).rejects.toThrow(/follows/);
  await expect(insert(4, '2026-11-01T00:00:00Z')).rejects.toThrow(/follows/);
  await expect(insert(4, '2026-11-03T00:00:00Z', ' ')).rejects.toThrow(/cost_rule_version_comment/);
});

it('refuses to write over what somebody saved meanwhile, and answers the same edit sent again', async () => {
  await expect(save(rulesOf('search'), 1)).rejects.toMatchObject({ kind: 'conflict' });
  await expect(save(rulesOf('search'), null)).rejects.toMatchObject({ kind: 'conflict' });
  const saved = await save(rulesOf('search'), 3);
  expect(await save(rulesOf('search'), 3)).toEqual(saved);
  await expect(save(rulesOf('search'), 3, { label: 'Another' })).rejects.toMatchObject({ kind: 'conflict' });
  await expect(save(rulesOf('search'), 4)).rejects.toMatchObject({ kind: 'invalid' });
  const both = await Promise.allSettled([save(rulesOf('a'), 4, { label: 'A' }), save(rulesOf('b'), 4, { label: 'B' })]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await database.prisma.costRuleVersion.count()).toBe(5);
});

it('refuses what contradicts itself, and who may not', async () => {
  const pools = [{ name: 'Tax', selector: {}, split: { by: 'even' as const, teams: ['a'] } }];
  await expect(save({ ...noAllocationRules, pools }, 5)).rejects.toMatchObject({
    kind: 'invalid',
    errors: [{ path: 'rules.pools.0.selector', message: expect.stringContaining('all of them') }],
  });
  const ofTeam: RoleGrant[] = [{ role: 'finance', scope: { kind: 'team', team: 'vision' } }];
  await expect(save(rulesOf('x'), 5, { grants: ofTeam })).rejects.toMatchObject({ kind: 'denied' });
  expect(await database.prisma.auditEntry.count({ where: { action: 'cost-rules.save', outcome: 'denied' } })).toBe(1);
});
