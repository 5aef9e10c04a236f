import type pg from 'pg';
import { z } from 'zod';
import { SharedRun } from '../shared-run';
import { listKeptWork } from './kept-work';
import { type ReadRow, scopeKey, toWorkRow, type WorkRow, workColumns, workKinds } from './work-row';

/** The pieces of work that were read through one connection and may have to do with devices. Another object whenever any of it may have changed. */
export interface ConnectionWork {
  connectionId: string;
  rows: readonly WorkRow[];
  /** When each scope was last read, by `scopeKey`; null: never. */
  scopes: ReadonlyMap<string, Date | null>;
}

const scopeSchema = z.object({
  connectionId: z.string(),
  account: z.string().nullable(),
  scopeRegion: z.string().nullable(),
  kind: z.string().nullable(),
  lastReadAt: z.date().nullable(),
  version: z.string().nullable(),
});

interface Kept extends ConnectionWork {
  /** Of all its scopes together. */
  version: string;
  byId: Map<string, WorkRow>;
}

const rowsAtOnce = 5_000;

/**
 * The work of every connection, kept in this process and brought up to date before each use: only rows that were written
 * since are read. Whoever writes work ends by writing its scope, so that an unchanged scope has unchanged work.
 */
export class WorkStore {
  #kept = new Map<string, Kept>();
  readonly #refreshing = new SharedRun<void>();

  /** The work as it is now, by connection. `labels` are the tags of pods that are wanted, the same at every call. */
  async read(pool: pg.Pool, labels: readonly string[]): Promise<readonly ConnectionWork[]> {
    await this.#refreshing.run(() => this.#refresh(pool, labels));
    return [...this.#kept.values()];
  }

  async #refresh(pool: pg.Pool, labels: readonly string[]): Promise<void> {
    const found = await readScopes(pool);
    for (const id of this.#kept.keys()) if (!found.has(id)) this.#kept.delete(id);
    for (const [connectionId, { version, scopes }] of found) {
      const kept = this.#kept.get(connectionId);
      if (kept?.version === version) continue;
      const byId = await readRows(pool, connectionId, labels, kept?.byId ?? new Map());
      this.#kept.set(connectionId, { connectionId, version, scopes, byId, rows: [...byId.values()] });
    }
  }
}

/** The scopes of work, with what changes whenever one of them is written, by connection. */
async function readScopes(pool: pg.Pool): Promise<Map<string, { version: string; scopes: Map<string, Date | null> }>> {
  const { rows } = await pool.query(
    `select c.id as "connectionId", s.account, s.region as "scopeRegion", s.kind, s.last_read_at as "lastReadAt",
       s.xmin::text as version
     from connection c left join inventory_scope s on s.connection_id = c.id and s.kind = any($1)
     order by c.id, s.account, s.region, s.kind`,
    [workKinds],
  );
  const found = new Map<string, { version: string; scopes: Map<string, Date | null> }>();
  for (const { connectionId, account, scopeRegion, kind, lastReadAt, version } of z.array(scopeSchema).parse(rows)) {
    const known = found.get(connectionId) ?? { version: '', scopes: new Map() };
    found.set(connectionId, known);
    if (account === null || scopeRegion === null || kind === null) continue;
    known.version += `${account}\n${scopeRegion}\n${kind}\n${version}\n${lastReadAt?.getTime()}\n`;
    known.scopes.set(scopeKey({ account, scopeRegion, kind }), lastReadAt);
  }
  return found;
}

async function readRows(
  pool: pg.Pool,
  connectionId: string,
  labels: readonly string[],
  known: ReadonlyMap<string, WorkRow>,
): Promise<Map<string, WorkRow>> {
  const current = await listKeptWork(pool, connectionId);
  const written = current.flatMap(([id, version]) => (known.get(id)?.version === version ? [] : [id]));
  const read = new Map<string, WorkRow>();
  for (let start = 0; start < written.length; start += rowsAtOnce) {
    const ids = written.slice(start, start + rowsAtOnce);
    const { rows } = await pool.query<ReadRow>(`select ${workColumns} from resource r where r.id = any($1)`, [
      ids,
      labels,
    ]);
    for (const each of rows) {
      const row = toWorkRow(each);
      if (row !== null) read.set(row.id, row);
    }
  }
  // What vanished between the two reads is in neither.
  const rows = current.flatMap(([id]) => read.get(id) ?? known.get(id) ?? []);
  return new Map(rows.map((row) => [row.id, row]));
}

// A bundler may load this module once a route, and each copy must find the same work.
const holder: { millwrightWork?: WeakMap<pg.Pool, WorkStore> } = globalThis as typeof globalThis & {
  millwrightWork?: WeakMap<pg.Pool, WorkStore>;
};

/** The work kept for a database's pool. */
export function workStoreOf(pool: pg.Pool): WorkStore {
  holder.millwrightWork ??= new WeakMap();
  const store = holder.millwrightWork.get(pool) ?? new WorkStore();
  holder.millwrightWork.set(pool, store);
  return store;
}
