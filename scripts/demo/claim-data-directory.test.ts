import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { claimDataDirectory } from './claim-data-directory';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'millwright-claim-'));
});

describe('claiming a data directory', () => {
  test('refuses in one sentence while another process holds it', async () => {
    const release = await claimDataDirectory(dataDir, 'http://localhost:3000');
    await expect(claimDataDirectory(dataDir, 'http://localhost:3001')).rejects.toThrow(
      /^A demo already runs on .*, at http:\/\/localhost:3000 \(process \d+\): stop it, or give this one a --data-dir of its own\.$/,
    );
    await release();
    await expect(claimDataDirectory(dataDir, 'http://localhost:3001')).resolves.toBeTypeOf('function');
  });

  test('takes over from a process that is gone, even when its number was given to another', async () => {
    const claim = (holder: object) => writeFile(join(dataDir, 'demo.json'), JSON.stringify(holder));
    await claim({ pid: 2 ** 22 + 1, startedAt: 'long ago', url: 'http://localhost:1' });
    await (await claimDataDirectory(dataDir, 'http://localhost:2'))();
    await claim({ pid: process.pid, startedAt: 'long ago', url: 'http://localhost:1' });
    await expect(claimDataDirectory(dataDir, 'http://localhost:2')).resolves.toBeTypeOf('function');
  });

  test('takes over a claim that a crash cut short', async () => {
    await writeFile(join(dataDir, 'demo.json'), '{"pid":');
    await expect(claimDataDirectory(dataDir, 'http://localhost:2')).resolves.toBeTypeOf('function');
  });
});
