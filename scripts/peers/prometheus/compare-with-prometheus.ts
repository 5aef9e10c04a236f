import { setTimeout as sleep } from 'node:timers/promises';
import type { MetricName, MetricSeries } from '@/lib/domain/metric';
import { openSession } from '@/lib/providers/contract/session/open-session';
import { loadProvider } from '@/lib/providers/registry';
import { startSandbox } from '@/sandbox/start-sandbox';
import type { Counts } from '../../counts/counts';
import { compareFacts } from '../compare-facts';
import { readThroughCli } from '../read-through-cli';
import { type PageSample, parsePage } from './parse-page';
import { startPrometheus } from './start-prometheus';

const minuteMs = 60_000;

const pages = ['dcgm', 'dcgm-4.6', 'amd', 'node', 'lustre', 'beegfs', 'kafka', 'blackbox'].map((page) => ({
  job: page,
  path: `/exporters/${page}`,
}));

/** What each field of the page must come to, by the units of NVIDIA's own documentation. */
const conversions: { field: string; renamed: string; metric: MetricName; factor: number }[] = [
  { field: 'DCGM_FI_DEV_GPU_UTIL', renamed: 'GPU_UTIL_RATIO', metric: 'hw.gpu.utilization', factor: 0.01 },
  { field: 'DCGM_FI_DEV_POWER_USAGE', renamed: 'BOARD_POWER_WATTS', metric: 'hw.power', factor: 1 },
  { field: 'DCGM_FI_DEV_FB_USED', renamed: 'FB_USED', metric: 'hw.gpu.memory.usage', factor: 2 ** 20 },
];
/** From here on a number of DCGM's is a word for "no value". */
const blankFrom = 140_737_488_355_328;

/**
 * Lets a real Prometheus scrape the sandbox's exporter pages and compares what Millwright makes of its answers with what
 * the pages say: every target, and for every device each of its fields, blanks among them.
 */
export async function compareWithPrometheus(program: string): Promise<Counts> {
  const sandbox = await startSandbox({ faces: ['prometheus'] });
  sandbox.clock.hold();
  const facts = sandbox.connections.find(({ provider }) => provider === 'prometheus');
  const origin = String(facts?.settings.endpoint);
  const caCertificate = String(facts?.settings.caCertificate);
  const target = new URL(origin).host;
  const prometheus = await startPrometheus(program, { target, caCertificate, pages });
  const scrapedAt = Date.now();
  try {
    const { endpoint } = prometheus;
    const read = await readThroughCli({ provider: 'prometheus', settings: { endpoint }, secret: {} });
    const targets = new Map(
      pages.map(({ job }) => [`scrape-target ${job}/${target}`, { status: 'active', account: new URL(endpoint).host }]),
    );
    const listed = compareFacts('Prometheus', targets, read);
    // Metrics are read at whole minutes, and the first of them has yet to come.
    await sleep(Math.max(0, Math.ceil(scrapedAt / minuteMs) * minuteMs + 2_000 - Date.now()));
    const measured = compareSamples(await readPages(origin, caCertificate), await readSeries(endpoint));
    return { passed: listed.passed + measured.passed, failed: listed.failed + measured.failed, skipped: 0 };
  } finally {
    await prometheus.stop();
    await sandbox.stop();
  }
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
    const window = { from: new Date(to.getTime() - 120_000), to };
    const series: MetricSeries[] = [];
    for await (const { result } of provider.metrics?.read(session, window) ?? []) series.push(...result.items);
    return series;
  } finally {
    session.transport.close();
  }
}

/** The pages' samples, fetched as Prometheus fetches them. */
async function readPages(origin: string, caCertificate: string): Promise<PageSample[]> {
  const { request } = await import('node:https');
  const texts = await Promise.all(
    ['dcgm', 'dcgm-4.6'].map(
      (page) =>
        new Promise<string>((resolve, reject) => {
          const sent = request(`${origin}/exporters/${page}`, { ca: caCertificate }, (answer) => {
            let text = '';
            answer.setEncoding('utf8');
            answer.on('data', (chunk: string) => {
              text += chunk;
            });
            answer.on('end', () => resolve(text));
          });
          sent.on('error', reject);
          sent.end();
        }),
    ),
  );
  return texts.flatMap(parsePage);
}

/** Names what one device, or one slice of it, told of a metric. */
function toKey(metric: MetricName, uuid: string | undefined, slice: string | undefined): string {
  return JSON.stringify([metric, uuid, slice]);
}

function compareSamples(samples: readonly PageSample[], series: readonly MetricSeries[]): Counts {
  const found = new Map(
    series.map(({ metric, attributes, points }) => [
      toKey(metric, attributes['gpu.uuid'], attributes['gpu.mig.id']),
      points.at(-1)?.value,
    ]),
  );
  let passed = 0;
  const faults: string[] = [];
  for (const { field, renamed, metric, factor } of conversions) {
    for (const { name, labels, value } of samples) {
      if (name !== field && name !== `DCGM_FI_DEV_${renamed}` && name !== renamed) continue;
      const uuid = labels.UUID ?? labels.uuid;
      const expected = value >= blankFrom ? undefined : value * factor;
      // What only the whole device has, such as its power, stands on the page beside each of its slices.
      const shown = found.get(toKey(metric, uuid, labels.GPU_I_ID)) ?? found.get(toKey(metric, uuid, undefined));
      const isEqual =
        expected === undefined || shown === undefined
          ? expected === shown
          : Math.abs(shown - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
      if (isEqual) passed += 1;
      else faults.push(`${metric} of ${uuid} is ${expected ?? 'not told'}, read as ${shown ?? 'not told'}`);
    }
  }
  for (const fault of faults.slice(0, 20)) console.error(`Prometheus: ${fault}`);
  console.log(`Prometheus: ${passed} of ${passed + faults.length} samples of devices as the pages have them`);
  if (passed === 0) return { passed, failed: faults.length + 1, skipped: 0 };
  return { passed, failed: faults.length, skipped: 0 };
}
