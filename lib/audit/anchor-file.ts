import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { AuditHead } from './audit-entry';

const anchorSchema = z.object({
  sequence: z.string().regex(/^(0|[1-9][0-9]{0,18})$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What the anchor file holds: a head, nothing yet, or something that is not an anchor. */
export type AnchorContent = { state: 'present'; head: AuditHead } | { state: 'missing' } | { state: 'unreadable' };

export async function readAnchorFile(path: string): Promise<AnchorContent> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { state: 'missing' };
    throw error;
  }
  const parsed = anchorSchema.safeParse(parseJson(text));
  if (!parsed.success) return { state: 'unreadable' };
  return {
    state: 'present',
    head: { sequence: BigInt(parsed.data.sequence), hash: Buffer.from(parsed.data.hash, 'hex') },
  };
}

/** Replaces the anchor whole: a reader sees the old head or the new one, also after a power cut. */
export async function writeAnchorFile(path: string, head: AuditHead): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.draft`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(
      `${JSON.stringify({ sequence: head.sequence.toString(), hash: head.hash.toString('hex') })}\n`,
    );
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
