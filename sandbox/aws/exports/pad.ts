import { constants, crc32, deflateRawSync } from 'node:zlib';

/** An empty stored block, which adds nothing to what a stream unpacks to, and one that ends it. */
const emptyBlock = Buffer.from('000000ffff', 'hex');
const lastBlock = Buffer.from('010000ffff', 'hex');

/** A gzip file of `size` bytes, filled up with empty blocks; larger where the text needs more. */
export function gzipTo(text: string, size: number): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const packed = deflateRawSync(bytes, { level: 1, finishFlush: constants.Z_SYNC_FLUSH });
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(bytes));
  trailer.writeUInt32LE(bytes.length % 2 ** 32, 4);
  const head = Buffer.from('1f8b08080000000000ff', 'hex');
  const bare = head.length + 'part\0'.length + packed.length + lastBlock.length + trailer.length;
  const missing = Math.max(0, size - bare);
  const name = Buffer.from(`part${'-'.repeat(missing % emptyBlock.length)}\0`);
  const blocks = Buffer.alloc(missing - (missing % emptyBlock.length), emptyBlock);
  return Buffer.concat([head, name, packed, blocks, lastBlock, trailer]);
}

/** A Parquet file filled up to `size` bytes before its footer, which readers find from the end; never cut. */
export function padParquet(bytes: Buffer, size: number): Buffer {
  const missing = size - bytes.length;
  if (missing <= 0) return bytes;
  const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
  return Buffer.concat([bytes.subarray(0, footer), Buffer.alloc(missing), bytes.subarray(footer)]);
}
