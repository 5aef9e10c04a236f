import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import type { CostCut } from './cost-cut';

/**
 * Sums of the four costs, entry by entry, compressed. An entry is a key of a cut, or a day of one. `rows`: 32 bits each,
 * how many rows there are. A cost: 128 bits each, the sum of what rows tell, in 10⁻²⁴; null where it is the same as the
 * cost before it (billed, effective, list, contracted), byte for byte. `untold`: four times 32 bits each, of how many rows
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
  amounts: Record<CostMetric, Uint8Array>;
  /** Null: every row tells every cost. */
  untold: Uint32Array | null;
}

// Not in the background: these are small, and going there takes longer than compressing them.
const fast = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** Below so many bytes compressing takes long for what it saves. */
const leastCompressed = 2_048;
const plain = Buffer.of(0);
const compressed = Buffer.of(1);

/** Numbers as bytes, the first of which says whether the others are compressed. */
export function pack(numbers: Uint8Array | Uint16Array | Uint32Array): Buffer {
  const bytes = bytesOf(numbers);
  if (bytes.byteLength < leastCompressed) return Buffer.concat([plain, bytes]);
  return Buffer.concat([compressed, zstdCompressSync(bytes, fast)]);
}

export function packSums({ rows, amounts, untold }: RawSums): PackedSums {
  const packed = costMetrics.map((metric, index) => {
    const before = costMetrics[index - 1];
    const isSame = before !== undefined && Buffer.compare(amounts[before], amounts[metric]) === 0;
    return isSame ? null : pack(amounts[metric]);
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
