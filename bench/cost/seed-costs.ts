import { join } from 'node:path';
import type { CostEngine } from '@/lib/store/cost-ledger/cost-engine';
import type { LedgerFolder } from '@/lib/store/cost-ledger/ledger-folder';
import { addDays } from '@/lib/store/cost-rollups/cost-question';
import { rollDelivery } from '@/lib/store/cost-rollups/roll-delivery';
import { recordTestDelivery } from '@/lib/store/cost-rollups/test-delivery';
import { writeQueryAsParquet } from '@/lib/store/cost-rollups/test-ledger';
import type { Database } from '@/lib/store/database/database';
import { timed } from '../measure';
import { billColumns, billRows, billScopes, lateDays } from './bill-rows';

const months = 13;
const firstMonth = '2025-11-01';
export const seededRange = { from: '2025-11-01', to: '2026-11-30' };

interface SeededDelivery {
  id: string;
  connectionId: null;
  month: string;
  /** The provider whose bill it is. */
  scope: string;
}

/** Where the bench's costs are. */
export interface CostBench {
  database: Database;
  engine: CostEngine;
  folder: LedgerFolder;
}

/**
 * Generates bills of so many rows over 13 months and adds them up. What an earlier bench delivered stands, so that one that
 * was broken off goes on where it was.
 */
export async function seedCosts(
  bench: CostBench,
  rows: number,
  log: (text: string) => void,
): Promise<SeededDelivery[]> {
  const { pool } = bench.database;
  const found = await readSeeded(bench);
  const isFound = new Set(found.map(({ month, scope }) => `${scope} ${month}`));
  if (isFound.size === months * billScopes.length) return found;
  const unfinished = 'NOT IN (SELECT delivery_id FROM cost_rollup)';
  await pool.query(`DELETE FROM cost_file WHERE delivery_id ${unfinished}`);
  await pool.query(`DELETE FROM cost_delivery WHERE id ${unfinished}`);
  for (let index = 0; index < months; index += 1) {
    const month = toMonth(index);
    const missing = billScopes.filter(({ provider }) => !isFound.has(`${provider} ${month}`));
    let [writtenMs, addedMs] = [0, 0];
    for (const scope of missing) {
      const count = Math.round((rows * scope.share) / months);
      const file = join('parquet', `${scope.provider}-${month}.parquet`);
      writtenMs += await timed(() =>
        bench.engine.withConnection((connection) =>
          writeQueryAsParquet(connection, join(bench.folder.root, file), billRows(scope, month, count), billColumns),
        ),
      );
      const id = await recordTestDelivery(bench.database, {
        source: scope.source,
        scope: scope.provider,
        month,
        arrivedAt: new Date(`${addDays(toMonth(index + 1), 6)}T00:00:00Z`),
        days: [addDays(month, -lateDays), addDays(toMonth(index + 1), -1)],
        files: [file],
      });
      addedMs += await timed(() =>
        rollDelivery({ ...bench, root: bench.folder.root }, { id, connectionId: null }, new Date()),
      );
    }
    if (missing.length > 0) log(`${month} is written in ${toSeconds(writtenMs)} and added up in ${toSeconds(addedMs)}`);
  }
  await pool.query('VACUUM ANALYZE');
  return readSeeded(bench);
}

async function readSeeded({ database }: CostBench): Promise<SeededDelivery[]> {
  const { rows } = await database.pool.query<{ id: string; month: string; scope: string }>(
    `SELECT id, scope, to_char(billing_month, 'YYYY-MM-DD') AS month FROM cost_delivery JOIN cost_rollup ON delivery_id = id
     ORDER BY billing_month, source`,
  );
  return rows.map((row) => ({ ...row, connectionId: null }));
}

const toSeconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

const toMonth = (index: number) => {
  const first = new Date(firstMonth);
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + index, 1)).toISOString().slice(0, 10);
};
