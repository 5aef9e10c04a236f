import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { PlainError } from '@/lib/cli/plain-error';
import { findFreePort } from '../../processes/free-port';
import { answersOk, waitUntil } from '../../processes/wait-until';
import { type Had, unpackDebian } from '../debian/unpack-debian';

/** A real engine that keeps metrics. */
export interface MetricEngine {
  url: string;
  stop(): Promise<void>;
}

interface Launch {
  name: string;
  program: string;
  readyPath: string;
  /** What it is started with, given where it may listen and a folder of its own. */
  toArguments: (address: string, folder: string) => string[];
}

const host = '127.0.0.1';
const startsWithinMs = 60_000;

/** Debian's VictoriaMetrics, or why it is not to be had. */
export async function findVictoriaMetrics(): Promise<Had<string>> {
  const unpacked = await unpackDebian(['victoria-metrics']);
  return 'missing' in unpacked ? unpacked : { had: join(unpacked.had.root, 'usr', 'bin', 'victoria-metrics') };
}

/** A Prometheus that takes remote write, late samples as far back as `lateWindow` says (`3d`; null: none). */
export function startReceivingPrometheus(program: string, lateWindow: string | null): Promise<MetricEngine> {
  return startEngine(
    {
      name: 'Prometheus',
      program,
      readyPath: '/-/ready',
      toArguments: (address, folder) => [
        `--config.file=${join(folder, 'config.yml')}`,
        `--storage.tsdb.path=${join(folder, 'stored')}`,
        `--web.listen-address=${address}`,
        '--web.enable-remote-write-receiver',
        '--log.level=error',
      ],
      // JSON is YAML too.
    },
    JSON.stringify(lateWindow === null ? {} : { storage: { tsdb: { out_of_order_time_window: lateWindow } } }),
  );
}

/** A VictoriaMetrics set up as docs/operations.md says: one sample a moment. */
export function startVictoriaMetrics(program: string): Promise<MetricEngine> {
  return startEngine({
    name: 'VictoriaMetrics',
    program,
    readyPath: '/health',
    toArguments: (address, folder) => [
      `-storageDataPath=${join(folder, 'stored')}`,
      `-httpListenAddr=${address}`,
      '-dedup.minScrapeInterval=1ms',
      '-retentionPeriod=30d',
      '-loggerLevel=ERROR',
    ],
  });
}

async function startEngine({ name, program, readyPath, toArguments }: Launch, config = ''): Promise<MetricEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-metrics-'));
  const port = await findFreePort(19_290, host);
  if (port === null) throw new PlainError(`There is no free port for ${name}.`);
  await writeFile(join(folder, 'config.yml'), config);
  const address = `${host}:${port}`;
  const server = execa(program, toArguments(address, folder), { reject: false, stdio: 'ignore', cleanup: true });
  const stop = async () => {
    server.kill();
    await server;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitUntil(name, () => answersOk(`http://${address}${readyPath}`), startsWithinMs);
    return { url: `http://${address}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
