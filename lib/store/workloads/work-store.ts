import type pg from 'pg';
import { type ConnectionRows, KeptRows } from '../inventory/kept-rows';
import { listKeptWork } from './kept-work';
import { type ReadRow, toWorkRow, type WorkRow, workColumns, workKinds } from './work-row';

/** The pieces of work that were read through one connection and may have to do with devices. Another object whenever any of it may have changed. */
export type ConnectionWork = ConnectionRows<WorkRow>;

function keepWork(labels: readonly string[]): KeptRows<WorkRow> {
  return new KeptRows<WorkRow>({
    kinds: workKinds,
    listHeads: listKeptWork,
    async readRows(pool, ids) {
      const { rows } = await pool.query<ReadRow>(`select ${workColumns} from resource r where r.id = any($1)`, [
        ids,
        labels,
      ]);
      return rows.flatMap((row) => toWorkRow(row) ?? []);
    },
  });
}

// A bundler may load this module once a route, and each copy must find the same work.
const holder: { millwrightWork?: WeakMap<pg.Pool, KeptRows<WorkRow>> } = globalThis as typeof globalThis & {
  millwrightWork?: WeakMap<pg.Pool, KeptRows<WorkRow>>;
};

/** The work of every connection as it is now. `labels` are the tags of pods that are wanted, the same at every call. */
export function readKeptWork(pool: pg.Pool, labels: readonly string[]): Promise<readonly ConnectionWork[]> {
  holder.millwrightWork ??= new WeakMap();
  const store = holder.millwrightWork.get(pool) ?? keepWork(labels);
  holder.millwrightWork.set(pool, store);
  return store.read(pool);
}
