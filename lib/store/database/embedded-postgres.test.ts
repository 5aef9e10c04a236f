import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isAlive } from './directory-claim';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from './embedded-postgres';

let directory: string;
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'millwright-embedded-')), 'postgres');
});
afterEach(async () => {
  if (existsSync(join(directory, 'cluster'))) await stopEmbeddedPostgres(directory);
  await rm(join(directory, '..'), { recursive: true, force: true });
});

const start = () => startEmbeddedPostgres(directory, { durable: false });
const pidFile = () => join(directory, 'cluster', 'postmaster.pid');
const serverPid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

async function killServer(): Promise<void> {
  const pid = serverPid();
  process.kill(pid, 'SIGKILL');
  await untilGone(pid);
}

const untilGone = (pid: number) => vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 });

describe('the embedded PostgreSQL', () => {
  it('is one server however many start it, kept until the last lets go', async () => {
    const [first, second, third] = await Promise.all([start(), start(), start()]);
    expect(new Set([first.port, second.port, third.port]).size).toBe(1);
    await first.stop();
    await second.stop();
    expect(await ask(third.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    const pid = serverPid();
    await third.stop();
    await untilGone(pid);
  });

  it('keeps its data, its address and its password over a restart', async () => {
    const first = await start();
    await ask(first.url, 'create table kept as select 7 as seven');
    await first.stop();
    const again = await start();
    expect(again.url).toBe(first.url);
    expect(await ask(again.url, 'select seven from kept')).toEqual([{ seven: 7 }]);
    await again.stop();
  });

  it('recovers from a server that was killed', async () => {
    const first = await startEmbeddedPostgres(directory);
    await ask(first.url, 'create table kept as select 7 as seven');
    await killServer();
    expect(existsSync(pidFile())).toBe(true);
    const again = await start();
    expect(await ask(again.url, 'select seven from kept')).toEqual([{ seven: 7 }]);
  });

  it('is not fooled by a pid file whose number another program has', async () => {
    await (await start()).stop();
    writeFileSync(pidFile(), `${process.pid}\n${join(directory, 'cluster')}\n1\n65000\n\n127.0.0.1\n\nready\n`);
    const again = await start();
    expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('begins again when its first start was cut short', async () => {
    const first = await start();
    await first.stop();
    await rm(join(directory, 'cluster'), { recursive: true });
    const draft = join(directory, 'cluster.new');
    expect(existsSync(draft)).toBe(false);
    writeFileSync(draft, 'half a cluster');
    expect(await ask((await start()).url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('moves when something else has its port', async () => {
    const first = await start();
    await first.stop();
    const intruder = createServer();
    await new Promise<void>((resolve) => intruder.listen(first.port, '127.0.0.1', resolve));
    const again = await start();
    expect(again.port).not.toBe(first.port);
    await new Promise((resolve) => intruder.close(resolve));
  });

  it('says so when the cluster is of another version', async () => {
    await (await start()).stop();
    writeFileSync(join(directory, 'cluster', 'PG_VERSION'), '15\n');
    await expect(start()).rejects.toThrow(/made by PostgreSQL 15 and this is PostgreSQL 18/);
  });

  it('takes no connection without the password', async () => {
    const { url } = await start();
    const address = new URL(url);
    address.password = 'guessed';
    await expect(ask(address.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });
});
