import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { PlainError } from '@/lib/cli/plain-error';
import type { ServerIdentity } from '@/sandbox/authority/authority';
import { findFreePort } from '../../processes/free-port';
import { waitUntil } from '../../processes/wait-until';
import { answers } from './send';

export interface Azurite {
  /** Of its one storage account, as a path: `https://127.0.0.1:<port>/devstoreaccount1`. */
  accountUrl: string;
  stop(): Promise<void>;
}

const host = '127.0.0.1';
const startsWithinMs = 60_000;

/** Starts Azurite's blob service on a free loopback port. It takes Entra's tokens, which it does over TLS only. */
export async function startAzurite(script: string, { key, chain }: ServerIdentity, ca: string): Promise<Azurite> {
  const port = await findFreePort(10_100, host);
  if (port === null) throw new PlainError('There is no free port for Azurite.');
  const folder = await mkdtemp(join(tmpdir(), 'millwright-azurite-'));
  await writeFile(join(folder, 'key.pem'), key, { mode: 0o600 });
  await writeFile(join(folder, 'chain.pem'), chain);
  const server = execa(
    process.execPath,
    [
      ...[script, '--blobHost', host, '--blobPort', String(port), '--location', folder],
      ...['--cert', join(folder, 'chain.pem'), '--key', join(folder, 'key.pem'), '--oauth', 'basic'],
      ...['--silent', '--disableTelemetry'],
    ],
    { cwd: folder, reject: false, stdio: 'ignore', cleanup: true },
  );
  const stop = async () => {
    server.kill();
    await server;
    await rm(folder, { recursive: true, force: true });
  };
  const accountUrl = `https://${host}:${port}/devstoreaccount1`;
  try {
    await waitUntil('Azurite', () => answers(accountUrl, ca), startsWithinMs);
    return { accountUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
