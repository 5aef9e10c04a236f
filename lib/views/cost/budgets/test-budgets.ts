import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '@/lib/access/actor';
import { createBudgetSchema } from '@/lib/api/contracts/cost-budgets';
import type { RoleGrant } from '@/lib/domain/access';
import { toDefaultAttribution } from '@/lib/domain/cost/attribution-rules';
import { defaultTagRules } from '@/lib/domain/resource';
import type { CostEngine } from '@/lib/store/cost-ledger/cost-engine';
import { computeRollup } from '@/lib/store/cost-rollups/compute-rollup';
import { addDays } from '@/lib/store/cost-rollups/cost-question';
import { recordTestDelivery } from '@/lib/store/cost-rollups/test-delivery';
import { openTestDuckDb, type TestCostRow, writeTestParquet } from '@/lib/store/cost-rollups/test-ledger';
import { writeRollup } from '@/lib/store/cost-rollups/write-rollup';
import type { Database } from '@/lib/store/database/database';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';

const everywhere: RoleGrant[] = [{ role: 'finance', scope: { kind: 'all' } }];

/** A database of bills of two teams, of whom `finance@` and `vision@example.com` may see everything and one. */
export class TestBudgets {
  readonly database: TestDatabase;
  readonly #duck: Awaited<ReturnType<typeof openTestDuckDb>>;
  readonly #root: string;
  readonly #connectionId: string;
  readonly #rollups = new Map<string, ReturnType<typeof computeRollup>>();

  private constructor(
    database: TestDatabase,
    {
      duck,
      root,
      connectionId,
    }: { duck: Awaited<ReturnType<typeof openTestDuckDb>>; root: string; connectionId: string },
  ) {
    this.database = database;
    this.#duck = duck;
    this.#root = root;
    this.#connectionId = connectionId;
  }

  static async create(): Promise<TestBudgets> {
    const database = await createTestDatabase();
    const duck = await openTestDuckDb();
    const root = await mkdtemp(join(tmpdir(), 'millwright-budgets-'));
    const { id } = await database.prisma.connection.create({
      data: {
        provider: 'aws',
        name: 'factory',
        settings: {},
        tagRules: { ...defaultTagRules },
        intervalMs: 3_600_000,
        createdAt: new Date('2026-01-01T00:00:00Z'),
        schedules: { create: { capability: 'cost', nextDueAt: new Date('2026-01-01T00:00:00Z') } },
      },
    });
    await addPerson(database, 'finance', null);
    await addPerson(database, 'vision', 'vision');
    return new TestBudgets(database, { duck, root, connectionId: id });
  }

  async close(): Promise<void> {
    this.#duck.close();
    await this.database.close();
    await rm(this.#root, { recursive: true, force: true });
  }

  /** Takes all budgets and bills out again. */
  async empty(): Promise<void> {
    await this.database.pool.query(
      `TRUNCATE cost_budget_alert, cost_budget_version, cost_budget, cost_rollup, cost_rollup_keys, cost_rollup_cut,
         cost_rollup_day, cost_file, cost_delivery CASCADE`,
    );
  }

  readonly openLedger = async () => {
    const engine: CostEngine = {
      query: () => Promise.reject(new Error('Not asked for here.')),
      withConnection: (work) => work(this.#duck.connection),
      close: async () => undefined,
    };
    return { root: this.#root, engine };
  };

  /** Somebody of finance at a time; without grants they reach everything. */
  contextAt(at: string, grants: RoleGrant[] = everywhere) {
    const actor: Actor = { kind: 'person', id: null, personId: null, label: 'finance@example.com', grants };
    return { actor, database: this.database, now: new Date(at), requestId: 'test' };
  }

  /** A month's bill, in place of the one before. */
  async deliver(first: string, rows: readonly TestCostRow[], arrivedAt: string): Promise<void> {
    const file = `${first} ${rows.length}.parquet`;
    const rollup = this.#rollups.get(file) ?? this.#addUp(file, rows);
    this.#rollups.set(file, rollup);
    const sums = await rollup;
    const at = new Date(arrivedAt);
    const { pool } = this.database;
    await pool.query(`UPDATE cost_delivery SET superseded_at = $1 WHERE billing_month = $2 AND superseded_at IS NULL`, [
      at,
      first,
    ]);
    const days = rows.map((row) => String(row.x_charge_day)).sort();
    const id = await recordTestDelivery(this.database, {
      source: 'aws-focus',
      scope: 'bills',
      month: first,
      arrivedAt: at,
      connectionId: this.#connectionId,
      days: [days[0] ?? first, days.at(-1) ?? first],
      files: [file],
    });
    await inTransaction(pool, (client) => writeRollup((sql, given) => client.query(sql, given), id, sums, at));
  }

  /** Five months before November, whole and settled. */
  async deliverPast(): Promise<void> {
    for (const first of ['2026-06-01', '2026-07-01', '2026-08-01', '2026-09-01', '2026-10-01'])
      await this.deliver(first, toTeamRows(daysOfMonth(first)), '2026-11-08T06:00:00Z');
  }

  /** November as it is told at six in the morning of a day. */
  async deliverNovember(day: string): Promise<void> {
    const told = daysOfMonth('2026-11-01').filter((each) => each < day);
    await this.deliver('2026-11-01', toTeamRows(told), `${day}T06:00:00Z`);
  }

  /** Adding up takes longest, so the same rows are added up once. */
  async #addUp(file: string, rows: readonly TestCostRow[]) {
    const path = join(this.#root, file);
    await writeTestParquet(this.#duck.connection, path, rows);
    return computeRollup(this.#duck.connection, [path], toDefaultAttribution(defaultTagRules));
  }
}

/** Somebody of finance, over everything or for a team. */
async function addPerson({ prisma }: Pick<Database, 'prisma'>, name: string, team: string | null): Promise<void> {
  const createdAt = new Date('2026-01-01T00:00:00Z');
  const scope = team === null ? { scopeKind: 'all' } : { scopeKind: 'team', scopeValue: team };
  await prisma.person.create({
    data: {
      email: `${name}@example.com`,
      name,
      createdAt,
      bindings: { create: { role: 'finance', ...scope, createdAt } },
    },
  });
}

/** The days of the month that begins with one. */
export function daysOfMonth(first: string): string[] {
  const days: string[] = [];
  for (let day = first; day.slice(0, 7) === first.slice(0, 7); day = addDays(day, 1)) days.push(day);
  return days;
}

/** A hundred dollars a day of one team, a hundredth of it of another, with a week’s course. */
export function toTeamRows(days: readonly string[], factor = 1): TestCostRow[] {
  return days.flatMap((day) => {
    const cost = factor * (new Date(day).getUTCDay() % 6 === 0 ? 80 : 108);
    const row = (team: string, amount: number): TestCostRow => ({
      BillingCurrency: 'USD',
      x_provider: 'aws',
      x_charge_day: day,
      ChargeCategory: 'Usage',
      EffectiveCost: amount.toFixed(2),
      BilledCost: amount.toFixed(2),
      Tags: JSON.stringify({ team }),
    });
    return [row('vision', cost), row('speech', cost / 100)];
  });
}

/** A budget of 3,000 dollars a month for one team, but for what is given. */
export const toTestTerms = (given: Record<string, unknown> = {}) =>
  createBudgetSchema.parse({
    name: 'Vision',
    currency: 'USD',
    amount: '3000',
    filters: { team: ['vision'] },
    ...given,
  });
