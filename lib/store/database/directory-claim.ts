import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const lockStaleAfterMs = 150_000;
const lockPollMs = 50;

/**
 * Does work on a directory that only one process may do at a time. The lock of a process that died, or that is older
 * than any such work can take, is taken over.
 */
export async function withDirectoryLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const lock = join(directory, 'lock');
  while (!(await tryLock(lock))) await sleep(lockPollMs);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function tryLock(lock: string): Promise<boolean> {
  try {
    const handle = await open(lock, 'wx', 0o600);
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
  if (await isAbandoned(lock)) {
    // Renamed before it is removed, so that of two who find it abandoned only one takes it away.
    const aside = `${lock}.${randomUUID()}`;
    await rename(lock, aside).catch(ignoreMissing);
    await rm(aside, { force: true });
  }
  return false;
}

async function isAbandoned(lock: string): Promise<boolean> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(lock, 'utf8'), stat(lock)]);
    if (Date.now() - mtimeMs > lockStaleAfterMs) return true;
    return text !== '' && !isAlive(Number(text));
  } catch (error) {
    ignoreMissing(error);
    return false;
  }
}

/** A process's mark that it uses what runs in a directory. */
export interface DirectoryClaim {
  /** Takes the mark away. True when no other living process has one. */
  release(): Promise<boolean>;
}

/** Marks this process as a user of what runs in a directory. Marks of dead processes count for nothing. */
export async function claimDirectory(directory: string): Promise<DirectoryClaim> {
  const folder = join(directory, 'users');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const mark = `${process.pid}.${randomUUID()}`;
  await writeFile(join(folder, mark), '');
  return {
    async release() {
      await rm(join(folder, mark), { force: true });
      const others = await readdir(folder);
      const living = others.filter((other) => isAlive(Number.parseInt(other, 10)));
      await Promise.all(
        others.filter((other) => !living.includes(other)).map((other) => rm(join(folder, other), { force: true })),
      );
      return living.length === 0;
    },
  };
}

/** Whether a process of this id runs, ours or another account's. One that ended and nobody collected does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!hasCode(error, 'EPERM')) return false;
  }
  return process.platform !== 'linux' || !isZombie(pid);
}

/** In a container whose first process collects no children, what was killed keeps its number for good. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch (error) {
    ignoreMissing(error);
    return true;
  }
}

function ignoreMissing(error: unknown): void {
  if (!hasCode(error, 'ENOENT')) throw error;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
