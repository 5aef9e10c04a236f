import { open } from 'node:fs/promises';
import type { IncomingFile } from './incoming-delivery';

/** What a file is by its first bytes; names lie. Throws what opening it throws. */
export async function findEncoding(path: string): Promise<IncomingFile['encoding']> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4), position: 0 });
    const start = buffer.subarray(0, bytesRead);
    if (start.toString('latin1') === 'PAR1') return 'parquet';
    if (start[0] === 0x1f && start[1] === 0x8b) return 'csv.gz';
    return start[0] === 0x7b ? 'json-lines' : 'csv';
  } finally {
    await file.close();
  }
}
