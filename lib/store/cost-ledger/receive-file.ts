import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '@/lib/domain/refusal';
import type { IncomingFile } from './incoming-delivery';
import { UnreadableFile } from './unreadable-file';

/** An original as it came, below the ledger's folder until it is converted. */
export interface ReceivedFile {
  position: number;
  name: string;
  encoding: IncomingFile['encoding'];
  bytes: number;
  sha256: Buffer;
  path: string;
  /** Why it cannot be what its giver says it is; null when nothing tells so. */
  fault: UnreadableFile | null;
}

/** Bytes that a delivery's originals may still take. */
export interface ByteBudget {
  left: number;
}

/**
 * Streams an original to a file of its own and hashes it on the way. Faults of the giver's stream are thrown as they are;
 * a `too-large` Refusal when the budget is spent.
 */
export async function receiveFile(
  file: IncomingFile,
  position: number,
  folder: string,
  budget: ByteBudget,
): Promise<ReceivedFile> {
  const path = join(folder, `${position}.original`);
  const hash = createHash('sha256');
  let bytes = 0;
  const count = new Transform({
    readableHighWaterMark: 4 << 20,
    writableHighWaterMark: 4 << 20,
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      budget.left -= chunk.length;
      if (budget.left < 0)
        return done(
          new Refusal('too-large', 'The bill is larger than what one delivery may hold, so it was not read.'),
        );
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(await file.open(), count, createWriteStream(path, { mode: 0o600, highWaterMark: 4 << 20 }));
  return {
    position,
    name: file.name,
    encoding: file.encoding,
    bytes,
    sha256: hash.digest(),
    path,
    fault: faultOfSize(bytes, file.bytes),
  };
}

function faultOfSize(bytes: number, stated: number | null): UnreadableFile | null {
  if (bytes === 0) return new UnreadableFile('The file is empty.');
  if (stated !== null && stated !== bytes)
    return new UnreadableFile(
      `The file has ${bytes} bytes where ${stated} were announced: it was cut short or replaced.`,
    );
  return null;
}
