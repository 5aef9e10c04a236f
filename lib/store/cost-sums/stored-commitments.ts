import type pg from 'pg';
import { z } from 'zod';
import {
  type CommitmentCut,
  type CommitmentMeasure,
  commitmentMeasures,
  type OnDemandPrice,
} from '@/lib/domain/cost/commitment-sum';
import { ByteCache } from '@/lib/store/cost-rollups/byte-cache';
import { unpack } from '@/lib/store/cost-rollups/packed-cut';
import { type NamedEntry, unpackEntries } from './packed-commitments';
import { sumsDerivation } from './stored-sums';
import { measureColumn } from './write-commitments';

/** Which sums of a delivery are meant: another version once they are made anew. */
export interface SummedDelivery {
  id: string;
  version: string;
}

/** One cut of a delivery's sums, over all its days or by day. */
export interface WantedCommitments {
  delivery: SummedDelivery;
  cut: CommitmentCut;
  byDay: boolean;
}

/** Sums by one cut, as `packed-commitments.ts` lays them out, of the measures that were asked for. */
export interface StoredCommitments {
  rows: DataView;
  measures: ReadonlyMap<CommitmentMeasure, DataView>;
  untold: DataView | null;
  /** What each sum is of, over all days; empty by day. */
  entries: readonly NamedEntry[];
  /** By day, as packed; null: over all days. */
  days: DataView | null;
}

/** A process keeps so many bytes of what it read from one database. */
const mostBytes = 64 * 2 ** 20;
const caches = new WeakMap<pg.Pool, ByteCache<{ stored: StoredCommitments | null }>>();

const versionSchema = z.array(z.object({ id: z.string(), version: z.string() }));

/** Which sums deliveries have now; those that have none, or sums of an older derivation, are left out. */
export async function readSummed(pool: pg.Pool, ids: readonly string[]): Promise<Map<string, SummedDelivery>> {
  // Every writing of the row has a transaction of its own.
  const { rows } = await pool.query(
    'SELECT delivery_id AS id, xmin::text AS version FROM cost_rollup WHERE delivery_id = ANY($1) AND derivation = $2',
    [ids, sumsDerivation],
  );
  return new Map(versionSchema.parse(rows).map((one) => [one.id, one]));
}

const bytes = z.instanceof(Buffer);
const rowSchema = z.object({
  ordinal: z.string().transform(Number),
  entries: bytes,
  rows: bytes,
  untold: bytes.nullable(),
  billed: bytes.nullable(),
  effective: bytes.nullable(),
  list: bytes.nullable(),
  contracted: bytes.nullable(),
  quantity: bytes.nullable(),
  hours: bytes.nullable(),
  'gpu-hours': bytes.nullable(),
});

/** The sums that are asked for, in that order; null: the delivery has none of them. `price`: at which usage is valued. */
export async function readStoredCommitments(
  pool: pg.Pool,
  wanted: readonly WantedCommitments[],
  price: OnDemandPrice,
): Promise<(StoredCommitments | null)[]> {
  const cache = caches.get(pool) ?? new ByteCache(mostBytes);
  caches.set(pool, cache);
  const names = wanted.map(({ delivery: { id, version }, cut, byDay }) => `${id} ${version} ${cut} ${byDay} ${price}`);
  const found = names.map((name) => cache.get(name));
  const missing = wanted.flatMap((one, place) => (found[place] === undefined ? [{ ...one, place }] : []));
  const read = await readPacked(pool, missing, price);
  for (const [index, { place, byDay }] of missing.entries()) {
    const row = read.get(index + 1);
    const stored = row === undefined ? null : toStored(row, byDay);
    found[place] = { stored };
    cache.set(names[place] ?? '', { stored }, stored === null ? 200 : sizeOf(stored));
  }
  return found.map((one) => one?.stored ?? null);
}

async function readPacked(pool: pg.Pool, wanted: readonly WantedCommitments[], price: OnDemandPrice) {
  if (wanted.length === 0) return new Map<number, z.infer<typeof rowSchema>>();
  const other = price === 'list' ? 'contracted' : 'list';
  const columns = commitmentMeasures.map((measure) =>
    measure === other ? `NULL::bytea AS ${measure}` : `c.${measureColumn(measure)} AS "${measure}"`,
  );
  const { rows } = await pool.query(
    `SELECT w.ordinal, c.entries, c.rows, c.untold, ${columns.join(', ')}
     FROM unnest($1::uuid[], $2::text[], $3::boolean[]) WITH ORDINALITY AS w(delivery_id, cut, by_day, ordinal)
     JOIN cost_commitment_cut c USING (delivery_id, cut, by_day)`,
    [wanted.map(({ delivery }) => delivery.id), wanted.map(({ cut }) => cut), wanted.map(({ byDay }) => byDay)],
  );
  return new Map(
    rowSchema
      .array()
      .parse(rows)
      .map((row) => [row.ordinal, row]),
  );
}

function toStored(row: z.infer<typeof rowSchema>, byDay: boolean): StoredCommitments {
  return {
    rows: unpack(row.rows),
    measures: new Map(
      commitmentMeasures.flatMap((measure) => {
        const packed = row[measure];
        return packed === null ? [] : [[measure, unpack(packed)] as const];
      }),
    ),
    untold: row.untold === null ? null : unpack(row.untold),
    entries: byDay ? [] : unpackEntries(row.entries),
    days: byDay ? unpack(row.entries) : null,
  };
}

function sizeOf({ rows, measures, untold, entries, days }: StoredCommitments): number {
  const views = [rows, ...measures.values(), ...(untold === null ? [] : [untold]), ...(days === null ? [] : [days])];
  return views.reduce((sum, view) => sum + view.byteLength, 500) + entries.length * 16;
}
