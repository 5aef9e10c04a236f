import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PlainError } from '@/lib/cli/plain-error';
import { withDirectoryLock } from '@/lib/store/database/directory-claim';
import { readProcessStart } from '../processes/process-identity';

const holderSchema = z.object({ pid: z.number().int(), startedAt: z.string(), url: z.string() });
type Holder = z.infer<typeof holderSchema>;

/**
 * Takes a data directory for this demo alone and returns how to give it back. Throws one plain sentence when another
 * demo runs on it; a claim whose process is gone counts for nothing.
 */
export async function claimDataDirectory(dataDir: string, url: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'demo.json');
  await withDirectoryLock(dataDir, async () => {
    const holder = await readHolder(file);
    if (holder !== null && (await readProcessStart(holder.pid)) === holder.startedAt)
      throw new PlainError(
        `A demo already runs on ${dataDir}, at ${holder.url} (process ${holder.pid}): stop it, or give this one a --data-dir of its own.`,
      );
    const own = { pid: process.pid, startedAt: await readProcessStart(process.pid), url };
    await writeFile(file, JSON.stringify(own), { mode: 0o600 });
  });
  return () => rm(file, { force: true });
}

/** Null when there is none, or when a crash cut it short. */
async function readHolder(file: string): Promise<Holder | null> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
