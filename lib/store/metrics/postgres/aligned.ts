import { endianness } from 'node:os';

if (endianness() !== 'LE') throw new Error('Packed samples are little-endian, and this machine is not.');

/** The same bytes so placed that columns of numbers can be laid over them; a copy only where they are not. */
export function aligned(packed: Buffer): Uint8Array<ArrayBufferLike> {
  return packed.byteOffset % 8 === 0 ? packed : new Uint8Array(packed);
}
