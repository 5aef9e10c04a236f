import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { claimDirectory, withDirectoryLock } from './directory-claim';
import { choosePostgresAccount, type PostgresAccount } from './postgres-account';
import { findPostgresBinaries, type PostgresBinaries, postgresMajor, readClusterMajor } from './postgres-binaries';
import { isClusterRunning, removeStalePidFile, runningPort } from './postgres-pid-file';
import { toPostgresSettings } from './postgres-settings';

/** A running PostgreSQL that this process uses. */
export interface EmbeddedPostgres {
  /** The address of the database `millwright` in it. */
  url: string;
  port: number;
  /** Lets go of the server; the last process to let go shuts it down, open transactions rolled back. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** False trades crash safety for speed: only for databases that are thrown away. */
  durable?: boolean;
}

const databaseName = 'millwright';
const ownerName = 'millwright';

/**
 * Starts the PostgreSQL that lives in a directory, making its cluster, password and database on first use. When one
 * is running there already, from this or another process, that one is used. Survives a crash of the server or of
 * whoever started it: a stale pid file is recognised and PostgreSQL recovers from its log.
 */
export async function startEmbeddedPostgres(
  directory: string,
  options: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  const server = await describeServer(directory);
  const { home } = server;
  const claim = await claimDirectory(home);
  try {
    const port = await withDirectoryLock(home, () => ensureRunning(server, options));
    const url = toUrl(port, await readPassword(server), databaseName);
    return {
      url,
      port,
      stop: () =>
        withDirectoryLock(home, async () => {
          if (await claim.release()) await stopServer(server);
        }),
    };
  } catch (error) {
    await claim.release();
    throw error;
  }
}

/** Shuts down the PostgreSQL of a directory, whoever still uses it. */
export async function stopEmbeddedPostgres(directory: string): Promise<void> {
  const server = await describeServer(directory);
  await withDirectoryLock(server.home, () => stopServer(server));
}

interface Server {
  home: string;
  cluster: string;
  binaries: PostgresBinaries;
  account: PostgresAccount;
}

async function describeServer(directory: string): Promise<Server> {
  const home = resolve(directory);
  await mkdir(home, { recursive: true, mode: 0o755 });
  const binaries = findPostgresBinaries();
  const account = await choosePostgresAccount([home, binaries.root]);
  return { home, cluster: join(home, 'cluster'), binaries, account };
}

async function ensureRunning(server: Server, options: EmbeddedPostgresOptions): Promise<number> {
  const major = readClusterMajor(server.cluster);
  if (major === null) await initialise(server);
  else if (major !== postgresMajor)
    throw new Error(
      `The database in ${server.cluster} was made by PostgreSQL ${major} and this is PostgreSQL ${postgresMajor}: move it with pg_upgrade, or start with another data directory.`,
    );
  const password = await readPassword(server);
  const running = await runningPort(server.cluster, (port) => toUrl(port, password, 'postgres'));
  if (running !== null) return running;
  await removeStalePidFile(server.cluster);
  const port = await choosePort(server);
  await start(server, port, options);
  await ensureDatabase(toUrl(port, password, 'postgres'));
  return port;
}

async function initialise(server: Server): Promise<void> {
  const draft = `${server.cluster}.new`;
  const passwordFile = join(server.home, 'password');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  const { owner } = server.account;
  if (owner !== null) {
    await chown(draft, owner.uid, owner.gid);
    await chown(passwordFile, owner.uid, owner.gid);
  }
  await server.account.run(server.binaries.initdb, [
    `--pgdata=${draft}`,
    `--username=${ownerName}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]);
  // Under its own name only when whole, so that a start that was killed half way begins again.
  await rename(draft, server.cluster);
}

async function start(server: Server, port: number, options: EmbeddedPostgresOptions): Promise<void> {
  const chosen = { ...toPostgresSettings(options.durable ?? true), port: String(port) };
  const flags = Object.entries(chosen).map(([name, value]) => `-c ${name}='${value}'`);
  const log = join(server.cluster, 'start.log');
  try {
    await server.account.run(server.binaries.pgCtl, [
      'start',
      `--pgdata=${server.cluster}`,
      `--log=${log}`,
      `--options=${flags.join(' ')}`,
      '--wait',
      '--timeout=90',
    ]);
  } catch (cause) {
    throw new Error(`The embedded PostgreSQL did not start: ${log} and ${join(server.cluster, 'log')} say why.`, {
      cause,
    });
  }
}

async function stopServer(server: Server): Promise<void> {
  if (!existsSync(server.cluster) || !isClusterRunning(server.cluster)) return;
  await server.account.run(server.binaries.pgCtl, [
    'stop',
    `--pgdata=${server.cluster}`,
    '--mode=fast',
    '--wait',
    '--timeout=90',
  ]);
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

/** The port of the last start, so that addresses keep working; another when something else has taken it meanwhile. */
async function choosePort(server: Server): Promise<number> {
  const file = join(server.home, 'port');
  const kept = existsSync(file) ? Number(await readFile(file, 'utf8')) : 0;
  const port = (await tryListen(kept)) ?? (await tryListen(0));
  if (port === null) throw new Error('No free TCP port was found on 127.0.0.1 for the embedded PostgreSQL.');
  await writeFile(file, String(port));
  return port;
}

function tryListen(port: number): Promise<number | null> {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once('error', () => settle(null));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => settle(address !== null && typeof address === 'object' ? address.port : null));
    });
  });
}

function readPassword(server: Server): Promise<string> {
  return readFile(join(server.home, 'password'), 'utf8');
}

function toUrl(port: number, password: string, database: string): string {
  return `postgresql://${ownerName}:${password}@127.0.0.1:${port}/${database}`;
}
