import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildProbe } from '../../scripts/setup/build-probe.mjs';
import { both, type Measurement } from '../measure';

const measuredMs = 180_000;
/** Ticks of a processor that the kernel counts in a second. */
const ticksPerSecond = 100;

/**
 * What the agent takes that measures ten ways by TCP, one by HTTP and one by throughput, as `millwright probe` starts it: its
 * memory at the end of three minutes, the most it ever had, and its share of a core. Linux tells; elsewhere there is nothing.
 */
export async function measureAgent(): Promise<Measurement[]> {
  const own = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal);
  if (process.platform !== 'linux' || own === undefined) return [];
  const tcp = createTcpServer((socket) => socket.on('error', () => undefined).end());
  const block = Buffer.alloc(65_536);
  const page = createServer((request, response) => {
    if (request.url !== '/large') return void response.end('ok');
    const send = () => {
      while (!response.destroyed) if (!response.write(block)) return void response.once('drain', send);
    };
    send();
  });
  const [tcpPort, pagePort] = [await listen(tcp, own.address), await listen(page, own.address)];
  const at = (path: string) => `http://${own.address}:${pagePort}${path}`;
  const targets = [
    ...Array.from({ length: 10 }, (_, index) => toTarget(index, 'tcp', `${own.address}:${tcpPort}`)),
    toTarget(10, 'http', at('/')),
    {
      ...toTarget(11, 'throughput', at('/large')),
      everySeconds: 60,
      attempts: 1,
      timeoutMs: 20_000,
      mostBytes: 8_388_608,
    },
  ];
  const console = createServer((request, response) => {
    request.resume();
    const now = new Date().toISOString();
    response.end(JSON.stringify({ agent: 'bench', site: 'bench', now, targets, taken: 0, repeated: 0, refused: [] }));
  });
  const consolePort = await listen(console, '127.0.0.1');
  try {
    return await run(`http://127.0.0.1:${consolePort}`);
  } finally {
    for (const server of [tcp, page, console]) server.close();
    page.closeAllConnections();
  }
}

async function run(console: string): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-bench-probe-'));
  const { memoryEnvironment, memoryFlags } = await import('../../scripts/setup/become-probe.mjs');
  const file = join(folder, 'probe.cjs');
  await buildProbe(file);
  const agent = spawn(process.execPath, [...memoryFlags, file, '--console', console], {
    env: { ...process.env, ...memoryEnvironment, MILLWRIGHT_PROBE_TOKEN: `mwp_${'a'.repeat(43)}` },
    stdio: 'ignore',
  });
  try {
    await sleep(measuredMs);
    const status = await readFile(`/proc/${agent.pid}/status`, 'utf8');
    const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
    const [, fields] = (await readFile(`/proc/${agent.pid}/stat`, 'utf8')).split(') ');
    const [user, system] = (fields ?? '').split(' ').slice(11, 13).map(Number);
    const seconds = (Number(user) + Number(system)) / ticksPerSecond;
    const megabytes = (name: string) => (kilobytes(name) * 1_024) / 1e6;
    return [
      { name: 'memory of an agent', ...both(megabytes('VmRSS')), unit: 'MB', bar: { atMost: 60 } },
      { name: 'the most it had', ...both(megabytes('VmHWM')), unit: 'MB' },
      { name: 'its share of a core', ...both((100 * seconds) / (measuredMs / 1_000)), unit: '%', bar: { atMost: 1 } },
    ];
  } finally {
    agent.kill('SIGTERM');
    await once(agent, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}

function toTarget(number: number, kind: string, address: string) {
  const id = `0190c0de-0000-7000-8000-${String(number).padStart(12, '0')}`;
  return { id, to: `site-${number}`, kind, address, everySeconds: 15, attempts: 5, timeoutMs: 900, mostBytes: null };
}

async function listen(server: Server | TcpServer, host: string): Promise<number> {
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('It listens on a port.');
  return address.port;
}
