import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRunRecord } from '@/lib/cli/run-record';
import { findFreePort } from '@/scripts/processes/free-port';
import { type RunningProcess, startProcess } from '@/scripts/processes/start-process';

const firstPort = 3_200;
const readyWithinMs = 120_000;

/** Starts one demo of its own for all journeys: free ports, fresh data. Returns how to end it. */
export default async function startDemo(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-e2e-'));
  const port = await findFreePort(firstPort, '127.0.0.1');
  if (port === null) throw new Error('There is no free port for the demo.');
  const ready = Promise.withResolvers<void>();
  const demo = await startProcess({
    name: 'demo',
    script: 'scripts/demo.ts',
    args: ['--port', String(port), '--data-dir', folder],
    env: process.env,
    logFile: join(folder, 'logs', 'demo.log'),
    onLine: (line) => {
      if (line.startsWith('Ready in ')) ready.resolve();
    },
  });
  try {
    await Promise.race([ready.promise, failOnExit(demo), failAfter(readyWithinMs)]);
  } catch (error) {
    await demo.stop(30_000);
    throw error;
  }
  const record = await readRunRecord(folder);
  if (record === null) throw new Error('The demo left no record of its run.');
  process.env.MILLWRIGHT_E2E_URL = record.url;
  process.env.MILLWRIGHT_E2E_SANDBOX = record.sandboxUrl;
  process.env.MILLWRIGHT_E2E_DATA_DIR = folder;
  return async () => {
    await demo.stop(30_000);
    await rm(folder, { recursive: true, force: true });
  };
}

async function failOnExit(demo: RunningProcess): Promise<never> {
  await demo.exited;
  throw new Error(`The demo ended before it was ready:\n${await demo.lastLines()}`);
}

function failAfter(ms: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`The demo was not ready within ${ms / 1000} s.`)), ms).unref();
  });
}
