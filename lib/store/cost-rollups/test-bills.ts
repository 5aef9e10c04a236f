import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Actor } from '@/lib/access/actor';
import type { RoleGrant } from '@/lib/domain/access';
import { type Attribution, toDefaultAttribution } from '@/lib/domain/cost/attribution-rules';
import { defaultTagRules } from '@/lib/domain/resource';
import type { CostEngine } from '@/lib/store/cost-ledger/cost-engine';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { computeRollup, type Rollup } from './compute-rollup';
import { recordTestDelivery } from './test-delivery';
import { openTestDuckDb, type TestCostRow, writeTestParquet } from './test-ledger';
import { writeRollup } from './write-rollup';

export type TestDelivery = Parameters<typeof recordTestDelivery>[1];

export const financeEverywhere: RoleGrant[] = [{ role: 'finance', scope: { kind: 'all' } }];

/** Somebody who holds these roles. */
export const actorWith = (grants: RoleGrant[] = financeEverywhere, label = 'test'): Actor => ({
  kind: 'person',
  id: null,
  personId: null,
  label,
  grants,
});

/** Bills in a database, a DuckDB and a folder of their own. */
export class TestBills {
  readonly database: TestDatabase;
  readonly duck: DuckDBConnection;
  readonly root: string;
  readonly #closeDuck: () => void;
  /** Files of the same rows, of which each counts in one delivery. */
  readonly #files = new Map<string, { names: string[]; used: number }>();
  #written = 0;
  readonly #rollups = new Map<string, Promise<Rollup>>();

  private constructor(
    database: TestDatabase,
    { connection, close }: Awaited<ReturnType<typeof openTestDuckDb>>,
    root: string,
  ) {
    this.database = database;
    this.duck = connection;
    this.root = root;
    this.#closeDuck = close;
  }

  static async create(): Promise<TestBills> {
    const [database, duck, root] = await Promise.all([
      createTestDatabase(),
      openTestDuckDb(),
      mkdtemp(join(tmpdir(), 'millwright-bills-')),
    ]);
    return new TestBills(database, duck, root);
  }

  async close(): Promise<void> {
    this.#closeDuck();
    await this.database.close();
    await rm(this.root, { recursive: true, force: true });
  }

  /** Takes all bills out again. */
  async empty(): Promise<void> {
    for (const files of this.#files.values()) files.used = 0;
    await this.database.pool.query(
      'TRUNCATE cost_rollup, cost_rollup_keys, cost_rollup_cut, cost_rollup_day, cost_file, cost_delivery CASCADE',
    );
  }

  /** The rows alone, for whoever asks what no roll-up holds. */
  readonly openLedger = async (): Promise<{ root: string; engine: CostEngine }> => ({
    root: this.root,
    engine: {
      query: async (sql) => (await this.duck.runAndReadAll(sql)).getRowObjects(),
      withConnection: (work) => work(this.duck),
      close: async () => undefined,
    },
  });

  /** Writes rows as a file of the ledger, or takes one of these rows that no bill has. Returns its name in the folder. */
  async #write(rows: readonly TestCostRow[]): Promise<string> {
    const content = JSON.stringify(rows);
    const files = this.#files.get(content) ?? { names: [], used: 0 };
    this.#files.set(content, files);
    const known = files.names[files.used++];
    if (known !== undefined) return known;
    const file = `${this.#written++}.parquet`;
    files.names.push(file);
    await writeTestParquet(this.duck, join(this.root, file), rows);
    return file;
  }

  /**
   * Puts rows on record as the bill of October that counts, with the first and last day they are of unless `given` says
   * others, and adds them up. Returns the delivery's id.
   */
  async deliver(
    rows: readonly TestCostRow[],
    given: Partial<TestDelivery> = {},
    attribution: Attribution = toDefaultAttribution(defaultTagRules),
  ): Promise<string> {
    const { id, file, arrivedAt } = await this.record(rows, given);
    await this.addUp(id, file, { attribution, at: arrivedAt });
    return id;
  }

  /** Puts rows on record and adds nothing up. */
  async record(
    rows: readonly TestCostRow[],
    given: Partial<TestDelivery> = {},
  ): Promise<{ id: string; file: string; arrivedAt: Date }> {
    const file = await this.#write(rows);
    const days = rows.map((row) => String(row.x_charge_day)).sort();
    const [first, last] = [days[0], days.at(-1)];
    const delivery: TestDelivery = {
      month: '2026-10-01',
      scope: 'aws-bills',
      arrivedAt: new Date('2026-11-06T00:00:00Z'),
      days: first === undefined || last === undefined ? null : [first, last],
      files: [file],
      ...given,
    };
    return { id: await recordTestDelivery(this.database, delivery), file, arrivedAt: delivery.arrivedAt };
  }

  /** Writes what a delivery of one file adds up to; what takes longest is done once for the same file and rules. */
  async addUp(id: string, file: string, { attribution, at }: { attribution: Attribution; at: Date }): Promise<void> {
    const key = JSON.stringify([file, attribution]);
    const rollup = this.#rollups.get(key) ?? computeRollup(this.duck, [join(this.root, file)], attribution);
    this.#rollups.set(key, rollup);
    const sums = await rollup;
    await inTransaction(this.database.pool, (client) =>
      writeRollup((sql, parameters) => client.query(sql, parameters), id, sums, at),
    );
  }
}
