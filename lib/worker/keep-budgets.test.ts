import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { budgetDetailSchema, budgetsSchema } from '@/lib/api/contracts/cost-budgets';
import { acknowledgeBudgetAlert } from '@/lib/commands/cost/budgets/acknowledge-budget-alert';
import { changeBudget } from '@/lib/commands/cost/budgets/change-budget';
import { createBudget } from '@/lib/commands/cost/budgets/create-budget';
import { raiseBudgetAlert } from '@/lib/commands/cost/budgets/raise-budget-alerts';
import type { RoleGrant } from '@/lib/domain/access';
import { readBudget } from '@/lib/views/cost/budgets/read-budget';
import { readBudgetList } from '@/lib/views/cost/budgets/read-budgets';
import { TestBudgets, toTestTerms } from '@/lib/views/cost/budgets/test-budgets';
import { readBudgetItems } from '@/lib/views/overview/budget-items';
import { createBudgetUpkeep } from './keep-budgets';

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

function upkeepAt(clock: { at: string }, queued: string[] = []) {
  return createBudgetUpkeep(bench.database, {
    now: () => new Date(clock.at),
    stopping: new AbortController().signal,
    queueMails: async (alertId, people) => void queued.push(...people.map((to) => `${alertId} ${to}`)),
    openLedger: bench.openLedger,
  });
}

describe('the alerts of a budget', () => {
  it('raises each alert once, with what was known then, and mails whom it names', async () => {
    await bench.deliverPast();
    await bench.deliverNovember('2026-11-12');
    const at = '2026-11-12T08:00:00Z';
    const id = await createBudget(
      bench.contextAt(at),
      toTestTerms({ amount: '2500', actualThresholds: [40, 80, 100], owner: 'finance@example.com' }),
    );
    const clock = { at };
    const queued: string[] = [];
    const upkeep = upkeepAt(clock, queued);
    expect(await upkeep()).toBe(2);
    expect(await upkeep()).toBe(0);
    // Another worker, which knows of nothing before.
    expect(await upkeepAt(clock)()).toBe(0);
    const { alerts } = await readOne(id, at);
    expect(alerts.map(({ kind, threshold }) => [kind, threshold])).toEqual([
      ['probability', 50],
      ['actual', 40],
    ]);
    expect(alerts[1]).toMatchObject({ spent: '1104', atLeast: true, amount: '2500', asOf: '2026-11-12T08:00:00.000Z' });
    expect(queued.toSorted()).toEqual(alerts.map((alert) => `${alert.id} finance@example.com`).toSorted());
    await bench.deliverNovember('2026-11-28');
    clock.at = '2026-11-28T08:00:00Z';
    // 2,692 dollars are told: more than all of it, and once more for nothing that is merely likely.
    expect(await upkeep()).toBe(2);
    const later = await readOne(id, clock.at);
    expect([later.state, later.probability]).toEqual(['over', 1]);
    expect(later.alerts).toHaveLength(4);
    const raised = await bench.database.prisma.auditEntry.count({
      where: { action: 'cost-budget.alert', outcome: 'done' },
    });
    expect(raised).toBe(4);
  });

  it('judges what is told late of a period by what the budget was when that ended', async () => {
    await bench.deliverPast();
    await bench.deliverNovember('2026-11-10');
    const of = (team: string, amount: string) =>
      toTestTerms({ name: `From ${team}`, amount, filters: { team: [team] } });
    const changed = async (before: ReturnType<typeof of>, after: ReturnType<typeof of>) => {
      const id = await createBudget(bench.contextAt('2026-09-01T00:00:00Z'), before);
      await changeBudget(bench.contextAt('2026-11-03T00:00:00Z'), id, { version: 1, terms: after });
      return id;
    };
    const at = '2026-11-10T08:00:00Z';
    // Of the one October came to 3,096 dollars, of the other to 30.96.
    const grown = await changed(of('speech', '3000'), { ...of('vision', '9000'), name: 'Grown' });
    const shrunk = await changed(of('vision', '3000'), { ...of('speech', '9000'), name: 'Shrunk' });
    await upkeepAt({ at })();
    expect((await readOne(grown, at)).alerts).toEqual([]);
    const { alerts, history } = await readOne(shrunk, at);
    expect(alerts.map(({ periodStart, threshold, spent }) => [periodStart, threshold, spent])).toEqual([
      ['2026-10-01', 100, '3096'],
      ['2026-10-01', 80, '3096'],
    ]);
    expect(history[0]).toMatchObject({ from: '2026-10-01', spent: { amount: '30.96' }, amount: null });
  });

  it('tells of an alert in the currency and to those it was raised for', async () => {
    await bench.deliverPast();
    await bench.deliverNovember('2026-11-12');
    const at = '2026-11-12T08:00:00Z';
    const id = await createBudget(
      bench.contextAt(at),
      toTestTerms({ filters: {}, amount: '1300', probabilityThresholds: [] }),
    );
    await upkeepAt({ at })();
    await changeBudget(bench.contextAt(at), id, {
      version: 1,
      terms: toTestTerms({ currency: 'EUR', period: 'quarter' }),
    });
    const all = { threshold: 80, amount: '1300', spent: '1115.04', currency: 'USD', period: 'month' };
    expect((await readOne(id, at)).alerts).toMatchObject([all]);
    // It tells what everything came to.
    expect((await readOne(id, at, [{ role: 'finance', scope: { kind: 'team', team: 'vision' } }])).alerts).toEqual([]);
  });

  it('counts and leads with the alerts alone that were raised for costs within reach', async () => {
    await bench.deliverPast();
    await bench.deliverNovember('2026-11-12');
    const at = '2026-11-12T08:00:00Z';
    const given = { probabilityThresholds: [], actualThresholds: [80] };
    const id = await createBudget(bench.contextAt(at), toTestTerms({ ...given, filters: {}, amount: '1300' }));
    await upkeepAt({ at })();
    await changeBudget(bench.contextAt(at), id, {
      version: 1,
      terms: toTestTerms({ ...given, amount: '1250', period: 'quarter' }),
    });
    const team: RoleGrant[] = [{ role: 'finance', scope: { kind: 'team', team: 'vision' } }];
    const countsFor = async (grants?: RoleGrant[]) =>
      (await readAll(at, grants)).items.map(({ openAlerts }) => openAlerts);
    expect([await countsFor(), await countsFor(team)]).toEqual([[1], [0]]);
    expect(await readBudgetItems(bench.contextAt(at, team))).toEqual([]);
    // It was a month's when it was raised.
    expect(await readBudgetItems(bench.contextAt(at))).toMatchObject([
      { detail: expect.stringContaining('In 2026-11,') },
    ]);
    await upkeepAt({ at })();
    expect([await countsFor(), await countsFor(team)]).toEqual([[2], [1]]);
  });

  it('raises a threshold again for another amount, once, and none of a budget that is archived', async () => {
    await bench.deliverPast();
    await bench.deliverNovember('2026-11-12');
    const at = '2026-11-12T08:00:00Z';
    const given = { probabilityThresholds: [] };
    const id = await createBudget(bench.contextAt(at), toTestTerms({ ...given, amount: '1300' }));
    expect(await upkeepAt({ at })()).toBe(1);
    await changeBudget(bench.contextAt(at), id, { version: 1, terms: toTestTerms({ ...given, amount: '1350' }) });
    expect(await upkeepAt({ at })()).toBe(1);
    expect(await upkeepAt({ at })()).toBe(0);
    expect((await readOne(id, at)).alerts.map(({ threshold, amount }) => [threshold, amount]).toSorted()).toEqual([
      [80, '1300'],
      [80, '1350'],
    ]);
    await changeBudget(bench.contextAt(at), id, { version: 2, archived: true });
    const passed = {
      budget: { id, version: 2, name: 'Vision' },
      periodStart: '2026-11-01',
      kind: 'actual' as const,
      threshold: 70,
      amount: 1n,
      spent: 1n,
      probability: null,
      known: { atLeast: true, toldTo: null, forecast: null },
    };
    expect(await raiseBudgetAlert(bench.contextAt(at), passed, null)).toBeNull();
  });

  it('raises nothing on a probability that cannot be said, and a floor that passes all the same', async () => {
    await bench.deliverNovember('2026-11-12');
    const at = '2026-11-12T08:00:00Z';
    const id = await createBudget(bench.contextAt(at), toTestTerms({ amount: '1300', probabilityThresholds: [1] }));
    expect(await upkeepAt({ at })()).toBe(1);
    const { alerts, state, forecast } = await readOne(id, at);
    expect(alerts.map(({ kind, threshold }) => [kind, threshold])).toEqual([['actual', 80]]);
    expect([state, forecast.end]).toEqual(['unknown', null]);
    expect(forecast.why).toMatch(/^Cannot say: 8 of the 28 days/);
  });

  it('leads from the overview until somebody acknowledges, once', async () => {
    await bench.deliverPast();
    await bench.deliverNovember('2026-11-28');
    const at = '2026-11-28T08:00:00Z';
    const id = await createBudget(bench.contextAt(at), toTestTerms({ amount: '2000' }));
    await upkeepAt({ at })();
    const itemsFor = (grants?: RoleGrant[]) => readBudgetItems(bench.contextAt(at, grants));
    expect(await itemsFor()).toMatchObject([{ status: 'critical', href: `/cost/budgets/${id}` }]);
    expect(await itemsFor([{ role: 'finance', scope: { kind: 'team', team: 'speech' } }])).toEqual([]);
    expect(await itemsFor([{ role: 'viewer', scope: { kind: 'all' } }])).toEqual([]);
    const { alerts } = await readOne(id, at);
    for (const alert of alerts) await acknowledgeBudgetAlert(bench.contextAt(at), alert.id);
    await acknowledgeBudgetAlert(bench.contextAt('2026-11-29T08:00:00Z'), alerts[0]?.id ?? '');
    expect(await itemsFor()).toEqual([]);
    expect((await readOne(id, at)).alerts[0]).toMatchObject({
      acknowledgedAt: '2026-11-28T08:00:00.000Z',
      acknowledgedBy: 'finance@example.com',
    });
    await expect(bench.database.pool.query('UPDATE cost_budget_alert SET threshold = 1')).rejects.toThrow(
      /stands as it was/,
    );
  });
});
