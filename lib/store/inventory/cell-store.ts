import type pg from 'pg';
import { z } from 'zod';
import type { ScopeAddress } from './collection-state';
import { Dictionary } from './dictionary';
import { type CellDimension, type CellTable, forEachDimension, unpackCells } from './facet-cells';

/** Cells by column, their values as codes of a store's dictionaries. */
export interface EncodedCells {
  length: number;
  codes: Record<CellDimension, Uint32Array>;
  counts: Uint32Array;
  accelerators: Uint32Array;
}

/** Counted resources of one scope. */
export interface Segment extends ScopeAddress, EncodedCells {
  present: number;
}

export type Dictionaries = Record<CellDimension, Dictionary>;

const changeSchema = z.object({
  connection_id: z.string().nullable(),
  account: z.string(),
  region: z.string(),
  kind: z.string(),
  present: z.number(),
  cells: z.instanceof(Buffer),
});
const headSchema = z.object({ seen_up_to: z.string(), total: z.coerce.number() });

/**
 * The counts of every scope, kept in this process and brought up to date before each use: any combination of filters is
 * answered from memory, and only what changed since is read. What is here is what a snapshot of the database held.
 */
export class CellStore {
  readonly dictionaries: Dictionaries = forEachDimension(() => new Dictionary());
  #segments = new Map<string, Segment>();
  /** Every transaction before this one had ended when the store was last brought up to date. */
  #seenUpTo = '0';
  #refreshing: Promise<void> = Promise.resolve();

  /** The counts as they are now. */
  async read(pool: pg.Pool): Promise<Iterable<Segment>> {
    // One at a time: whoever comes meanwhile gets a refresh of their own, which then finds little to do.
    const refresh = this.#refreshing.then(() => this.#refresh(pool));
    this.#refreshing = refresh.catch(() => undefined);
    await refresh;
    return this.#segments.values();
  }

  async #refresh(pool: pg.Pool): Promise<void> {
    const total = await this.#readChanges(pool, this.#seenUpTo, this.#segments);
    if (total === this.#segments.size) return;
    // A scope has been forgotten; which one only reading all of them shows.
    const all = new Map<string, Segment>();
    await this.#readChanges(pool, '0', all);
    this.#segments = all;
  }

  /** Takes in what transactions from `since` on have written. Returns how many scopes there are in all. */
  async #readChanges(pool: pg.Pool, since: string, into: Map<string, Segment>): Promise<number> {
    const { rows } = await pool.query(
      `select now.seen_up_to, now.total, f.connection_id, f.account, f.region, f.kind, f.present, f.cells
       from (select pg_snapshot_xmin(pg_current_snapshot())::text as seen_up_to,
         (select count(*) from inventory_facet) as total) now
       left join inventory_facet f on f.changed_in >= $1::bigint`,
      [since],
    );
    const head = headSchema.parse(rows[0]);
    for (const row of rows) {
      if (row.connection_id === null) continue;
      const { connection_id: connectionId, account, region, kind, present, cells } = changeSchema.parse(row);
      if (connectionId === null) continue;
      const key = [connectionId, account, region, kind].join('\n');
      into.set(key, { connectionId, account, region, kind, present, ...this.encode(unpackCells(cells)) });
    }
    this.#seenUpTo = head.seen_up_to;
    return head.total;
  }

  /** Cells with their values as codes. */
  encode({ length, values, codes, counts, accelerators }: CellTable): EncodedCells {
    return {
      length,
      codes: forEachDimension((dimension) => {
        const known = values[dimension].map((value) => this.dictionaries[dimension].encode(value));
        return Uint32Array.from(codes[dimension], (code) => translate(known, code));
      }),
      counts,
      accelerators,
    };
  }
}

function translate(known: number[], code: number): number {
  const translated = known[code];
  if (translated === undefined) throw new RangeError('A packed cell names a value that is not listed.');
  return translated;
}

const stores = new WeakMap<pg.Pool, CellStore>();

/** The counts kept for a database's pool. */
export function cellStoreOf(pool: pg.Pool): CellStore {
  const store = stores.get(pool) ?? new CellStore();
  stores.set(pool, store);
  return store;
}
