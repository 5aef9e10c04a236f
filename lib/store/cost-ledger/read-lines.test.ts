import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLines } from './read-lines';
import { stageJsonLines } from './stage-json-lines';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millwright-lines-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(text: string): Promise<string> {
  const path = join(folder, 'lines.jsonl');
  await writeFile(path, text);
  return path;
}
async function read(text: string, longest?: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLines(await write(text), longest)) lines.push(line);
  return lines;
}

test('lines end where JSON lines end, however long the file is', async () => {
  expect(await read('a\r\nb\n\nc\u2028d')).toEqual(['a', 'b', '', 'c\u2028d']);
  expect(await read('')).toEqual([]);
  const long = ['x'.repeat(1_500_000), 'ü'.repeat(900_000), 'z'];
  expect(await read(`${long.join('\n')}\n`)).toEqual(long);
});

test('a line that has no end is not held', async () => {
  expect(await read('1234\n5678\n', 4)).toEqual(['1234', '5678']);
  await expect(read('1234\n56789', 4)).rejects.toThrow('more than 4 characters');
});

test('a file of ever other names is no bill', async () => {
  const lines = Array.from({ length: 2_001 }, (_, index) => `{"c${index}":1}\n`).join('');
  await expect(stageJsonLines(await write(lines), join(folder, 'staged'))).rejects.toThrow('more than 2000 columns');
});
