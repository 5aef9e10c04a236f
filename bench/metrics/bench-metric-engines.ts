import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MetricSeries } from '@/lib/domain/metric';
import { type Database, openDatabase } from '@/lib/store/database/database';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import type { MetricStore } from '@/lib/store/metrics/metric-store';
import { openPrometheusStore } from '@/lib/store/metrics/prometheus/open-prometheus-store';
import type { Had } from '@/scripts/peers/debian/unpack-debian';
import {
  findVictoriaMetrics,
  type MetricEngine,
  startReceivingPrometheus,
  startVictoriaMetrics,
} from '@/scripts/peers/metric-store/start-engine';
import { findPrometheus } from '@/scripts/peers/prometheus/start-prometheus';
import { type Measurement, timed, toQuantiles } from '../measure';
import { generateSeries, measuredMetrics, uuidOf } from './generate-series';

const minute = 60_000;
const day = 86_400_000;
const gpus = 20_000;
const mappedGpus = 2_000;
const turns = 6;
/** The adapter's time over the engine's own for the same questions. */
const ratioBar = { atMost: 3 };
const held = async () => undefined;

interface Engine {
  name: string;
  find(): Promise<Had<string>>;
  start(program: string): Promise<MetricEngine>;
  /** Asked for, it makes what was written readable. */
  flushPath: string | null;
}

const engines: Engine[] = [
  {
    name: 'Prometheus',
    find: findPrometheus,
    start: (program) => startReceivingPrometheus(program, '2d'),
    flushPath: null,
  },
  {
    name: 'VictoriaMetrics',
    find: findVictoriaMetrics,
    start: startVictoriaMetrics,
    flushPath: '/internal/force_flush',
  },
];

/** How much longer the adapter takes than the engine behind it, for each engine that is to be had. */
export async function benchMetricEngines(): Promise<Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-bench-engines-'));
  const server = await startEmbeddedPostgres(join(directory, 'postgres'));
  const database = openDatabase(server.url, { applicationName: 'millwright bench' });
  try {
    const measurements: Measurement[] = [];
    for (const engine of engines) {
      const found = await engine.find();
      if ('missing' in found) console.error(`!!! SKIPPED: ${engine.name}: ${found.missing}.`);
      else measurements.push(...(await measureEngine(engine, found.had, database)));
    }
    return measurements;
  } finally {
    await database.close();
    await stopEmbeddedPostgres(join(directory, 'postgres'));
    await rm(directory, { recursive: true, force: true });
  }
}

async function measureEngine(engine: Engine, program: string, { pool }: Database): Promise<Measurement[]> {
  const running = await engine.start(program);
  try {
    const config = {
      readUrl: running.url,
      writeUrl: `${running.url}/api/v1/write`,
      credentials: null,
      tenant: null,
      retentionMs: 15 * day,
    };
    const store = openPrometheusStore(config, pool);
    const now = new Date(Math.floor(Date.now() / minute) * minute);
    const [fleet, mapped] = [randomUUID(), randomUUID()];
    const rate = await fill(store, now, fleet, mapped);
    if (engine.flushPath !== null) await fetch(running.url + engine.flushPath);
    const uuids = Array.from({ length: mappedGpus }, (_, gpu) => uuidOf(gpu));
    const map = { metrics: ['hw.gpu.utilization' as const], connectionIds: [mapped] };
    const wholeDay = { from: new Date(now.getTime() - day), to: now };
    const since = new Date(now.getTime() - 15 * minute);
    const [one] = (await store.listSeries(map)).items;
    if (one === undefined) throw new RangeError('Nothing was stored.');
    const { name } = engine;
    return [
      { name: `${name}: samples taken in`, median: rate, p95: rate, unit: 'per second' },
      ...(await compare(`${name}: newest of ${gpus} GPUs, 4 metrics`, () =>
        store.readNewest({ metrics: measuredMetrics, connectionIds: [fleet] }, since),
      )),
      ...(await compare(`${name}: 24 hours of ${mappedGpus} GPUs, steps of 5 min`, () =>
        store.readRange(map, wholeDay, 5 * minute),
      )),
      ...(await compare(`${name}: the same, named one by one`, () =>
        store.readRange({ ...map, attributes: { 'gpu.uuid': uuids } }, wholeDay, 5 * minute),
      )),
      ...(await compare(`${name}: 24 hours of raw samples of one series`, () => store.readSamples(one, wholeDay))),
    ];
  } finally {
    await running.stop();
  }
}

/** A day of one metric of some GPUs, and the newest samples of all. Samples a second. */
async function fill(store: MetricStore, now: Date, fleet: string, mapped: string): Promise<number> {
  const moments = (hoursAgo: number) =>
    Array.from({ length: 60 }, (_, index) => new Date(now.getTime() - (hoursAgo * 60 - index) * minute));
  let [samples, ms] = [0, 0];
  const write = async (connectionId: string, series: MetricSeries[]) => {
    ms += await timed(async () => {
      const written = await store.write({ connectionId, series, now }, held);
      samples += written.samples;
    });
  };
  for (let hour = 24; hour > 0; hour -= 1)
    await write(mapped, generateSeries(mappedGpus, moments(hour), ['hw.gpu.utilization']));
  await write(fleet, generateSeries(gpus, [new Date(now.getTime() - 2 * minute), new Date(now.getTime() - minute)]));
  return (samples / ms) * 1_000;
}

interface Asked {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * Times a read, and then the engine alone: the very requests the read made, as many at once, whose answers are thrown away.
 * The two take turns, so that a busy machine slows both.
 */
async function compare(name: string, read: () => Promise<unknown>): Promise<Measurement[]> {
  const rounds = await recordRounds(read);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < turns; turn += 1) {
    theirs.push(await timed(() => replay(rounds)));
    ours.push(await timed(read));
  }
  const [adapter, engine] = [toQuantiles(ours), toQuantiles(theirs)];
  return [
    { ...adapter, name, unit: 'ms' },
    { ...engine, name: `${name}: the engine alone`, unit: 'ms' },
    {
      name: `${name}: ratio`,
      median: adapter.median / engine.median,
      p95: adapter.p95 / engine.p95,
      unit: 'ratio',
      bar: ratioBar,
    },
  ];
}

/** The requests of a read; those made while none was answered yet are one round. */
async function recordRounds(read: () => Promise<unknown>): Promise<Asked[][]> {
  const rounds: Asked[][] = [];
  const original = globalThis.fetch;
  let underWay = 0;
  globalThis.fetch = async (input, init) => {
    if (underWay === 0) rounds.push([]);
    underWay += 1;
    const headers = Object.fromEntries(new Headers(init?.headers));
    rounds.at(-1)?.push({ url: String(input), headers, body: String(init?.body) });
    try {
      return await original(input, init);
    } finally {
      underWay -= 1;
    }
  };
  try {
    await read();
    return rounds;
  } finally {
    globalThis.fetch = original;
  }
}

async function replay(rounds: readonly Asked[][]): Promise<void> {
  for (const round of rounds)
    await Promise.all(
      round.map(async ({ url, headers, body }) => {
        const answer = await fetch(url, { method: 'POST', headers, body });
        if (!answer.ok) throw new RangeError(`The engine answered with ${answer.status}.`);
        for await (const chunk of answer.body ?? []) void chunk;
      }),
    );
}
