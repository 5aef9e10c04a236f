/** Bytes of a packed amount: a whole number of 10⁻²⁴ in two's complement, least significant byte first. */
export const amountBytes = 16;

/** An amount as it is packed. Throws a RangeError for one that does not fit. */
export function packAmount(amount: bigint, into: DataView, offset: number): void {
  if (BigInt.asIntN(128, amount) !== amount) throw new RangeError('An amount of more than 128 bits cannot be kept.');
  into.setBigUint64(offset, BigInt.asUintN(64, amount), true);
  into.setBigInt64(offset + 8, amount >> 64n, true);
}
