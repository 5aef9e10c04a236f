import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import { convertFile } from './convert-file';
import type { ConvertedFile } from './converted-file';
import type { CostEngine } from './cost-engine';
import type { DeliveryLimits } from './delivery-limits';
import { gatherMonths, type ReadFile } from './gather-months';
import type { IncomingDelivery } from './incoming-delivery';
import type { LedgerFolder } from './ledger-folder';
import type { KeptFile, PreparedDelivery } from './prepared-delivery';
import { type ReceivedFile, receiveFile } from './receive-file';
import type { Turns } from './turns';
import { UnreadableFile } from './unreadable-file';

export interface Preparing {
  engine: CostEngine;
  folder: LedgerFolder;
  limits: DeliveryLimits;
  /** Whose turn it is to read files; they are received without. */
  turns: Turns;
  /** Whether these files are what the ledger last kept of their source and scope. */
  isKnown(delivery: IncomingDelivery, contentHash: Buffer): Promise<boolean>;
}

/**
 * Streams a delivery's files in, hashes them, and reads them unless the ledger knows them. What cannot be read is told in
 * the result; faults of the giver's streams are thrown.
 */
export async function prepareDelivery(preparing: Preparing, delivery: IncomingDelivery): Promise<PreparedDelivery> {
  const { folder, limits } = preparing;
  const incoming = join(folder.incoming, randomUUID());
  await mkdir(incoming, { mode: 0o700 });
  try {
    const budget = { left: limits.original };
    const received: ReceivedFile[] = [];
    for (const [position, file] of delivery.files.entries())
      received.push(await receiveFile(file, position, incoming, budget));
    const { files: _, toFocus, ...said } = delivery;
    const contentHash = hashContent(received, toFocus?.version ?? null, delivery.hints);
    if (await preparing.isKnown(delivery, contentHash))
      return { delivery: said, contentHash, months: null, untold: [] };
    const read = await preparing.turns.take(() => readFiles(preparing, delivery, received));
    return { delivery: said, contentHash, ...read };
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
}

async function readFiles(preparing: Preparing, delivery: IncomingDelivery, received: ReceivedFile[]) {
  const read: ReadFile[] = [];
  try {
    for (const file of received) read.push(await readFile(preparing, delivery, file));
    return gatherMonths(delivery.billingMonth, read);
  } catch (error) {
    for (const { parquet } of read)
      for (const { parquetPath } of parquet.values())
        await rm(join(preparing.folder.root, parquetPath), { force: true });
    throw error;
  }
}

async function readFile(
  { engine, folder, limits }: Preparing,
  delivery: IncomingDelivery,
  file: ReceivedFile,
): Promise<ReadFile> {
  try {
    const converted = await convertFile(engine, file, {
      source: delivery.source,
      month: delivery.billingMonth,
      mapping: delivery.toFocus,
      hints: delivery.hints,
      mostBytes: limits.unpacked,
    });
    return { file, converted, parquet: await keepParquet(folder, file, converted), fault: null };
  } catch (error) {
    if (error instanceof UnreadableFile) return { file, converted: null, parquet: new Map(), fault: error };
    throw error;
  } finally {
    await rm(file.path, { force: true });
  }
}

/** Gives the Parquet its name in the ledger, on the disk for good before anything tells of it. */
async function keepParquet(
  folder: LedgerFolder,
  { position, name, bytes, sha256 }: ReceivedFile,
  { months }: ConvertedFile,
): Promise<Map<BillingMonth, KeptFile>> {
  const kept = new Map<BillingMonth, KeptFile>();
  for (const { month, path, rows } of months) {
    const parquetPath = join('parquet', month, `${randomUUID()}.parquet`);
    const target = join(folder.root, parquetPath);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await sync(path);
    const hash = createHash('sha256');
    await pipeline(createReadStream(path, { highWaterMark: 1 << 18 }), hash);
    await rename(path, target);
    await sync(dirname(target));
    kept.set(month, { position, name, bytes, sha256, parquetPath, parquetHash: hash.digest(), rows, fault: null });
  }
  return kept;
}

async function sync(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The order of files says nothing. */
function hashContent(
  files: readonly ReceivedFile[],
  mappingVersion: number | null,
  hints: IncomingDelivery['hints'],
): Buffer {
  const hashes = files.map(({ sha256 }) => sha256.toString('hex')).sort();
  return createHash('sha256').update(JSON.stringify({ hashes, mappingVersion, hints })).digest();
}
