import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Refusal } from '@/lib/domain/refusal';
import { UnreadableFile } from './unreadable-file';

/**
 * Unpacks a gzip file beside itself: DuckDB reads plain text with all cores, packed text with one. Throws
 * `UnreadableFile` when it is no gzip file, is cut short or fails its checksum; a `too-large` Refusal beyond `mostBytes`.
 */
export async function unpackGzip(path: string, target: string, mostBytes: number): Promise<void> {
  let left = mostBytes;
  const limit = new Transform({
    readableHighWaterMark: 4 << 20,
    writableHighWaterMark: 4 << 20,
    transform(chunk: Buffer, _encoding, done) {
      left -= chunk.length;
      if (left >= 0) return done(null, chunk);
      done(new Refusal('too-large', 'The bill unpacks to more than what one delivery may hold, so it was not read.'));
    },
  });
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  let isGzipFault = false;
  gunzip.once('error', (error: NodeJS.ErrnoException) => {
    isGzipFault = error.code?.startsWith('Z_') === true;
  });
  try {
    await pipeline(
      createReadStream(path, { highWaterMark: 1 << 18 }),
      gunzip,
      limit,
      createWriteStream(target, { mode: 0o600, highWaterMark: 4 << 20 }),
    );
  } catch (error) {
    if (isGzipFault) throw new UnreadableFile('The file is not gzip, or was cut short.');
    throw error;
  }
}
