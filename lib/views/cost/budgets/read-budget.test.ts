import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { budgetDetailSchema, budgetsSchema } from '@/lib/api/contracts/cost-budgets';
import { changeBudget } from '@/lib/commands/cost/budgets/change-budget';
import { createBudget } from '@/lib/commands/cost/budgets/create-budget';
import type { RoleGrant } from '@/lib/domain/access';
import { createBudgetUpkeep } from '@/lib/worker/keep-budgets';
import { readBudget } from './read-budget';
import { readBudgetList } from './read-budgets';
import { daysOfMonth, TestBudgets, toTeamRows, toTestTerms } from './test-budgets';

let bench: TestBudgets;
beforeAll(async () => {
  bench = await TestBudgets.create();
});
afterAll(() => bench.close());
beforeEach(() => bench.empty());

const readOne = async (id: string, at: string, grants?: RoleGrant[]) =>
  budgetDetailSchema.parse(await readBudget(bench.contextAt(at, grants), id, bench.openLedger));
const readAll = async (at: string, grants?: RoleGrant[]) =>
  budgetsSchema.parse(await readBudgetList(bench.contextAt(at, grants), bench.openLedger));

const upkeepAt = (at: string) =>
  createBudgetUpkeep(bench.database, {
    now: () => new Date(at),
    stopping: new AbortController().signal,
    queueMails: async () => undefined,
    openLedger: bench.openLedger,
  });

describe('what a budget tells of a bill that grows', () => {
  it('is told what is spent to the cent and what the month will come to, with what is not settled left out', async () => {
    await bench.deliverPast();
    await bench.deliverNovember('2026-11-12');
    const id = await createBudget(bench.contextAt('2026-11-12T08:00:00Z'), toTestTerms());
    const { forecast, probability, state, history } = await readOne(id, '2026-11-12T08:00:00Z');
    // Eleven days, three of them of a weekend.
    expect(forecast.spent).toEqual({ amount: '1104', atLeast: true, nothing: null });
    expect(forecast.toldTo).toBe('2026-11-08');
    // 30 days, nine of them at weekends.
    expect(Number(forecast.end?.amount)).toBeCloseTo(21 * 108 + 9 * 80, 0);
    expect(forecast.end?.band80).not.toBeNull();
    expect(forecast.backTest?.origins).toBeGreaterThan(50);
    expect([state, probability !== null && probability < 0.05]).toEqual(['on-course', true]);
    expect(history[0]).toMatchObject({ from: '2026-10-01', spent: { amount: '3096', atLeast: false }, amount: '3000' });
    const [first, last] = [forecast.days[0], forecast.days.at(-1)];
    expect(first).toMatchObject({ day: '2026-11-01', told: '80', atLeast: false, forecast: null });
    expect(last).toMatchObject({ day: '2026-11-30', told: null });
    expect(forecast.days.find(({ day }) => day === '2026-11-11')).toMatchObject({ told: '1104', atLeast: true });
  });

  it('says in words that nothing is charged yet: a nought that may still grow says nothing', async () => {
    await bench.deliverPast();
    const days = daysOfMonth('2026-11-01').filter((day) => day < '2026-11-12');
    const others = toTeamRows(days).filter(({ Tags }) => Tags === JSON.stringify({ team: 'speech' }));
    await bench.deliver('2026-11-01', others, '2026-11-12T07:30:00Z');
    const at = '2026-11-12T08:00:00Z';
    const id = await createBudget(bench.contextAt(at), toTestTerms());
    const { forecast, history, state } = await readOne(id, at);
    expect(forecast.spent).toEqual({ amount: null, atLeast: true, nothing: 'no-charges' });
    expect(forecast.days.filter(({ told, atLeast }) => told === '0' && atLeast)).toEqual([]);
    expect(forecast.days[3]).toMatchObject({ told: '0', atLeast: false });
    expect([state, history[0]?.spent.amount]).not.toContain('over');
    const nobody = await createBudget(
      bench.contextAt(at),
      toTestTerms({ name: 'Nobody', filters: { team: ['visoin'] } }),
    );
    const none = await readOne(nobody, at);
    expect([none.state, none.forecast.end, none.forecast.spent.amount, none.history[0]?.spent]).toEqual([
      'unknown',
      null,
      null,
      { amount: null, atLeast: false, nothing: 'no-charges' },
    ]);
    expect(none.forecast.why).toMatch(/^Cannot say: no bill/);
    expect(await upkeepAt(at)()).toBe(0);
  });

  it('will not come to less than is told, though the days that tell it may still grow', async () => {
    await bench.deliverPast();
    const jump = toTeamRows(['2026-11-11'], 20);
    const days = daysOfMonth('2026-11-01').filter((day) => day < '2026-11-12');
    await bench.deliver('2026-11-01', [...toTeamRows(days), ...jump], '2026-11-12T07:00:00Z');
    const at = '2026-11-12T08:00:00Z';
    const id = await createBudget(bench.contextAt(at), toTestTerms({ amount: '3300' }));
    const { forecast, probability, state } = await readOne(id, at);
    expect([forecast.spent.amount, forecast.toldTo]).toEqual(['3264', '2026-11-08']);
    expect(Number(forecast.end?.amount)).toBeCloseTo(21 * 108 + 9 * 80 + 20 * 108, 0);
    expect([state, probability !== null && probability > 0.95]).toEqual(['likely-over', true]);
  });

  it('takes days that a source has not told for unknown', async () => {
    await bench.deliverPast();
    await bench.deliverNovember('2026-11-08');
    const id = await createBudget(bench.contextAt('2026-11-20T08:00:00Z'), toTestTerms());
    const { forecast } = await readOne(id, '2026-11-20T08:00:00Z');
    expect(forecast.toldTo).toBe('2026-11-04');
    expect(Number(forecast.end?.amount)).toBeCloseTo(21 * 108 + 9 * 80, 0);
    expect(forecast.spent.atLeast).toBe(true);
  });

  it('names the sources that the days of its period lack, and nothing of days before it', async () => {
    await bench.deliverPast();
    await bench.deliverNovember('2026-11-08');
    const id = await createBudget(bench.contextAt('2026-11-20T08:00:00Z'), toTestTerms());
    const { forecast } = await readOne(id, '2026-11-20T08:00:00Z');
    expect(forecast.sources).toEqual({
      total: 1,
      incomplete: 1,
      missing: [{ title: 'factory', from: '2026-11-08', to: '2026-11-19', why: expect.stringMatching(/\.$/) }],
    });
    const whole = await readOne(id, '2026-11-08T08:00:00Z');
    expect(whole.forecast.sources).toEqual({ total: 1, incomplete: 0, missing: [] });
    const [listed] = (await readAll('2026-11-20T08:00:00Z')).items;
    expect(listed?.forecast.sources).toEqual(forecast.sources);
  });
});

describe('a budget', () => {
  const at = '2026-11-12T08:00:00Z';

  it('is kept version by version, and held against the one that was in force', async () => {
    await bench.deliverPast();
    await bench.deliverNovember('2026-11-12');
    const id = await createBudget(bench.contextAt('2026-09-01T00:00:00Z'), toTestTerms({ amount: '100' }));
    const change = {
      version: 1,
      terms: toTestTerms({ amount: '5000.5', overrides: [{ from: '2026-12-01', amount: '9' }] }),
    };
    await changeBudget(bench.contextAt('2026-10-20T00:00:00Z'), id, change);
    const detail = await readOne(id, at);
    expect(detail.amount).toBe('5000.5');
    expect(detail.history.map(({ amount }) => amount).slice(0, 2)).toEqual(['5000.5', '100']);
    expect(detail.versions.map(({ version, terms: { amount } }) => [version, amount])).toEqual([
      [2, '5000.5'],
      [1, '100'],
    ]);
    await expect(changeBudget(bench.contextAt(at), id, change)).rejects.toMatchObject({ kind: 'conflict' });
    await expect(bench.database.pool.query('DELETE FROM cost_budget')).rejects.toThrow(/archived/);
    await changeBudget(bench.contextAt(at), id, { version: 2, archived: true });
    expect((await readAll(at)).items).toEqual([]);
    expect((await readOne(id, at)).budget.archivedAt).toBe('2026-11-12T08:00:00.000Z');
  });

  it('is for those alone whose reach holds its whole slice, and writable everywhere only', async () => {
    await bench.deliverPast();
    await bench.deliverNovember('2026-11-12');
    const vision = await createBudget(bench.contextAt(at), toTestTerms());
    const all = await createBudget(bench.contextAt(at), toTestTerms({ name: 'All', filters: {} }));
    await createBudget(bench.contextAt(at), toTestTerms({ name: 'Both', filters: { team: ['vision', 'speech'] } }));
    const grants: RoleGrant[] = [{ role: 'finance', scope: { kind: 'team', team: 'vision' } }];
    const { items } = await readAll(at, grants);
    expect(items.map(({ budget }) => budget.terms.name)).toEqual(['Vision']);
    expect(items[0]?.forecast.spent.amount).toBe('1104');
    expect((await readOne(vision, at, grants)).forecast.spent.amount).toBe('1104');
    await expect(readOne(all, at, grants)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(createBudget(bench.contextAt(at, grants), toTestTerms({ name: 'x' }))).rejects.toMatchObject({
      kind: 'denied',
    });
    expect((await readAll(at)).items.map(({ forecast }) => forecast.spent.amount)).toEqual([
      '1115.04',
      '1115.04',
      '1104',
    ]);
  });
});
