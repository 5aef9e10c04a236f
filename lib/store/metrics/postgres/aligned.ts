import { endianness } from 'node:os';

if (endianness() !== 'LE') throw new Error('Packed samples are little-endian, and this machine is not.');

/** A copy that columns of numbers can be laid over. */
export function aligned(packed: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(packed);
}
