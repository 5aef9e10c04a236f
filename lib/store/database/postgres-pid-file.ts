import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isAlive } from './directory-claim';

const answerWithinMs = 60_000;
const answerPollMs = 100;

interface PidFile {
  pid: number;
  /** Null while the server has not come far enough to write it. */
  port: number | null;
}

/**
 * The port of the server that runs on a cluster; null when none does. A pid file alone proves nothing, its number may
 * belong to another program by now: the server must answer, with our password, that this cluster is its own.
 */
export async function runningPort(cluster: string, toUrl: (port: number) => string): Promise<number | null> {
  const deadline = Date.now() + answerWithinMs;
  while (Date.now() < deadline && isClusterRunning(cluster)) {
    const port = readPidFile(cluster)?.port ?? null;
    if (port !== null) {
      const answer = await askDirectory(toUrl(port));
      if (answer === 'starting') await sleep(answerPollMs);
      else return answer === cluster ? port : null;
    } else await sleep(answerPollMs);
  }
  return null;
}

/** Whether the process that the cluster's pid file names exists and may be a PostgreSQL server. */
export function isClusterRunning(cluster: string): boolean {
  const file = readPidFile(cluster);
  return file !== null && isAlive(file.pid) && programName(file.pid) !== 'other';
}

/** Removes a pid file whose server is gone. PostgreSQL does so itself unless the number was taken by another program. */
export async function removeStalePidFile(cluster: string): Promise<void> {
  if (isClusterRunning(cluster))
    throw new Error(
      `A PostgreSQL that does not answer holds ${cluster}: stop it, or start with another data directory.`,
    );
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

function readPidFile(cluster: string): PidFile | null {
  try {
    const [pid, , , port] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(pid), port: port ? Number(port) : null };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** `unknown` where the system does not show what a process runs. */
function programName(pid: number): 'postgres' | 'other' | 'unknown' {
  if (process.platform !== 'linux') return 'unknown';
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' ? 'postgres' : 'other';
  } catch {
    return 'unknown';
  }
}

/** The cluster folder that the server at an address serves; `starting` while it does not take connections. */
async function askDirectory(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ directory: string }>(`select current_setting('data_directory') as directory`);
    return rows[0]?.directory ?? null;
  } catch (error) {
    return isStarting(error) ? 'starting' : null;
  } finally {
    await client.end();
  }
}

const cannotConnectNow = '57P03';

function isStarting(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'ECONNREFUSED' || error.code === cannotConnectNow;
}
