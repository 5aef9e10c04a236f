import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { costRulesPreviewSchema, costRulesSchema, previewCostRulesSchema } from '@/lib/api/contracts/cost-rules';
import { type Showback, showbackQuerySchema, showbackSchema } from '@/lib/api/contracts/showback';
import { saveCostRules } from '@/lib/commands/cost/save-cost-rules';
import type { RoleGrant } from '@/lib/domain/access';
import { type AllocationRules, type CostPool, noAllocationRules } from '@/lib/domain/cost/allocation-rules';
import { addAmounts, parseAmount, readAmount } from '@/lib/domain/cost/amount';
import type { AttributionRule } from '@/lib/domain/cost/attribution-rules';
import { findOutdated } from '@/lib/store/cost-rollups/find-outdated';
import { readAttribution } from '@/lib/store/cost-rollups/read-attribution';
import { actorWith, financeEverywhere, TestBills } from '@/lib/store/cost-rollups/test-bills';
import type { TestCostRow } from '@/lib/store/cost-rollups/test-ledger';
import { previewCostRules } from './preview-cost-rules';
import { readCostRules } from './read-cost-rules';
import { readShowback } from './read-showback';

let bills: TestBills;
beforeAll(async () => {
  bills = await TestBills.create();
});
afterAll(() => bills.close());
// Versions of rules are for good, but for whoever owns the database.
beforeEach(async () => {
  await bills.database.pool.query(
    `ALTER TABLE cost_rule_version DISABLE TRIGGER USER; DELETE FROM cost_rule_version;
     ALTER TABLE cost_rule_version ENABLE TRIGGER USER; DELETE FROM gpu_use_day`,
  );
  await bills.empty();
});

const now = new Date('2026-11-10T12:00:00Z');
async function ask(query: Record<string, unknown> = {}, grants = financeEverywhere): Promise<Showback> {
  const parsed = showbackQuerySchema.parse({ from: '2026-10-01', to: '2026-10-31', ...query });
  return showbackSchema.parse(
    await readShowback({ actor: actorWith(grants), database: bills.database, now }, parsed, bills.openLedger),
  );
}

async function save(rules: Partial<AllocationRules>, standsOn: number | null = null, at = now, label = 'Finn') {
  const context = { actor: actorWith(financeEverywhere, label), database: bills.database, now: at, requestId: 'test' };
  return saveCostRules(context, { standsOn, comment: 'As agreed', rules: { ...noAllocationRules, ...rules } });
}

let delivered = 0;
/** A bill that is added up by the rules in force. */
async function deliver(rows: readonly TestCostRow[], arrivedAt = new Date('2026-11-06T00:00:00Z')) {
  const { id, file } = await bills.record(
    rows.map((row) => ({ BillingCurrency: 'USD', x_provider: 'aws', ...row })),
    { scope: `bill-${delivered++}`, arrivedAt, days: ['2026-10-01', '2026-10-31'] },
  );
  await roll(id, file);
  return { id, file };
}

async function roll(id: string, file: string): Promise<void> {
  const attribution = await readAttribution(bills.database.pool, null);
  await bills.addUp(id, file, { attribution, at: now });
}

const charge = (cost: string | null, team: string | null, rest: TestCostRow = {}): TestCostRow => ({
  x_charge_day: '2026-10-05',
  EffectiveCost: cost,
  BilledCost: cost,
  Tags: JSON.stringify(team === null ? {} : { team }),
  ...rest,
});

const october = [
  charge('60', 'vision', { ServiceName: 'Compute', x_gpu_model: 'NVIDIA H100', x_gpu_hours: '3' }),
  charge('0.000000000000000000000001', 'vision', { ServiceName: 'Storage' }),
  charge('20', 'speech', { ServiceName: 'Compute', x_gpu_model: 'NVIDIA H100', x_gpu_hours: '9' }),
  charge('-4', 'robots', { ServiceName: 'Storage' }),
  charge('10', null, { ServiceName: 'Support' }),
  charge('2', 'speech', { ServiceName: 'Support', SubAccountId: '1234' }),
  charge('5', null, { ServiceName: 'Network', SubAccountId: '12999' }),
];
const whole = '93.000000000000000000000001';

const pool = (given: Partial<CostPool> = {}): CostPool => ({
  name: 'Support',
  selector: { service: ['Support'] },
  split: { by: 'proportional', teams: null },
  ...given,
});
const toTeam = (pattern: string, value: string): AttributionRule => ({
  attribute: 'team',
  source: { from: 'account' },
  maps: { pattern, value },
});

/** Every row of the first book by what it is. */
function rowsOf({ books: [book] }: Showback): Record<string, string | null> {
  if (book === undefined) return {};
  return Object.fromEntries([
    ...book.teams.map(({ team, total }) => [team, total.amount]),
    ...(book.unallocated === null ? [] : [['unallocated', book.unallocated.total.amount]]),
    ...(book.idle === null ? [] : [['idle', book.idle.amount]]),
    ...book.unsplit.map(({ pool: name, amount }) => [`unsplit ${name}`, amount]),
  ]);
}

function addUp(showback: Showback): bigint {
  return addAmounts(...Object.values(rowsOf(showback)).map((text) => readAmount(text ?? 'unknown')));
}

describe('without rules', () => {
  it('shows back what bills attribute, the unallocated apart, and nothing is lost', async () => {
    await deliver(october);
    const told = await ask();
    expect(told).toMatchObject({ version: null, newest: null, readFrom: 'roll-ups', behind: 0, isBounded: false });
    expect(rowsOf(told)).toEqual({
      vision: '60.000000000000000000000001',
      speech: '22',
      robots: '-4',
      unallocated: '15',
    });
    expect(told.books[0]?.whole).toMatchObject({ amount: whole, atLeast: false });
    expect(told.idle.measured).toBeNull();
  });

  it('calls a cost that no row tells not known, and what it is part of at least', async () => {
    await deliver([...october, charge(null, 'secretive'), charge(null, 'speech')]);
    const [book] = (await ask()).books;
    const totals = Object.fromEntries(
      book?.teams.map(({ team, total }) => [team, [total.amount, total.atLeast]]) ?? [],
    );
    expect(totals).toMatchObject({ secretive: [null, true], speech: ['22', true], vision: [expect.anything(), false] });
    expect(book?.whole).toMatchObject({ amount: whole, untoldRows: 2, atLeast: true });
  });
});

describe('by rules', () => {
  beforeEach(async () => {
    await deliver(october);
  });

  it('attributes and shares at once from the rows, and says that bills are added up by others', async () => {
    await save({ attribution: [toTeam('12*', 'core')], pools: [pool()] });
    const told = await ask();
    expect(told).toMatchObject({ version: { number: 1, createdBy: 'Finn' }, readFrom: 'rows', behind: 1 });
    // 12 of support, by 60 + 10⁻²⁴, 20, 5 and a credit.
    expect(Object.keys(rowsOf(told))).toEqual(['vision', 'speech', 'core', 'robots']);
    expect(rowsOf(told)).toMatchObject({ speech: '22.823529411764705882352941', robots: '-4' });
    expect(addUp(told)).toBe(parseAmount(whole));
    expect(told.books[0]?.unallocated).toBeNull();
    expect((await ask({ version: 0 })).readFrom).toBe('roll-ups');
    await expect(ask({ version: 2 })).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('is told alike by roll-ups and rows, for every metric and kind of split', async () => {
    const pools = [
      pool(),
      pool({
        name: 'Network',
        selector: { service: ['Network', 'Support'] },
        split: { by: 'even', teams: ['a', 'b'] },
      }),
      pool({
        name: 'Rest',
        selector: { service: [''] },
        split: { by: 'fixed', shares: [{ team: 'c', percent: '100' }] },
      }),
    ];
    await save({ pools });
    const rolled = await ask();
    // A pool that takes nothing, by another dimension: only rows can tell.
    await save({ pools: [...pools, pool({ name: 'Nothing', selector: { region: ['nowhere'] } })] }, 1);
    const read = await ask();
    expect([rolled.readFrom, read.readFrom]).toEqual(['roll-ups', 'rows']);
    expect(rowsOf(read)).toEqual(rowsOf(rolled));
    expect(read.books[0]?.whole).toEqual(rolled.books[0]?.whole);
    expect((await ask({ metric: 'billed' })).books[0]?.whole?.amount).toBe(whole);
    expect((await ask({ metric: 'list' })).books[0]?.whole?.amount).toBeNull();
  });

  it('takes a cost into the first pool that selects it, and shares by GPU-hours', async () => {
    await save({
      pools: [
        pool({ selector: { service: ['Support'], team: [''] }, split: { by: 'usage', teams: null } }),
        pool({
          name: 'Rest',
          selector: { service: ['Support', 'Network'] },
          split: { by: 'usage', teams: ['nobody'] },
        }),
      ],
    });
    const told = await ask();
    expect(rowsOf(told)).toEqual({
      vision: '62.500000000000000000000001',
      speech: '27.5',
      robots: '-4',
      'unsplit Rest': '7',
    });
    expect(told.books[0]?.unsplit[0]?.reason).toBe('no-gpu-hours');
    expect(addUp(told)).toBe(parseAmount(whole));
  });

  it('was what it was by the version in force then', async () => {
    const first = new Date('2026-11-07T00:00:00Z');
    await save({ attribution: [toTeam('12*', 'core')] }, null, first);
    await save({ attribution: [toTeam('12*', 'kernel')] }, 1, new Date('2026-11-08T00:00:00Z'));
    const teamsAt = async (asOf: string) => Object.keys(rowsOf(await ask({ asOf })));
    expect(await teamsAt('2026-11-06T12:00:00Z')).toContain('unallocated');
    expect(await teamsAt('2026-11-07T12:00:00Z')).toContain('core');
    expect(await teamsAt('2026-11-08T12:00:00Z')).toContain('kernel');
    expect((await ask({ asOf: '2026-11-07T12:00:00Z' })).newest).toBe(2);
  });

  it('keeps idle apart or spreads it, on the days that are measured', async () => {
    await bills.database.pool.query(
      `INSERT INTO gpu_use_day (day, position, connection_id, provider, team, gpu_model, not_allocated_ms, idle_ms, busy_ms, unknown_ms)
       VALUES ('2026-10-05', 1, gen_random_uuid(), 'aws', 'vision', 'NVIDIA H100', 1800000, 600000, 600000, 600000),
              ('2026-10-06', 1, gen_random_uuid(), 'aws', 'robots', 'NVIDIA H100', 0, 3600000, 0, 0)`,
    );
    const apart = await ask();
    expect(apart).toMatchObject({ readFrom: 'roll-ups', idle: { measured: { days: 2, unknownPercent: '8.3' } } });
    expect(rowsOf(apart)).toMatchObject({ vision: '30.000000000000000000000001', speech: '22', idle: '30' });
    expect(apart.books[0]?.teams.find(({ team }) => team === 'vision')?.idleOut).toBe('30');
    await save({ idle: 'spread' });
    const spread = await ask();
    expect(rowsOf(spread)).toMatchObject({ vision: '52.500000000000000000000001', speech: '29.5' });
    expect([addUp(apart), addUp(spread)]).toEqual([parseAmount(whole), parseAmount(whole)]);
    // From the rows it is the same.
    await save({ idle: 'spread', pools: [pool({ selector: { region: ['nowhere'] } })] }, 1);
    const read = await ask();
    expect(read.readFrom).toBe('rows');
    expect(rowsOf(read)).toEqual(rowsOf(spread));
  });

  it('says nothing of the days of a team on which its own GPUs were not accounted for', async () => {
    const gpu = { x_charge_day: '2026-10-06', ServiceName: 'Compute', x_gpu_model: 'NVIDIA H100' };
    await deliver([charge('40', 'vision', gpu), charge('7', null, gpu)]);
    await bills.database.pool.query(
      `INSERT INTO gpu_use_day (day, position, connection_id, provider, team, gpu_model, not_allocated_ms, idle_ms, busy_ms, unknown_ms)
       VALUES ('2026-10-05', 1, gen_random_uuid(), 'aws', 'vision', 'NVIDIA H100', 1800000, 0, 1800000, 0),
              ('2026-10-06', 1, gen_random_uuid(), 'aws', NULL, 'NVIDIA H100', 3600000, 0, 0, 0)`,
    );
    const told = await ask();
    const idleOf = ({ books: [book] }: Showback) => [
      ...(book?.teams ?? []).map(({ team, idleOut }) => [team, idleOut]),
      [null, book?.unallocated?.idleOut],
    ];
    expect([told.readFrom, ...idleOf(told)]).toEqual([
      'roll-ups',
      ['vision', '30'],
      ['speech', null],
      ['robots', null],
      [null, '7'],
    ]);
    await save({ pools: [pool({ selector: { region: ['nowhere'] } })] });
    const read = await ask();
    expect([read.readFrom, ...idleOf(read)]).toEqual(['rows', ...idleOf(told)]);
  });

  it('shows whoever sees some teams their rows alone, and no total of all', async () => {
    await save({
      attribution: [toTeam('12*', 'core')],
      pools: [
        pool(),
        pool({ name: 'Secret', selector: { service: ['Network'] }, split: { by: 'even', teams: ['core'] } }),
      ],
    });
    const team: RoleGrant[] = [{ role: 'finance', scope: { kind: 'team', team: 'speech' } }];
    const told = await ask({}, team);
    expect(rowsOf(told)).toEqual({ speech: rowsOf(await ask()).speech });
    expect(told).toMatchObject({ isBounded: true, version: { comment: null, createdBy: null } });
    expect(told.books[0]).toMatchObject({ whole: null, unallocated: null, idle: null, unsplit: [] });
    expect(told.pools.map(({ name }) => name)).toEqual(['Support']);
    expect(told.idle.measured).toBeNull();
    expect(JSON.stringify({ ...told, sources: [] })).not.toMatch(/vision|robots|core|Secret|93/);
    const nobodys: RoleGrant[] = [{ role: 'finance', scope: { kind: 'team', team: 'nobodys' } }];
    expect((await ask({}, nobodys)).books).toEqual([]);
    const site: RoleGrant[] = [{ role: 'finance', scope: { kind: 'site', site: 'oslo' } }];
    await expect(ask({}, site)).rejects.toMatchObject({ kind: 'denied' });
    await expect(ask({}, [{ role: 'viewer', scope: { kind: 'all' } }])).rejects.toMatchObject({ kind: 'denied' });
  });

  it('previews what a draft would move: differences add up to nought, and nothing is saved', async () => {
    const preview = async (rules: Partial<AllocationRules>) => {
      const body = previewCostRulesSchema.parse({ month: '2026-10', rules: { ...noAllocationRules, ...rules } });
      const context = { actor: actorWith(), database: bills.database, now };
      return costRulesPreviewSchema.parse(await previewCostRules(context, body, bills.openLedger));
    };
    const told = await preview({ attribution: [toTeam('12*', 'core')], pools: [pool()] });
    expect(told).toMatchObject({ version: null, atLeast: false });
    const lines = told.books[0]?.lines ?? [];
    expect(lines.find(({ name }) => name === 'core')).toMatchObject({ before: null, kind: 'team' });
    expect(lines.find(({ kind }) => kind === 'unallocated')).toMatchObject({
      before: '15',
      after: '0',
      difference: '-15',
    });
    const moved = lines.map(({ difference }) => parseAmount(difference)).filter((one) => one !== null);
    expect(moved).toHaveLength(lines.length);
    expect(addAmounts(...moved)).toBe(0n);
    expect(await bills.database.prisma.costRuleVersion.count()).toBe(0);
    await expect(preview({ pools: [pool({ selector: {} })] })).rejects.toMatchObject({
      kind: 'invalid',
      errors: [{ path: 'rules.pools.0.selector' }],
    });
  });
});

describe('teams that differ in case only', () => {
  it('are named with the rule that makes them one, and are one by it', async () => {
    // The other tags are there as well, and spell no team so.
    const rest = { Tags: JSON.stringify({ squad: 'vision-2', 'cost-center': 'cc-1', team: '\u00a0 vision' }) };
    await deliver([charge('60', 'Vision'), charge('20', null, rest), charge('5', 'speech')]);
    const team: RoleGrant[] = [{ role: 'finance', scope: { kind: 'team', team: 'vision' } }];
    const told = await ask();
    const rule: AttributionRule = {
      attribute: 'team',
      source: { from: 'tag', key: 'team' },
      maps: { pattern: 'vision', value: 'Vision' },
    };
    expect(told.alike).toEqual([{ teams: ['Vision', 'vision'], rules: [rule] }]);
    expect((await ask({}, team)).alike).toEqual([]);
    await save({ attribution: [rule] });
    const mapped = await ask();
    expect([mapped.alike, rowsOf(mapped)]).toEqual([[], { Vision: '80', speech: '5' }]);
  });

  it('have no rule where it would stand for other teams, or before what a connection looks at first', async () => {
    const bySquad = { Tags: JSON.stringify({ squad: 'vision' }) };
    await deliver([charge('60', 'Vision'), charge('20', null, bySquad), charge('9', 'A*'), charge('5', 'a*')]);
    const none = [
      { teams: ['Vision', 'vision'], rules: [] },
      { teams: ['A*', 'a*'], rules: [] },
    ];
    expect((await ask()).alike).toEqual(none);
  });

  it('are one by a rule before the written one that tells them, and what an earlier rule tells stays', async () => {
    const squad: AttributionRule = { attribute: 'team', source: { from: 'tag', key: 'squad' }, maps: null };
    const platform = toTeam('123', 'Platform');
    await save({ attribution: [platform, squad] });
    const bySquad = { Tags: JSON.stringify({ squad: 'vision' }) };
    await deliver([
      charge('60', 'Vision'),
      charge('20', null, bySquad),
      charge('7', null, { ...bySquad, SubAccountId: '123' }),
    ]);
    const before = await ask();
    expect(rowsOf(before)).toEqual({ Vision: '60', vision: '20', Platform: '7' });
    const rules = before.alike.flatMap((group) => group.rules);
    expect(rules).toEqual([{ ...squad, maps: { pattern: 'vision', value: 'Vision' } }]);
    await save({ attribution: [platform, ...rules, squad] }, 1);
    expect(rowsOf(await ask())).toEqual({ Vision: '80', Platform: '7' });
  });
});

describe('a bill that is added up by other rules', () => {
  it('is to be added up anew, once, and only when rules that attribute changed', async () => {
    const { id, file } = await deliver(october);
    expect(await findOutdated(bills.database.pool)).toEqual([]);
    await save({ pools: [pool()] });
    expect(await findOutdated(bills.database.pool)).toEqual([]);
    await save({ pools: [pool()], attribution: [toTeam('12*', 'core')] }, 1);
    const [outdated] = await findOutdated(bills.database.pool);
    expect(outdated?.attribution).toMatchObject({ version: 2, written: 1 });
    const list = async () =>
      costRulesSchema.parse(await readCostRules({ actor: actorWith(), database: bills.database, now }, { limit: 1 }));
    expect(await list()).toMatchObject({
      items: [{ number: 2 }],
      before: { attribution: [], pools: [{ name: 'Support' }] },
      nextBelow: 2,
      deliveries: { counting: 1, behind: 1 },
    });
    await roll(id, file);
    expect(await findOutdated(bills.database.pool)).toEqual([]);
    expect((await list()).deliveries).toEqual({ counting: 1, behind: 0 });
    const told = await ask();
    expect(told).toMatchObject({ readFrom: 'roll-ups', behind: 0 });
    expect(rowsOf(told)).toMatchObject({ core: '5.705882352941176470588235' });
    // An older version is read from the rows.
    expect(await ask({ version: 1 })).toMatchObject({ readFrom: 'rows', behind: 1 });
  });
});
