import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdFile, openHeld, releaseHeld } from './held-files';
import { ensureLedgerFolder, type LedgerFolder } from './ledger-folder';

let folder: LedgerFolder;
beforeAll(async () => {
  folder = await ensureLedgerFolder(await mkdtemp(join(tmpdir(), 'millwright-held-')));
});
afterAll(() => rm(folder.root, { recursive: true }));

const said = { name: 'bill.csv', owner: 'finance', mostBytes: 1_000 };
const toBody = (content: string) => new Blob([content]).stream();
const held = () => readdir(folder.incoming);

test('what was sent is what is read, for whoever sent it, until it is let go', async () => {
  const { id, bytes, sha256 } = await holdFile(folder, toBody('a,b\n1,2\n'), said);
  expect([bytes, sha256]).toEqual([8, createHash('sha256').update('a,b\n1,2\n').digest('hex')]);
  const file = await openHeld(folder, id, 'finance');
  expect([file.name, file.encoding, file.bytes, await text(await file.open())]).toEqual([
    'bill.csv',
    'csv',
    8,
    'a,b\n1,2\n',
  ]);
  await expect(openHeld(folder, id, 'somebody else')).rejects.toThrow('not there any more');
  await releaseHeld(folder, id, 'somebody else');
  expect(await held()).toHaveLength(1);
  await releaseHeld(folder, id, 'finance');
  await releaseHeld(folder, id, 'finance');
  expect(await held()).toEqual([]);
});

test('a file that another request let go is not there any more, whenever that is', async () => {
  const { id } = await holdFile(folder, toBody('a,b\n1,2\n'), said);
  const file = await openHeld(folder, id, 'finance');
  await releaseHeld(folder, id, 'finance');
  await expect(file.open()).rejects.toMatchObject({ kind: 'not-found' });
  await expect(openHeld(folder, id, 'finance')).rejects.toMatchObject({ kind: 'not-found' });
});

test('nothing stays of what falls silent, breaks off or is too large', async () => {
  const silent = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([97])) });
  await expect(holdFile(folder, silent, { ...said, silenceMs: 30 })).rejects.toThrow('broke off');
  const broken = new ReadableStream({ start: (controller) => controller.error(new Error('gone')) });
  await expect(holdFile(folder, broken, said)).rejects.toThrow('broke off');
  await expect(holdFile(folder, toBody('x'.repeat(1_001)), said)).rejects.toThrow('larger than');
  expect(await held()).toEqual([]);
});

test('a disk that has nothing to spare takes nothing more, and is looked after while a file comes', async () => {
  const full = { ...said, mostBytes: 2 ** 30, freeBytes: async () => 2 ** 30 - 1 };
  await expect(holdFile(folder, toBody('a,b'), full)).rejects.toMatchObject({ kind: 'unavailable' });
  const free = [2 ** 31, 2 ** 30, 2 ** 29];
  const filling = { ...full, freeBytes: async () => free.shift() ?? 0 };
  const chunk = new Uint8Array(2 ** 20);
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(chunk) });
  await expect(holdFile(folder, endless, filling)).rejects.toMatchObject({ kind: 'unavailable' });
  expect(free).toEqual([]);
  expect(await held()).toEqual([]);
});

test('a sender waits for the disk: no more is asked for than is being written', async () => {
  let pulled = 0;
  const endless = new ReadableStream({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(1 << 16));
      if (pulled > 2_000) controller.close();
    },
  });
  await expect(holdFile(folder, endless, { ...said, mostBytes: 1 << 20 })).rejects.toThrow('larger than');
  expect(pulled).toBeLessThan(200);
  expect(await held()).toEqual([]);
});
