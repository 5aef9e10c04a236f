import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { cliActor } from '@/lib/access/actor';
import { type Path, pathsQuerySchema } from '@/lib/api/contracts/paths';
import { PlainError } from '@/lib/cli/plain-error';
import type { MetricSeries } from '@/lib/domain/metric';
import { openSession } from '@/lib/providers/contract/session/open-session';
import { loadProvider } from '@/lib/providers/registry';
import { openDatabase } from '@/lib/store/database/database';
import { migrate } from '@/lib/store/database/migrate';
import { withThrowawayPostgres } from '@/lib/store/database/throwaway-postgres';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { readPathMatrix } from '@/lib/views/paths/read-paths';
import type { Counts } from '../../counts/counts';
import type { Had } from '../debian/unpack-debian';
import { findPrometheus, startScraping } from '../prometheus/start-prometheus';
import { findBlackbox, startBlackbox } from './start-blackbox';

const minuteMs = 60_000;

/** One probe and what must come of it. */
interface Probed {
  module: 'icmp' | 'tcp_connect' | 'http_2xx';
  kind: Path['kind'];
  address: string;
  expected: 'answered' | 'lost' | 'failed';
}

interface Programs {
  blackbox: string;
  prometheus: string;
}

export async function findBlackboxes(): Promise<Had<Programs>> {
  const [blackbox, prometheus] = [await findBlackbox(), await findPrometheus()];
  if ('missing' in blackbox) return blackbox;
  return 'missing' in prometheus ? prometheus : { had: { blackbox: blackbox.had, prometheus: prometheus.had } };
}

/**
 * Lets Debian's Prometheus have Debian's blackbox exporter probe what answers and what does not, reads it through our
 * connector, and compares what the matrix of ways says of each.
 */
export async function compareBlackbox(programs: Programs): Promise<Counts> {
  const page = createServer((_, response) => response.end('ok'));
  const port = await listen(page);
  const closed = createServer();
  const closedPort = await listen(closed);
  await new Promise((resolve) => closed.close(resolve));
  const probed: Probed[] = [
    { module: 'icmp', kind: 'icmp', address: '127.0.0.1', expected: 'answered' },
    // Set aside for documents, so that nobody answers.
    { module: 'icmp', kind: 'icmp', address: '192.0.2.77', expected: 'lost' },
    { module: 'tcp_connect', kind: 'tcp', address: `127.0.0.1:${port}`, expected: 'answered' },
    { module: 'tcp_connect', kind: 'tcp', address: `127.0.0.1:${closedPort}`, expected: 'failed' },
    { module: 'http_2xx', kind: 'http', address: `http://127.0.0.1:${port}/`, expected: 'answered' },
  ];
  const blackbox = await startBlackbox(programs.blackbox);
  const prometheus = await startScraping(programs.prometheus, () => configure(blackbox.address, probed), {
    files: {},
    targets: probed.length,
  });
  try {
    // Metrics are read at whole minutes.
    await sleep(minuteMs - (Date.now() % minuteMs) + 5_000);
    return judge(probed, await readMatrix(await readSeries(prometheus.endpoint), probed));
  } finally {
    await prometheus.stop();
    await blackbox.stop();
    page.close();
  }
}

function configure(exporter: string, probed: readonly Probed[]) {
  return {
    global: { scrape_interval: '5s', scrape_timeout: '4s' },
    scrape_configs: probed.map(({ module, address }, index) => ({
      job_name: `probe-${index}`,
      metrics_path: '/probe',
      params: { module: [module] },
      static_configs: [{ targets: [address] }],
      relabel_configs: [
        { source_labels: ['__address__'], target_label: '__param_target' },
        { source_labels: ['__param_target'], target_label: 'instance' },
        { target_label: 'module', replacement: module },
        { target_label: '__address__', replacement: exporter },
      ],
    })),
  };
}

async function readSeries(endpoint: string): Promise<MetricSeries[]> {
  const provider = await loadProvider('prometheus');
  const session = openSession(provider, {
    settings: { endpoint },
    secret: null,
    egressAllow: ['127.0.0.1/32'],
    signal: new AbortController().signal,
    now: () => new Date(),
  });
  try {
    const to = new Date();
    const series: MetricSeries[] = [];
    const window = { from: new Date(to.getTime() - 2 * minuteMs), to };
    for await (const { result } of provider.metrics?.read(session, window) ?? []) series.push(...result.items);
    return series;
  } finally {
    session.transport.close();
  }
}

/** The matrix over what was read, each probe standing for the way to a site of its own. */
async function readMatrix(series: readonly MetricSeries[], probed: readonly Probed[]): Promise<Path[]> {
  return withThrowawayPostgres(async ({ url }) => {
    await migrate(url);
    const database = openDatabase(url, { maxConnections: 4 });
    try {
      const now = new Date();
      const sites = ['near', ...probed.map((_, index) => `far-${index}`)];
      await database.prisma.site.createMany({ data: sites.map((name) => ({ name, title: name, updatedAt: now })) });
      const { id } = await database.prisma.connection.create({
        data: { provider: 'prometheus', name: 'peer', settings: {}, tagRules: {}, intervalMs: 300_000 },
      });
      const made = {
        everySeconds: 15,
        attempts: 5,
        timeoutMs: 900,
        createdBy: 'peers',
        createdAt: now,
        updatedAt: now,
      };
      await database.prisma.probeTarget.createMany({
        data: probed.map(({ kind, address }, index) => ({
          ...made,
          ...{ fromSite: 'near', toSite: `far-${index}`, kind, address, connectionId: id },
        })),
      });
      await metricStoreOf(database.pool).write({ connectionId: id, series, now }, async () => undefined);
      const context = { actor: cliActor('peers'), database, now };
      return (await readPathMatrix(context, pathsQuerySchema.parse({}))).items;
    } finally {
      await database.close();
    }
  });
}

function judge(probed: readonly Probed[], paths: readonly Path[]): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [index, { kind, address, expected }] of probed.entries()) {
    const path = paths.find(({ to }) => to === `far-${index}`);
    const isAsExpected = path !== undefined && toVerdict(path) === expected;
    counts[isAsExpected ? 'passed' : 'failed'] += 1;
    const said = path === undefined ? 'not in the matrix' : `${toVerdict(path)}: ${JSON.stringify(path.values)}`;
    console.log(`${isAsExpected ? 'agrees' : 'DIFFERS'}: ${kind} to ${address} is ${said}, expected ${expected}`);
  }
  return counts;
}

function toVerdict({ values, loss, failed, sent }: Path): string {
  if (values !== null && loss === 0 && values.min > 0) return 'answered';
  if (values === null && loss === 1) return 'lost';
  return values === null && loss === null && failed > 0 && sent === 0 ? 'failed' : 'unclear';
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new PlainError('There is no port.');
  return address.port;
}
