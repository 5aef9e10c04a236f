import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { cliActor } from '@/lib/access/actor';
import { createConnection } from '@/lib/commands/connections/create-connection';
import { readConfig } from '@/lib/config/config';
import { ensureKeyFile } from '@/lib/config/ensure-key-file';
import type { Environment } from '@/lib/config/environment';
import { providerIds } from '@/lib/domain/provider';
import type { StoredConnection } from '@/lib/store/connections/stored-connection';
import { type Database, openDatabase } from '@/lib/store/database/database';
import { startEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { migrate } from '@/lib/store/database/migrate';
import { deferSchedule } from '@/lib/store/schedules/move-schedule';
import { findFreePort } from '@/scripts/processes/free-port';
import { type RunningProcess, startProcess } from '@/scripts/processes/start-process';
import { workerProcess } from '@/scripts/processes/worker-process';
import { readProcessorSeconds } from './processor-time';

const firstMetricsPort = 9_700;
const sandboxWithinMs = 120_000;
/** Longer than a bench: nothing is read but what it asks for. */
const intervalMs = 86_400_000;

/** Seconds of processor time, by who used it; null where the system does not tell. */
export type ProcessorTimes = Record<'worker' | 'simulated clouds' | 'PostgreSQL', number | null>;

/** The simulated clouds, a database and a worker, each a process of its own, as they run for real. */
export interface PlayedFactory {
  database: Database;
  connections: StoredConnection[];
  /** The worker's, of its metrics. */
  metricsPort: number;
  startWorker(): Promise<void>;
  /** Puts a question to the sandbox's controls, and throws unless it is granted. */
  control(method: 'POST' | 'PUT', path: string, body: unknown): Promise<void>;
  processorTimes(): ProcessorTimes;
  stop(): Promise<void>;
}

const lineSchema = z.object({
  url: z.url(),
  connections: z.array(
    z.object({
      provider: z.string(),
      name: z.string(),
      settings: z.record(z.string(), z.json()),
      secret: z.record(z.string(), z.string()).nullable(),
    }),
  ),
});
type SandboxFacts = z.infer<typeof lineSchema>;

/** Plays the factory for as long as `work` takes, in a folder of its own that is removed afterwards. */
export async function withFactory<T>(scale: number, work: (factory: PlayedFactory) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-sync-'));
  try {
    const factory = await playFactory(folder, scale);
    try {
      return await work(factory);
    } finally {
      await factory.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts all but the worker in an empty folder, and connects to every face that the console has a provider for. */
async function playFactory(folder: string, scale: number): Promise<PlayedFactory> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.toReversed()) await each();
  };
  try {
    const postgres = join(folder, 'postgres');
    const server = await startEmbeddedPostgres(postgres);
    stops.push(() => server.stop());
    await migrate(server.url);
    const database = openDatabase(server.url, { applicationName: 'millwright bench', statementTimeoutMs: 300_000 });
    stops.push(() => database.close());
    const { running: sandbox, facts } = await startSandbox(folder, scale);
    stops.push(() => sandbox.stop(5_000));
    const metricsPort = await findFreePort(firstMetricsPort, '127.0.0.1');
    if (metricsPort === null) throw new Error('There is no free port for the worker’s metrics.');
    const env = toEnvironment(folder, server.url, metricsPort);
    const connections = await connect(database, env, facts);
    const postmaster = Number((await readFile(join(postgres, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    let worker: RunningProcess | null = null;
    return {
      database,
      connections,
      metricsPort,
      startWorker: async () => {
        const logFile = join(folder, 'worker.log');
        const started = await startProcess({ ...workerProcess, env, logFile });
        stops.push(() => started.stop(10_000));
        worker = started;
      },
      control: (method, path, body) => control(facts.url, method, path, body),
      processorTimes: () => ({
        worker: worker === null ? null : readProcessorSeconds(worker.pid),
        'simulated clouds': readProcessorSeconds(sandbox.pid),
        PostgreSQL: readProcessorSeconds(postmaster),
      }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startSandbox(folder: string, scale: number): Promise<{ running: RunningProcess; facts: SandboxFacts }> {
  const ready = Promise.withResolvers<SandboxFacts>();
  const running = await startProcess({
    name: 'sandbox',
    script: 'sandbox/main.ts',
    args: ['--data-dir', folder, '--scale', String(scale)],
    env: process.env,
    logFile: join(folder, 'sandbox.log'),
    onLine: (line) => {
      if (line.startsWith('{"ready":true')) ready.resolve(lineSchema.parse(JSON.parse(line)));
    },
  });
  const late = setTimeout(() => ready.reject(new Error('The sandbox was not ready in time.')), sandboxWithinMs);
  const ended = running.exited.then(async () => {
    throw new Error(`The sandbox ended:\n${await running.lastLines()}`);
  });
  try {
    return { running, facts: await Promise.race([ready.promise, ended]) };
  } catch (error) {
    await running.stop(0);
    throw error;
  } finally {
    clearTimeout(late);
    ended.catch(() => undefined);
  }
}

/** A console for real, as `npm start` has it, but for the leave to reach this machine. */
function toEnvironment(folder: string, databaseUrl: string, metricsPort: number): Environment {
  return {
    PATH: process.env.PATH,
    HOME: folder,
    AWS_EC2_METADATA_DISABLED: 'true',
    DATABASE_URL: databaseUrl,
    MILLWRIGHT_DATA_DIR: folder,
    MILLWRIGHT_KEY_FILE: ensureKeyFile(join(folder, 'master.key')),
    MILLWRIGHT_EGRESS_ALLOW: '127.0.0.1/32',
    // The worker takes the port after the web's.
    MILLWRIGHT_METRICS_PORT: String(metricsPort - 1),
  };
}

async function connect(database: Database, env: Environment, facts: SandboxFacts): Promise<StoredConnection[]> {
  const config = readConfig(env, 'cli');
  const context = { actor: cliActor('bench'), database, now: new Date(), requestId: 'bench' };
  const connections: StoredConnection[] = [];
  for (const { provider: id, name, settings, secret } of facts.connections) {
    const provider = providerIds.find((known) => known === id);
    if (provider === undefined) {
      console.log(`${name} is left out: the console has no provider for it.`);
      continue;
    }
    const entered = { provider, name, settings, secret, intervalMs };
    const connection = await createConnection(context, entered, config, { simulated: true });
    // What is measured is the inventory's read, so nothing else is due.
    await deferSchedule(database.pool, connection.id, 'metrics', intervalMs);
    connections.push(connection);
  }
  return connections;
}

async function control(origin: string, method: string, path: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(new URL(path, origin), { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`The sandbox refused ${method} ${path}: ${await response.text()}`);
}
