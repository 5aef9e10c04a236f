import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { forgetOldest } from './forget-oldest';

/** What is left of files that were used one after the other. */
async function left(sizes: Record<string, number>, bounds: { most: number; mostBytes: number }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-forget-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [place, [name, bytes]] of Object.entries(sizes).entries()) {
    await writeFile(join(folder, name), 'x'.repeat(bytes));
    await utimes(join(folder, name), place, place);
  }
  await forgetOldest(folder, { isOne: (name) => name !== 'other', ...bounds });
  return (await readdir(folder)).sort().join(' ');
}

test('those used last are left, so many and of so many bytes', async () => {
  const sizes = { other: 50, a: 1, b: 2, c: 3, d: 4 };
  expect(await left(sizes, { most: 2, mostBytes: 100 })).toBe('c d other');
  expect(await left(sizes, { most: 10, mostBytes: 9 })).toBe('b c d other');
  expect(await left(sizes, { most: 10, mostBytes: 8 })).toBe('c d other');
});

test('the one used last is left, whatever its size', async () => {
  expect(await left({ a: 1, b: 2, large: 20 }, { most: 8, mostBytes: 10 })).toBe('large');
});
