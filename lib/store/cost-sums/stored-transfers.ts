import type pg from 'pg';
import { z } from 'zod';
import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import type { TransferCut, TransferWay } from '@/lib/domain/cost/transfer-sum';
import { ByteCache } from '@/lib/store/cost-rollups/byte-cache';
import { amountAt, unpackAmounts } from '@/lib/store/cost-rollups/packed-amounts';
import { unpack } from '@/lib/store/cost-rollups/packed-cut';
import type { RolledDelivery } from '@/lib/store/cost-rollups/stored-cuts';
import { quantityBytes, readWays, unpackQuantity } from './packed-transfers';
import { transferOwners } from './transfer-tally';
import { toWayName } from './transfer-ways';

/** Whose costs are asked for: what stands at one of the sites or belongs to one of the teams; null: everybody's. */
export type TransferReach = { sites: readonly string[]; teams: readonly string[] } | null;

/** What charges of one way add up to, of one cost; up to a day where they are told by day. */
export interface StoredFigures {
  rows: number;
  amount: bigint;
  untold: number;
  quantity: bigint;
  toldQuantity: number;
  untoldQuantity: number;
}

/** A way, and a text that no other way has. */
interface NamedWay {
  way: TransferWay;
  name: string;
}

/** The ways of one cut and owner with their entries, each way's in the order of their days; each holds those before it. */
export interface StoredWays {
  ways: readonly NamedWay[];
  /** -1: it is counted twice by the others and to be taken off. */
  sign: 1 | -1;
  /** Where the entries of each way begin; at the end, how many there are. */
  starts: Uint32Array;
  /** An entry's day since 1970. */
  dayAt: (entry: number) => number;
  /** What the entries of its way up to one add up to. */
  figuresAt: (entry: number) => StoredFigures;
}

/** A process keeps so many bytes of what it read from one database. */
const mostBytes = 48 * 2 ** 20;
const caches = new WeakMap<pg.Pool, ByteCache<StoredWays[]>>();
/** Bills of one source have the same ways month after month: each is kept once. */
const knownWays = new Map<string, NamedWay>();
const mostKnownWays = 50_000;

const bytes = z.instanceof(Buffer);
const rowSchema = z.object({
  deliveryId: z.string(),
  owner: z.enum(transferOwners),
  ways: bytes,
  days: bytes,
  rows: bytes,
  amounts: bytes,
  untold: bytes.nullable(),
  quantities: bytes,
  quantityRows: bytes,
});
type Row = z.infer<typeof rowSchema>;

/**
 * The ways of one cut of each delivery, as far as they are within reach; those of several owners stand side by side. `byDay`:
 * by day; else over all days, where that is kept: what a team and a site have in common is kept by day alone.
 */
export async function readStoredTransfers(
  pool: pg.Pool,
  deliveries: readonly RolledDelivery[],
  { cut, byDay, metric, reach }: { cut: TransferCut; byDay: boolean; metric: CostMetric; reach: TransferReach },
): Promise<Map<string, StoredWays[]>> {
  const cache = caches.get(pool) ?? new ByteCache(mostBytes);
  caches.set(pool, cache);
  const isMixed = reach !== null && reach.sites.length > 0 && reach.teams.length > 0;
  const isByDay = byDay || isMixed;
  const what = JSON.stringify([cut, isByDay, metric, reach?.sites, reach?.teams]);
  const toName = ({ id, version }: RolledDelivery) => `${id} ${version} ${what}`;
  const found = new Map<string, StoredWays[]>();
  const missing: RolledDelivery[] = [];
  for (const delivery of deliveries) {
    const kept = cache.get(toName(delivery));
    if (kept === undefined) missing.push(delivery);
    else found.set(delivery.id, kept);
  }
  if (missing.length === 0) return found;
  const { rows } = await pool.query(
    `SELECT delivery_id AS "deliveryId", owner, ways, days, rows, ${amountColumn(metric)} AS amounts, untold, quantities,
       quantity_rows AS "quantityRows"
     FROM cost_transfer_cut WHERE delivery_id = ANY($1) AND cut = $2 AND by_day = $3
       AND ${reach === null ? "owner = 'all'" : withinReach}`,
    [missing.map(({ id }) => id), cut, isByDay, ...(reach === null ? [] : [reach.teams, reach.sites])],
  );
  const stored = Map.groupBy(rowSchema.array().parse(rows), ({ deliveryId }) => deliveryId);
  for (const delivery of missing) {
    const read = (stored.get(delivery.id) ?? []).map((row) => toStoredWays(row, costMetrics.indexOf(metric)));
    found.set(
      delivery.id,
      read.map(({ ways }) => ways),
    );
    cache.set(
      toName(delivery),
      read.map(({ ways }) => ways),
      read.reduce((sum, one) => sum + one.bytes, 1_000),
    );
  }
  return found;
}

/** A team's and a site's charges, and what they have in common, which both have. */
const withinReach = `((owner = 'team' AND team = ANY($4::text[])) OR (owner = 'site' AND site = ANY($5::text[]))
  OR (owner = 'both' AND team = ANY($4::text[]) AND site = ANY($5::text[])))`;

/** A cost that is not held for itself is the same as the one before it. */
function amountColumn(metric: CostMetric): string {
  return `coalesce(${costMetrics
    .slice(0, costMetrics.indexOf(metric) + 1)
    .toReversed()
    .join(', ')})`;
}

/** What a way takes beside its entries, and what a row does. */
const bytesPerWay = 16;
const bytesPerRow = 1_500;

function toStoredWays(row: Row, metricPlace: number): { ways: StoredWays; bytes: number } {
  const ways = readWays(unpack(row.ways)).map(keepWay);
  const days = unpack(row.days);
  const rows = unpack(row.rows);
  const amounts = unpackAmounts(row.amounts);
  const untold = row.untold === null ? null : unpack(row.untold);
  const quantities = unpack(row.quantities);
  const quantityRows = unpack(row.quantityRows);
  const starts = new Uint32Array(ways.length + 1);
  ways.forEach((_, place) => {
    starts[place + 1] = (starts[place] as number) + days.getUint32(place * 4, true);
  });
  const views = [days, rows, amounts.words, quantities, quantityRows, ...(untold === null ? [] : [untold])];
  return {
    ways: {
      ways,
      sign: row.owner === 'both' ? -1 : 1,
      starts,
      dayAt: (entry) => days.getInt32((ways.length + entry) * 4, true),
      figuresAt: (entry) => ({
        rows: rows.getUint32(entry * 4, true),
        amount: amountAt(amounts, entry),
        untold: untold === null ? 0 : untold.getUint32((entry * costMetrics.length + metricPlace) * 4, true),
        quantity: unpackQuantity(quantities, entry * quantityBytes),
        toldQuantity: quantityRows.getUint32(entry * 8, true),
        untoldQuantity: quantityRows.getUint32(entry * 8 + 4, true),
      }),
    },
    bytes: views.reduce((sum, { byteLength }) => sum + byteLength, bytesPerRow + ways.length * bytesPerWay),
  };
}

function keepWay(way: TransferWay): NamedWay {
  const name = toWayName(way);
  const found = knownWays.get(name);
  if (found !== undefined) return found;
  if (knownWays.size >= mostKnownWays) knownWays.clear();
  const kept = { way, name };
  knownWays.set(name, kept);
  return kept;
}
