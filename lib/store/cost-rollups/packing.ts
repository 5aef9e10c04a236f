import { constants, zstdCompressSync } from 'node:zlib';

const compression = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** Below so many bytes compressing takes long for what it saves. */
export const leastCompressed = 512;
/** More than what cannot be compressed grows by. */
const spare = 256;

/**
 * Compresses bytes. Not in the background: most are small, and going there takes longer than compressing them. What is told
 * of their size leaves the result as it is, and takes half as long for a few.
 */
export function compress(bytes: Uint8Array): Buffer {
  const { byteLength } = bytes;
  return zstdCompressSync(bytes, { ...compression, chunkSize: byteLength + spare, pledgedSrcSize: byteLength });
}
