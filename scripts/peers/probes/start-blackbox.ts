import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { PlainError } from '@/lib/cli/plain-error';
import { findFreePort } from '../../processes/free-port';
import { answersOk, waitUntil } from '../../processes/wait-until';
import { type Had, unpackDebian } from '../debian/unpack-debian';

/** Debian's blackbox exporter, running. */
export interface Blackbox {
  /** Host and port where Prometheus has it probe. */
  address: string;
  stop(): Promise<void>;
}

const host = '127.0.0.1';
const startsWithinMs = 30_000;

/** Debian's blackbox exporter, or why it is not to be had. */
export async function findBlackbox(): Promise<Had<string>> {
  const unpacked = await unpackDebian(['prometheus-blackbox-exporter']);
  if ('missing' in unpacked) return unpacked;
  return { had: join(unpacked.had.root, 'usr', 'bin', 'prometheus-blackbox-exporter') };
}

/** Starts it with a module for each kind of probe. */
export async function startBlackbox(program: string): Promise<Blackbox> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-blackbox-'));
  const port = await findFreePort(19_115, host);
  if (port === null) throw new PlainError('There is no free port for the blackbox exporter.');
  const config = join(folder, 'blackbox.yml');
  const ipv4 = { preferred_ip_protocol: 'ip4' };
  const modules = {
    icmp: { prober: 'icmp', timeout: '2s', icmp: ipv4 },
    tcp_connect: { prober: 'tcp', timeout: '2s', tcp: ipv4 },
    http_2xx: { prober: 'http', timeout: '2s', http: ipv4 },
  };
  // JSON is YAML too.
  await writeFile(config, JSON.stringify({ modules }));
  const exporter = execa(program, [`--config.file=${config}`, `--web.listen-address=${host}:${port}`], {
    reject: false,
    stdio: 'ignore',
    cleanup: true,
  });
  const stop = async () => {
    exporter.kill();
    await exporter;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitUntil('the blackbox exporter', () => answersOk(`http://${host}:${port}/-/healthy`), startsWithinMs);
    return { address: `${host}:${port}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
