import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes the files of a folder that were used longest ago, by their time of change, until no more than so many, of so many
 * bytes together, are left. The one used last stays however large it is: somebody reads it now.
 */
export async function forgetOldest(
  folder: string,
  { isOne, most, mostBytes }: { isOne: (name: string) => boolean; most: number; mostBytes: number },
): Promise<void> {
  const names = (await readdir(folder)).filter(isOne);
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const found = await stat(path).catch(() => null);
      return found === null ? [] : [{ path, usedAt: found.mtimeMs, bytes: found.size }];
    }),
  );
  const newest = files.flat().toSorted((one, other) => other.usedAt - one.usedAt);
  let bytes = 0;
  for (const [place, file] of newest.entries()) {
    bytes += file.bytes;
    if (place > 0 && (place >= most || bytes > mostBytes)) await rm(file.path, { force: true });
  }
}
