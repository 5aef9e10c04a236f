import { zstdDecompressSync } from 'node:zlib';
import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import type { CostCut } from './cost-cut';
import { packAmounts } from './packed-amounts';
import { compress, leastCompressed } from './packing';

/**
 * Sums of the four costs, entry by entry, compressed. An entry is a key of a cut, or a day of one. `rows`: 32 bits each,
 * how many rows there are. A cost: the sum of what rows tell, as `packed-amounts.ts` lays them out; null where it is the same
 * as the cost before it (billed, effective, list, contracted). `untold`: four times 32 bits each, of how many rows
 * each cost is not told; null where all tell all.
 */
export interface PackedSums extends Record<Exclude<CostMetric, 'billed'>, Buffer | null> {
  rows: Buffer;
  billed: Buffer;
  untold: Buffer | null;
}

/** A stretch of a cut's keys by day. `days`: 16 bits each, for each key how many days it has, then all their days. */
export interface PackedDays extends PackedSums {
  firstKey: number;
  days: Buffer;
}

/** A cut for one provider and currency. `keys`: 32 bits each, the places of its keys among the dimension's, from 1; 0: none. */
export interface PackedCut extends CostCut {
  withinValue: string | null;
  provider: string | null;
  currency: string | null;
  keys: Buffer;
  sums: PackedSums;
  days: PackedDays[];
}

/** How many keys one stretch of days holds at most. The largest keys come first, so that few stretches are read for them. */
export const keysPerStretch = 256;

/** Sums before they are compressed. */
export interface RawSums {
  rows: Uint32Array;
  /** 128 bits each, the least significant word first. */
  amounts: Record<CostMetric, Uint32Array>;
  /** Costs are whole numbers of 10^(exponent − 24). */
  exponent: number;
  /** Null: every row tells every cost. */
  untold: Uint32Array | null;
}

const plain = Buffer.of(0);
const compressed = Buffer.of(1);

/** Numbers as bytes, the first of which says whether the others are compressed. */
export function pack(numbers: Uint8Array | Uint16Array | Uint32Array): Buffer {
  const bytes = bytesOf(numbers);
  if (bytes.byteLength < leastCompressed) return Buffer.concat([plain, bytes]);
  return Buffer.concat([compressed, compress(bytes)]);
}

/** Compresses sums. */
export function packSums({ rows, amounts, exponent, untold }: RawSums): PackedSums {
  const packed = costMetrics.map((metric, index) => {
    const before = costMetrics[index - 1];
    const isSame = before !== undefined && Buffer.compare(bytesOf(amounts[before]), bytesOf(amounts[metric])) === 0;
    return isSame ? null : packAmounts(amounts[metric], exponent);
  });
  const [billed, effective, list, contracted] = packed;
  if (billed === undefined || billed === null) throw new TypeError('The first cost has none before it.');
  return {
    rows: pack(rows),
    billed,
    effective: effective ?? null,
    list: list ?? null,
    contracted: contracted ?? null,
    untold: untold?.some((count) => count > 0) ? pack(untold) : null,
  };
}

/** The bytes that were packed, to be read as they lie. */
export function unpack(packed: Uint8Array): DataView {
  const body = packed.subarray(1);
  const { buffer, byteOffset, byteLength } = packed[0] === 0 ? body : zstdDecompressSync(body);
  return new DataView(buffer, byteOffset, byteLength);
}

function bytesOf(numbers: Uint8Array | Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
