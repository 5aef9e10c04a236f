import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliActor } from '@/lib/access/actor';
import { pathsQuerySchema, pathsSchema } from '@/lib/api/contracts/paths';
import { LogSketch } from '@/lib/domain/link/sketch/log-sketch';
import { mergePacked, packSketch } from '@/lib/domain/link/sketch/pack-sketch';
import type { ProbeMinute } from '@/lib/domain/probe/probe';
import { type Database, openDatabase } from '@/lib/store/database/database';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { migrate } from '@/lib/store/database/migrate';
import { writeResults } from '@/lib/store/probes/write-results';
import { readPathMatrix } from '@/lib/views/paths/read-paths';
import { type Measurement, measure } from '../measure';
import { measureAgent } from './measure-agent';
import { seedWays } from './seed-ways';

const sites = 1_000;
const targetsPerSite = 10;
const turns = 30;

/** How fast sketches merge and 10,000 ways between 1,000 sites are read, and what an agent takes. */
export async function benchProbes(): Promise<Measurement[]> {
  const merging = await benchMerging();
  const agent = await measureAgent();
  const directory = await mkdtemp(join(tmpdir(), 'millwright-bench-probes-'));
  const server = await startEmbeddedPostgres(join(directory, 'postgres'));
  const database = openDatabase(server.url, { statementTimeoutMs: 600_000, applicationName: 'millwright bench' });
  try {
    await migrate(server.url);
    return [merging, ...(await benchWays(database)), ...agent];
  } finally {
    await database.close();
    await stopEmbeddedPostgres(join(directory, 'postgres'));
    await rm(directory, { recursive: true, force: true });
  }
}

async function benchMerging(): Promise<Measurement> {
  const sketches = Array.from({ length: 10_000 }, (_, index) => toSketch(index % 97));
  return measure(
    '10,000 sketches merged to percentiles',
    turns,
    async () => {
      const whole = new LogSketch();
      for (const sketch of sketches) mergePacked(whole, sketch);
      return whole.quantiles([0.5, 0.95, 0.99]);
    },
    { atMost: 100 },
  );
}

async function benchWays(database: Database): Promise<Measurement[]> {
  const now = new Date();
  await seedWays(database, { sites, targetsPerSite, hours: 24, now });
  const context = { actor: cliActor('bench'), database, now };
  const read = async (input: Record<string, unknown>) => {
    const paths = await readPathMatrix(context, pathsQuerySchema.parse(input));
    return JSON.stringify(pathsSchema.parse(paths));
  };
  const agent = await database.prisma.probeAgent.findFirstOrThrow();
  const targets = await database.prisma.probeTarget.findMany({ where: { fromSite: agent.site }, select: { id: true } });
  return [
    await measure('all ways of the last quarter of an hour', turns, () => read({}), { atMost: 200 }),
    await measure('by one kind of probe', turns, () => read({ kind: 'tcp' }), { atMost: 200 }),
    await measure('from one site over 24 hours', turns, () => read({ over: '24h', from: 'site-7' }), { atMost: 200 }),
    await measure('one agent’s minute of ten targets taken', turns, (turn) =>
      inTransaction(database.pool, (client) =>
        writeResults(
          client,
          agent.id,
          targets.map(({ id }) => toMinute(id, new Date(Math.floor(now.getTime() / 60_000 + turn) * 60_000))),
        ),
      ),
    ),
  ];
}

function toMinute(target: string, minute: Date): ProbeMinute {
  const counts = { sent: 20, lost: 0, failed: 0, fault: null, jitterSumNs: 19e6, jitterPairs: 19 };
  return { target, minute, ...counts, sketch: toSketch(20) };
}

function toSketch(seed: number): Uint8Array {
  const sketch = new LogSketch();
  for (let index = 0; index < 20; index++)
    sketch.record(Math.round(1e6 * (2 + seed) * (1 + 0.5 * Math.abs(Math.sin(index)))));
  const packed = packSketch(sketch);
  if (packed === null) throw new RangeError('A sketch of something is not empty.');
  return packed;
}
