import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stampFolder } from './places.mjs';

/** What was last recorded under a name, or null. */
export async function readStamp(name) {
  try {
    return await readFile(join(stampFolder, name), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Records a finished step. */
export async function writeStamp(name, value) {
  await mkdir(stampFolder, { recursive: true });
  await writeFile(join(stampFolder, name), value);
}

/** Forgets a step before doing it anew, so that an interrupted one counts as not done. */
export async function clearStamp(name) {
  await rm(join(stampFolder, name), { force: true });
}
