import { join } from 'node:path';
import { type RunRecord, readRunRecord } from '@/lib/cli/run-record';
import { findFreePort } from '../processes/free-port';
import { type RunningProcess, startProcess } from '../processes/start-process';

const firstPort = 3_200;
const readyWithinMs = 120_000;

/** A demo running by itself on a free port. */
export interface LaunchedDemo {
  record: RunRecord;
  /** From its start until it said that it is ready, in milliseconds. */
  readyMs: number;
  stop(): Promise<void>;
}

/** Starts a demo on its own data directory and waits until it is ready. Throws with its last words when it ends before. */
export async function launchDemo(dataDir: string): Promise<LaunchedDemo> {
  const port = await findFreePort(firstPort, '127.0.0.1');
  if (port === null) throw new Error('There is no free port for the demo.');
  const ready = Promise.withResolvers<void>();
  const started = performance.now();
  const demo = await startProcess({
    name: 'demo',
    script: 'scripts/demo.ts',
    args: ['--port', String(port), '--data-dir', dataDir],
    env: process.env,
    logFile: join(dataDir, 'logs', 'demo.log'),
    onLine: (line) => {
      if (line.startsWith('Ready in ')) ready.resolve();
    },
  });
  const stop = () => demo.stop(30_000);
  try {
    await Promise.race([ready.promise, failOnExit(demo), failAfter(readyWithinMs)]);
    const readyMs = performance.now() - started;
    const record = await readRunRecord(dataDir);
    if (record === null) throw new Error('The demo left no record of its run.');
    return { record, readyMs, stop };
  } catch (error) {
    await stop();
    throw error;
  }
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
