import type pg from 'pg';
import { z } from 'zod';
import { SharedRun } from '../shared-run';

/** Rows of some kinds that were read through one connection. Another object whenever any of it may have changed. */
export interface ConnectionRows<Row> {
  connectionId: string;
  rows: readonly Row[];
  /** When each scope was last read, by `scopeKey`; null: never. */
  scopes: ReadonlyMap<string, Date | null>;
}

/** Which rows are kept, and how they are read. */
export interface RowSource<Row> {
  /** The kinds whose scopes, when written, may have changed a row. */
  kinds: readonly string[];
  /** Id and version of every row of a connection that is to be kept, in order of their ids. */
  listHeads(pool: pg.Pool, connectionId: string): Promise<[id: string, version: string][]>;
  /** Rows by their ids; those that are gone, or none after all, are left out. */
  readRows(pool: pg.Pool, ids: readonly string[]): Promise<Row[]>;
}

const scopeSchema = z.object({
  connectionId: z.string(),
  account: z.string().nullable(),
  scopeRegion: z.string().nullable(),
  kind: z.string().nullable(),
  lastReadAt: z.date().nullable(),
  version: z.string().nullable(),
});

interface Kept<Row> extends ConnectionRows<Row> {
  /** Of all its scopes together. */
  version: string;
  byId: Map<string, Row>;
}

const rowsAtOnce = 5_000;

/** Names a scope within its connection. */
export function scopeKey(scope: { account: string; scopeRegion: string; kind: string }): string {
  return [scope.account, scope.scopeRegion, scope.kind].join('\n');
}

/**
 * Rows of every connection, kept in this process and brought up to date before each use: only those that were written since
 * are read. Whoever writes resources ends by writing their scope, so that an unchanged scope has unchanged rows.
 */
export class KeptRows<Row extends { id: string; version: string }> {
  readonly #source: RowSource<Row>;
  #kept = new Map<string, Kept<Row>>();
  readonly #refreshing = new SharedRun<void>();

  constructor(source: RowSource<Row>) {
    this.#source = source;
  }

  /** The rows as they are now, by connection. */
  async read(pool: pg.Pool): Promise<readonly ConnectionRows<Row>[]> {
    await this.#refreshing.run(() => this.#refresh(pool));
    return [...this.#kept.values()];
  }

  async #refresh(pool: pg.Pool): Promise<void> {
    const found = await readScopes(pool, this.#source.kinds);
    for (const id of this.#kept.keys()) if (!found.has(id)) this.#kept.delete(id);
    for (const [connectionId, { version, scopes }] of found) {
      const kept = this.#kept.get(connectionId);
      if (kept?.version === version) continue;
      const byId = await this.#readRows(pool, connectionId, kept?.byId ?? new Map());
      this.#kept.set(connectionId, { connectionId, version, scopes, byId, rows: [...byId.values()] });
    }
  }

  async #readRows(pool: pg.Pool, connectionId: string, known: ReadonlyMap<string, Row>): Promise<Map<string, Row>> {
    const current = await this.#source.listHeads(pool, connectionId);
    const written = current.flatMap(([id, version]) => (known.get(id)?.version === version ? [] : [id]));
    const read = new Map<string, Row>();
    for (let start = 0; start < written.length; start += rowsAtOnce) {
      const rows = await this.#source.readRows(pool, written.slice(start, start + rowsAtOnce));
      for (const row of rows) read.set(row.id, row);
    }
    // What vanished between the two reads is in neither.
    const rows = current.flatMap(([id]) => read.get(id) ?? known.get(id) ?? []);
    return new Map(rows.map((row) => [row.id, row]));
  }
}

/** The scopes of some kinds, with what changes whenever one of them is written, by connection. */
async function readScopes(
  pool: pg.Pool,
  kinds: readonly string[],
): Promise<Map<string, { version: string; scopes: Map<string, Date | null> }>> {
  const { rows } = await pool.query(
    `select c.id as "connectionId", s.account, s.region as "scopeRegion", s.kind, s.last_read_at as "lastReadAt",
       s.xmin::text as version
     from connection c left join inventory_scope s on s.connection_id = c.id and s.kind = any($1)
     order by c.id, s.account, s.region, s.kind`,
    [kinds],
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
