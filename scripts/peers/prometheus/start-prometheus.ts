import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { PlainError } from '@/lib/cli/plain-error';
import { findFreePort } from '../../processes/free-port';
import { answersOk, waitUntil } from '../../processes/wait-until';
import { type Had, unpackDebian } from '../debian/unpack-debian';

/** A real Prometheus that scrapes pages of one origin. */
export interface Prometheus {
  endpoint: string;
  stop(): Promise<void>;
}

export interface Scraped {
  /** Host and port of the pages. */
  target: string;
  /** PEM of the authority that signed their certificate. */
  caCertificate: string;
  /** Job and path of each page. */
  pages: readonly { job: string; path: string }[];
}

const host = '127.0.0.1';
const startsWithinMs = 60_000;

/** Debian's Prometheus, or why it is not to be had. */
export async function findPrometheus(): Promise<Had<string>> {
  const unpacked = await unpackDebian(['prometheus']);
  return 'missing' in unpacked ? unpacked : { had: join(unpacked.had.root, 'usr', 'bin', 'prometheus') };
}

/** Starts it and waits until it has scraped every page. */
export async function startPrometheus(program: string, scraped: Scraped): Promise<Prometheus> {
  return startScraping(program, (folder) => toConfiguration(folder, scraped), {
    files: { 'authority.pem': scraped.caCertificate },
    targets: scraped.pages.length,
  });
}

/**
 * Starts it on a free loopback port with a configuration, made for the folder that holds `files`, and waits until it has
 * scraped so many targets.
 */
export async function startScraping(
  program: string,
  configure: (folder: string) => object,
  { files, targets }: { files: Record<string, string>; targets: number },
): Promise<Prometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-prometheus-'));
  const port = await findFreePort(19_090, host);
  if (port === null) throw new PlainError('There is no free port for Prometheus.');
  const config = join(folder, 'prometheus.yml');
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  // JSON is YAML too.
  await writeFile(config, JSON.stringify(configure(folder)));
  const server = execa(
    program,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${host}:${port}`,
      '--log.level=error',
    ],
    { reject: false, stdio: 'ignore', cleanup: true },
  );
  const endpoint = `http://${host}:${port}`;
  const stop = async () => {
    server.kill();
    await server;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitUntil('Prometheus', () => answersOk(`${endpoint}/-/ready`), startsWithinMs);
    const all = `count(up == 1) == ${targets}`;
    await waitUntil('first scrape', () => holds(endpoint, all), startsWithinMs);
    return { endpoint, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function toConfiguration(folder: string, { target, pages }: Scraped) {
  return {
    global: { scrape_interval: '5s', scrape_timeout: '4s' },
    scrape_configs: pages.map(({ job, path }) => ({
      job_name: job,
      scheme: 'https',
      metrics_path: path,
      honor_labels: true,
      tls_config: { ca_file: join(folder, 'authority.pem') },
      static_configs: [{ targets: [target] }],
    })),
  };
}

async function holds(endpoint: string, expression: string): Promise<boolean> {
  const response = await fetch(`${endpoint}/api/v1/query?query=${encodeURIComponent(expression)}`);
  const answer: unknown = await response.json();
  return JSON.stringify(answer).includes('"value"');
}
