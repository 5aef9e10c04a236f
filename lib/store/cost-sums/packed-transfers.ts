import { z } from 'zod';
import type { Amount } from '@/lib/domain/cost/amount';
import { transferKinds } from '@/lib/domain/cost/transfer-patterns';
import type { TransferWay } from '@/lib/domain/cost/transfer-sum';

/**
 * How charges for data are packed. `ways`: JSON, a list of each way's texts. `days`: 32 bits each, for each way how many
 * entries it has, then all their days since 1970. Costs, rows and `untold` are as roll-ups have them (`packed-cut.ts`), entry by
 * entry. `quantities`: 192 bits each, in 10⁻²⁴ of the way's unit; `quantity_rows`: twice 32 bits each, how many rows tell a
 * quantity that counts, and how many should and do not.
 */
export const quantityBytes = 24;

/** A quantity as it is packed. Throws a RangeError for one that does not fit. */
export function packQuantity(quantity: Amount, into: DataView, offset: number): void {
  if (BigInt.asIntN(192, quantity) !== quantity)
    throw new RangeError('A quantity of more than 192 bits cannot be kept.');
  into.setBigUint64(offset, BigInt.asUintN(64, quantity), true);
  into.setBigUint64(offset + 8, BigInt.asUintN(64, quantity >> 64n), true);
  into.setBigInt64(offset + 16, quantity >> 128n, true);
}

/** Reads what `packQuantity` wrote. */
export function unpackQuantity(from: DataView, offset: number): Amount {
  const low = from.getBigUint64(offset, true) | (from.getBigUint64(offset + 8, true) << 64n);
  return low | (from.getBigInt64(offset + 16, true) << 128n);
}

const text = z.string().nullable();
const waysSchema = z.array(z.tuple([text, text, text, z.enum(transferKinds).nullable(), text, text, text]));

/** Ways as bytes. */
export function writeWays(ways: readonly TransferWay[]): Uint8Array {
  const texts = ways.map(({ provider, currency, category, kind, from, to, unit }) => [
    ...[provider, currency, category, kind, from, to, unit],
  ]);
  return new TextEncoder().encode(JSON.stringify(texts));
}

/** Reads what `writeWays` wrote. */
export function readWays(bytes: DataView): TransferWay[] {
  const read: unknown = JSON.parse(new TextDecoder().decode(bytes));
  return waysSchema.parse(read).map(([provider, currency, category, kind, from, to, unit]) => ({
    ...{ provider, currency, category, kind, from, to, unit },
  }));
}

/**
 * What rows of a way are called, and whose they are; packed as the places of these texts among all, from 1, 32 bits each; 0:
 * none. The ends are told by region and by site.
 */
export const packedNameColumns = [
  'provider',
  'currency',
  'category',
  'kind',
  'from',
  'to',
  'fromSite',
  'toSite',
  'service',
  'region',
  'sku',
  'team',
  'site',
] as const;
export type PackedName = Record<(typeof packedNameColumns)[number], string | null>;
