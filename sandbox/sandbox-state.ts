import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const stateSchema = z.object({
  /** Null until first bound: any free port then. */
  httpPort: z.int().nullable(),
  /** Of the faces, by name. */
  facePorts: z.record(z.string(), z.int()).default({}),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  externalId: z.string(),
  /** Seals session and page tokens; base64 of 32 bytes. */
  sealKey: z.string(),
  authority: z.strictObject({ certificate: z.string(), privateKey: z.string() }).nullable(),
});

/** What a sandbox keeps over restarts, so that connections made to it stay good. */
export type SandboxState = z.infer<typeof stateSchema>;

const fileName = 'sandbox.json';

/** Reads the state kept in `folder`, or makes a new one when there is none; null keeps nothing. */
export function loadState(folder: string | null): SandboxState {
  const file = folder === null ? null : join(folder, fileName);
  if (file !== null && existsSync(file)) return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return {
    httpPort: null,
    facePorts: {},
    accessKeyId: `AKIA${letters(16)}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    externalId: randomBytes(12).toString('hex'),
    sealKey: randomBytes(32).toString('base64'),
    authority: null,
  };
}

/** Writes the state, readable by its owner alone, whole or not at all. */
export function saveState(folder: string | null, state: SandboxState): void {
  if (folder === null) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `${fileName}.draft`);
  writeFileSync(draft, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, join(folder, fileName));
}

function letters(count: number): string {
  return [...randomBytes(count)].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('');
}
