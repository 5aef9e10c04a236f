import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const runRecordSchema = z.object({
  /** The address people reach the console by. */
  url: z.url(),
  databaseUrl: z.string(),
  /** The simulated clouds' origin, whose presence makes it a demo. */
  sandboxUrl: z.url(),
  startedAt: z.iso.datetime(),
});
/** What the demo last started on a data directory; stays there after it stopped. */
export type RunRecord = z.infer<typeof runRecordSchema>;

const toPath = (dataDir: string) => join(dataDir, 'runtime.json');

/** Null when no demo ever ran there. */
export async function readRunRecord(dataDir: string): Promise<RunRecord | null> {
  try {
    return runRecordSchema.parse(JSON.parse(await readFile(toPath(dataDir), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Readable by its owner only: the database's address carries its password. */
export async function writeRunRecord(dataDir: string, record: RunRecord): Promise<void> {
  await writeFile(toPath(dataDir), `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
}
