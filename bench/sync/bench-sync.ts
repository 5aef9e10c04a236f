import { loadavg } from 'node:os';
import type { Measurement } from '../measure';
import { HeapSamples } from './heap-samples';
import { type PlayedFactory, type ProcessorTimes, withFactory } from './play-factory';
import { countRowsWritten } from './rows-written';
import { readNow, type SyncedConnection, syncConnections, untilRead } from './sync-connections';

const bars = {
  firstSync: { atMost: 360 },
  heap: { atMost: 600 },
  heapGrowth: { atMost: 1.5 },
  rewritten: { atMost: 1 },
};

/**
 * The whole factory read for the first time by one worker, and again with nothing changed. Simulated time is held, so that
 * the second read finds what the first one did.
 */
export async function benchSync(scale: number): Promise<Measurement[]> {
  return withFactory(scale, async (factory) => {
    await factory.control('POST', '/control/clock', { hold: true, advanceMs: untilNothingIsThrottled(new Date()) });
    return benchFactory(factory);
  });
}

/** Somebody else uses up a part of Azure for most of every hour, but not for its first minutes: milliseconds until then. */
function untilNothingIsThrottled(now: Date): number {
  const hourMs = 3_600_000;
  return hourMs - (now.getTime() % hourMs) + 60_000;
}

async function benchFactory(factory: PlayedFactory): Promise<Measurement[]> {
  const { database, connections } = factory;
  console.log(`Load before: ${loadavg().map((load) => load.toFixed(1))}`);
  const before = factory.processorTimes();
  const since = await readNow(database);
  const start = performance.now();
  await factory.startWorker();
  const heap = new HeapSamples(factory.metricsPort);
  try {
    const first = await untilRead(database, connections, since);
    const firstSeconds = (performance.now() - start) / 1_000;
    report('First read', first, before, factory.processorTimes());
    const { resources, accelerators } = await countInventory(factory);
    console.log(`${resources} resources, ${accelerators} accelerators in machines`);

    const writtenBefore = await countRowsWritten(database);
    const betweenTimes = factory.processorTimes();
    const again = performance.now();
    const second = await syncConnections(database, connections);
    const againSeconds = (performance.now() - again) / 1_000;
    report('Read again, unchanged', second, betweenTimes, factory.processorTimes());
    const rewritten = ((await countRowsWritten(database)) - writtenBefore) / resources;

    await heap.stop();
    console.log(`Load after: ${loadavg().map((load) => load.toFixed(1))}`);
    return [
      one(`first inventory of ${resources} resources whole`, firstSeconds, 's', bars.firstSync),
      one('worker heap, peak', Math.max(...heap.megabytes), 'MB', bars.heap),
      one('worker heap, last third over first', heap.growth(), 'ratio', bars.heapGrowth),
      one('read again, unchanged', againSeconds, 's'),
      one('read again: rows written of rows there', rewritten * 100, '%', bars.rewritten),
    ];
  } finally {
    await heap.stop();
  }
}

async function countInventory({ database }: PlayedFactory): Promise<{ resources: number; accelerators: number }> {
  const [resources, { _sum }] = await Promise.all([
    database.prisma.resource.count({ where: { goneAt: null } }),
    database.prisma.resource.aggregate({
      _sum: { gpuCount: true },
      where: { goneAt: null, kind: { in: ['compute-instance', 'instance-group', 'cluster-node'] } },
    }),
  ]);
  return { resources, accelerators: Number(_sum.gpuCount) };
}

/** What each connection took, and who used the processors meanwhile. */
function report(title: string, synced: SyncedConnection[], before: ProcessorTimes, after: ProcessorTimes): void {
  console.log(`\n${title}`);
  for (const { connection, run, ms } of synced) {
    const calls = run.calls.reduce((sum, { attempts }) => sum + attempts, 0);
    const seen = run.counts?.seen ?? 'no';
    const faults = [...new Set(run.gaps.map(({ fault }) => fault))].join(', ');
    const took = `${(ms / 1_000).toFixed(1)} s`;
    console.log(
      `  ${connection.name.padEnd(30)} ${took.padStart(8)}  ${run.outcome}  ${seen} seen, ${calls} calls ${faults}`,
    );
  }
  for (const who of ['worker', 'simulated clouds', 'PostgreSQL'] as const) {
    const [from, to] = [before[who], after[who]];
    if (to === null) continue;
    console.log(`  processor time, ${who}: ${(to - (from === null ? 0 : from)).toFixed(1)} s`);
  }
}

function one(name: string, value: number, unit: Measurement['unit'], bar?: Measurement['bar']): Measurement {
  return { name, median: value, p95: value, unit, bar };
}
