import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { peerCache } from '../places';

/** A peer that is at hand, or why it is not. */
export type Had<T> = { had: T } | { missing: string };

/** Programs of Debian's packages, unpacked. */
export interface Unpacked {
  /** The folder that stands for `/`. */
  root: string;
  /** The environment in which its programs find their libraries. */
  env: Record<string, string>;
}

/**
 * Fetches Debian packages and unpacks them beside the system, installing nothing and starting no service. What they
 * depend on must be among them or on the machine.
 */
export async function unpackDebian(packages: readonly string[], cache = peerCache): Promise<Had<Unpacked>> {
  const name = `debian-${createHash('sha256').update(packages.join(' ')).digest('hex').slice(0, 12)}`;
  const root = join(cache, name);
  if (!existsSync(root)) {
    const missing = await fetchInto(root, packages);
    if (missing !== null) return { missing };
  }
  const libraries = join(root, 'usr', 'lib', 'x86_64-linux-gnu');
  return { had: { root, env: { LD_LIBRARY_PATH: `${libraries}:${join(libraries, 'slurm-wlm')}` } } };
}

async function fetchInto(root: string, packages: readonly string[]): Promise<string | null> {
  await mkdir(dirname(root), { recursive: true, mode: 0o755 });
  const folder = await mkdtemp(join(dirname(root), 'fetching-'));
  try {
    if (!(await download(folder, packages))) return `Debian's packages ${packages.join(', ')} are not to be had here`;
    const unpacked = join(folder, 'root');
    for (const file of (await readdir(folder)).filter((entry) => entry.endsWith('.deb')))
      await execa('dpkg-deb', ['--extract', join(folder, file), unpacked]);
    await rename(unpacked, root);
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function download(cwd: string, packages: readonly string[]): Promise<boolean> {
  const fetchAll = () => execa('apt-get', ['download', '-qq', ...packages], { cwd, reject: false });
  if ((await fetchAll()).exitCode === 0) return true;
  // A machine that never asked has no list of what there is.
  const update = await execa('apt-get', ['update', '-qq'], { reject: false });
  return update.exitCode === 0 && (await fetchAll()).exitCode === 0;
}
