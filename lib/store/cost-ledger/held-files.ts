import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { Refusal } from '@/lib/domain/refusal';
import { findEncoding } from './find-encoding';
import type { IncomingFile } from './incoming-delivery';
import type { LedgerFolder } from './ledger-folder';

/** A file that somebody sent and that waits to become part of a delivery; what nobody asks for is swept after a day. */
export interface HeldFile {
  id: string;
  name: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
}

const heldSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  /** Whose it is: nobody else may use it. */
  owner: z.string(),
});

const maxSilenceMs = 30_000;
/** Room on the disk that no upload takes: the database may lie there too. */
const spareBytes = 2 ** 30;
/** How often it is looked after. */
const lookAfterBytes = 64 * 2 ** 20;

/**
 * Writes what somebody sends to the ledger's folder as it comes, no faster than the disk takes it. Nothing stays of what
 * breaks off, falls silent for half a minute, is more than `mostBytes` or leaves the disk nothing to spare: a Refusal is thrown.
 * `freeBytes`: what the disk has left.
 */
export async function holdFile(
  { incoming }: LedgerFolder,
  body: ReadableStream<Uint8Array> | null,
  {
    name,
    owner,
    mostBytes,
    silenceMs = maxSilenceMs,
    freeBytes = () => readFreeBytes(incoming),
  }: { name: string; owner: string; mostBytes: number; silenceMs?: number; freeBytes?: () => Promise<number> },
): Promise<HeldFile> {
  const requireRoom = async () => {
    if ((await freeBytes()) < spareBytes) throw noRoom();
  };
  await requireRoom();
  const id = randomUUID();
  const folder = toFolder(incoming, id);
  await mkdir(folder, { mode: 0o700 });
  try {
    const written = await write(body, join(folder, 'file'), { mostBytes, silenceMs, requireRoom });
    const held = { id, name, ...written };
    await writeFile(join(folder, 'held.json'), JSON.stringify({ ...held, owner }), { mode: 0o600 });
    return held;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function write(
  body: ReadableStream<Uint8Array> | null,
  path: string,
  { mostBytes, silenceMs, requireRoom }: { mostBytes: number; silenceMs: number; requireRoom: () => Promise<void> },
): Promise<Pick<HeldFile, 'bytes' | 'sha256'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  let lookAt = lookAfterBytes;
  const silence = new AbortController();
  const fallSilent = () => silence.abort();
  let timer = setTimeout(fallSilent, silenceMs);
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      clearTimeout(timer);
      timer = setTimeout(fallSilent, silenceMs);
      bytes += chunk.length;
      if (bytes > mostBytes) return done(tooLarge(mostBytes));
      hash.update(chunk);
      if (bytes < lookAt) return done(null, chunk);
      lookAt += lookAfterBytes;
      requireRoom().then(() => done(null, chunk), done);
    },
  });
  const source = body === null ? Readable.from([]) : Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
  try {
    await pipeline(source, count, createWriteStream(path, { mode: 0o600 }), { signal: silence.signal });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (isOfDisk(error)) throw noRoom();
    throw new Refusal('invalid', 'The file broke off before its end; nothing of it was kept. Send it again.');
  } finally {
    clearTimeout(timer);
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function readFreeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function noRoom(): Refusal {
  return new Refusal('unavailable', 'There is no room on the disk for this file.');
}

/** Why a file is too large to be held. */
export function tooLarge(mostBytes: number): Refusal {
  const gigabytes = Math.floor(mostBytes / 2 ** 30);
  return new Refusal('too-large', `The file is larger than the ${gigabytes} GiB that one delivery may hold.`);
}

function isOfDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** A held file as part of a delivery. Throws a `not-found` Refusal when it is gone, or somebody else's. */
export async function openHeld(
  { incoming }: Pick<LedgerFolder, 'incoming'>,
  id: string,
  owner: string,
): Promise<IncomingFile> {
  const folder = toFolder(incoming, id);
  const held = await readHeld(folder);
  if (held === null || held.owner !== owner) throw isGone();
  const path = join(folder, 'file');
  // Another request may let it go meanwhile.
  const orGone = (error: unknown): never => {
    throw isMissing(error) ? isGone() : error;
  };
  return {
    name: held.name,
    encoding: await findEncoding(path).catch(orGone),
    bytes: held.bytes,
    open: async () => (await open(path).catch(orGone)).createReadStream({ highWaterMark: 1 << 18 }),
  };
}

function isGone(): Refusal {
  return new Refusal(
    'not-found',
    'A file is not there any more: one that nothing was made of is kept for a day. Send it again.',
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Lets a held file go; one that is gone already, or somebody else's, stays what it is. */
export async function releaseHeld(
  { incoming }: Pick<LedgerFolder, 'incoming'>,
  id: string,
  owner: string,
): Promise<void> {
  const folder = toFolder(incoming, id);
  if ((await readHeld(folder))?.owner === owner) await rm(folder, { recursive: true, force: true });
}

async function readHeld(folder: string): Promise<z.infer<typeof heldSchema> | null> {
  const text = await readFile(join(folder, 'held.json'), 'utf8').catch(() => null);
  return text === null ? null : heldSchema.parse(JSON.parse(text));
}

function toFolder(incoming: string, id: string): string {
  return join(incoming, `held-${z.uuid().parse(id)}`);
}
