import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { root } from './places.mjs';

/** Hash of the named files' contents, in the order given. */
export async function hashFiles(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    hash.update(relative(root, path)).update('\0');
    hash.update(await readFile(path)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * Every file under a folder that `accept` lets through, sorted. Dot files and node_modules are never entered.
 * `accept` gets the path relative to the checkout's root, with a trailing slash on folders.
 */
export async function listFiles(folder, accept) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    const name = relative(root, path);
    if (entry.isDirectory()) {
      if (accept(`${name}/`)) found.push(...(await listFiles(path, accept)));
    } else if (accept(name)) found.push(path);
  }
  return found.sort();
}
