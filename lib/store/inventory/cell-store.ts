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
  /** Empty when the last read of the scope missed none. */
  lastSeenAt: (number | null)[];
}

/** Counted resources of one scope. */
export interface Segment extends ScopeAddress, EncodedCells {
  present: number;
  /** What is too old to be told is for the reader to say, who knows the time. */
  expired: false;
}

export type Dictionaries = Record<CellDimension, Dictionary>;

const changeSchema = z.object({
  connection_id: z.string(),
  account: z.string(),
  region: z.string(),
  kind: z.string(),
  present: z.number(),
  cells: z.instanceof(Buffer),
});
const headSchema = z.object({ lineage: z.string(), seen_up_to: z.string(), total: z.coerce.number() });

/**
 * The counts of every scope, kept in this process and brought up to date before each use: any combination of filters is
 * answered from memory, and only what changed since is read. What is here is what a snapshot of the database held.
 */
export class CellStore {
  readonly dictionaries: Dictionaries = forEachDimension(() => new Dictionary());
  #segments = new Map<string, Segment>();
  /** Every transaction before this one had ended when the store was last brought up to date. */
  #seenUpTo = 0n;
  /** The server's life and the table whose transactions those are. */
  #lineage = '';
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
    if (await this.#readChanges(pool, this.#seenUpTo, this.#segments)) return;
    const all = new Map<string, Segment>();
    await this.#readChanges(pool, 0n, all);
    this.#segments = all;
  }

  /**
   * Takes in what transactions from `since` on have written. False when that is not all that happened: a scope has been
   * forgotten, which one only reading all of them shows; or the ids are another server's or table's, or start anew.
   */
  async #readChanges(pool: pg.Pool, since: bigint, into: Map<string, Segment>): Promise<boolean> {
    const { rows } = await pool.query(
      `select now.*, f.connection_id, f.account, f.region, f.kind, f.present, f.cells
       from (select pg_snapshot_xmin(pg_current_snapshot())::text as seen_up_to,
         concat_ws(' ', pg_postmaster_start_time(), (select oid from pg_database where datname = current_database()),
           'inventory_facet'::regclass::oid) as lineage,
         (select count(*) from inventory_facet) as total) now
       left join inventory_facet f on f.changed_in >= $1::bigint`,
      [since],
    );
    const { lineage, seen_up_to, total } = headSchema.parse(rows[0]);
    const seenUpTo = BigInt(seen_up_to);
    const isContinued = since === 0n || (lineage === this.#lineage && seenUpTo >= since);
    this.#lineage = lineage;
    this.#seenUpTo = seenUpTo;
    if (!isContinued) return false;
    for (const row of rows) {
      if (row.connection_id === null) continue;
      const { connection_id: connectionId, account, region, kind, present, cells } = changeSchema.parse(row);
      const key = [connectionId, account, region, kind].join('\n');
      const encoded = this.encode(unpackCells(cells));
      into.set(key, { connectionId, account, region, kind, present, expired: false, ...encoded });
    }
    return total === into.size;
  }

  /** Cells with their values as codes. */
  encode({ length, values, codes, counts, accelerators, lastSeenAt }: CellTable): EncodedCells {
    return {
      length,
      codes: forEachDimension((dimension) => {
        const known = values[dimension].map((value) => this.dictionaries[dimension].encode(value));
        return Uint32Array.from(codes[dimension], (code) => translate(known, code));
      }),
      counts,
      accelerators,
      lastSeenAt,
    };
  }
}

function translate(known: number[], code: number): number {
  const translated = known[code];
  if (translated === undefined) throw new RangeError('A packed cell names a value that is not listed.');
  return translated;
}

// A bundler may load this module once a route, and each copy must find the same counts.
const holder: { millwrightCells?: WeakMap<pg.Pool, CellStore> } = globalThis as typeof globalThis & {
  millwrightCells?: WeakMap<pg.Pool, CellStore>;
};

/** The counts kept for a database's pool. */
export function cellStoreOf(pool: pg.Pool): CellStore {
  holder.millwrightCells ??= new WeakMap();
  const store = holder.millwrightCells.get(pool) ?? new CellStore();
  holder.millwrightCells.set(pool, store);
  return store;
}
