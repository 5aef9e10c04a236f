import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { type ProbeResults, probePlanSchema, probeResultsSchema } from '@/lib/api/contracts/probes';
import { unpackSketch } from '@/lib/domain/link/sketch/pack-sketch';
import { refuseProbeAddress } from '@/lib/domain/probe/probe-address';
import { ConsoleClient } from './console-client';
import type { PlannedTarget } from './measure-round';
import { ProbeAgent } from './probe-agent';

const token = `mwp_${'a'.repeat(43)}`;
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('It listens on a port.');
  return address.port;
}

const id = (number: number) => `0190c0de-0000-7000-8000-${String(number).padStart(12, '0')}`;
const target = (number: number, kind: PlannedTarget['kind'], address: string): PlannedTarget => ({
  id: id(number),
  to: 'prague',
  kind,
  address,
  everySeconds: 1,
  attempts: 20,
  timeoutMs: 400,
  mostBytes: null,
});

interface FakeConsole {
  url: string;
  reports: ProbeResults[];
  /** What it answers; 200 unless set. */
  status: number;
  /** How far its clock is ahead of ours, in milliseconds. */
  aheadMs: number;
  heard: string[];
}

/** A console that plans these targets and takes reports by the real contract. */
async function startConsole(targets: PlannedTarget[]): Promise<FakeConsole> {
  const console: FakeConsole = { url: '', reports: [], status: 200, aheadMs: 0, heard: [] };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    console.heard.push(`${request.method} ${request.url?.split('?')[0]} ${request.headers.authorization}`);
    const now = new Date(Date.now() + console.aheadMs).toISOString();
    response.statusCode = console.status;
    if (console.status !== 200) return void response.end(JSON.stringify({ detail: 'Not now.' }));
    if (request.method === 'GET')
      return void response.end(
        JSON.stringify(probePlanSchema.parse({ agent: 'munich-1', site: 'munich', now, targets })),
      );
    const report = probeResultsSchema.parse(JSON.parse(body));
    console.reports.push(report);
    response.end(JSON.stringify({ now, taken: report.minutes.length, repeated: 0, refused: [] }));
  });
  console.url = `http://127.0.0.1:${await listen(server)}`;
  return console;
}

function startAgent(console: FakeConsole, said: string[] = [], everyMs = 60_000) {
  const client = new ConsoleClient(console.url, token);
  // Loopback is no way to anywhere, but all that a test has.
  const refuse = (address: readonly number[]) => (address[0] === 127 ? null : refuseProbeAddress(address));
  return new ProbeAgent({ client, say: (sentence) => said.push(sentence), refuse, everyMs });
}

/** What was reported of a target, all minutes together. */
function sum({ reports }: FakeConsole, number: number) {
  const minutes = reports.flatMap((report) => report.minutes.filter((minute) => minute.target === id(number)));
  const add = (key: 'sent' | 'lost' | 'failed' | 'jitterPairs') =>
    minutes.reduce((all, minute) => all + minute[key], 0);
  const counts = { sent: add('sent'), lost: add('lost'), failed: add('failed'), pairs: add('jitterPairs') };
  const faults = [...new Set(minutes.map(({ fault }) => fault))];
  const sketches = minutes.flatMap(({ sketch }) =>
    sketch === null ? [] : unpackSketch(Buffer.from(sketch, 'base64')),
  );
  return { ...counts, faults, sketches };
}

test('measures what is planned: round trips, loss, jitter, and what tells nothing of the way', async () => {
  let asked = 0;
  const lossy = await listen(
    createServer((_, response) => {
      asked += 1;
      // Every fourth question is never answered, the others after 20 ms.
      if (asked % 4 !== 0) setTimeout(() => response.end('ok'), 20);
    }),
  );
  const open = await listen(createTcpServer((socket) => socket.on('error', () => undefined).end()));
  const closed = createTcpServer();
  const closedPort = await listen(closed);
  await new Promise((resolve) => closed.close(resolve));
  const console = await startConsole([
    target(1, 'http', `http://127.0.0.1:${lossy}/`),
    target(2, 'tcp', `127.0.0.1:${open}`),
    target(3, 'tcp', `127.0.0.1:${closedPort}`),
    target(4, 'tcp', '169.254.169.254:80'),
    target(5, 'tcp', 'no-such-host.invalid:80'),
  ]);
  const said: string[] = [];
  const agent = startAgent(console, said);
  await agent.start();
  await sleep(3_000);
  await agent.stop();

  const http = sum(console, 1);
  expect(http.sent + http.failed).toBeGreaterThanOrEqual(20);
  // What this machine was too busy to decide in time is told as that, not as a loss.
  expect(Math.abs(http.lost - http.sent / 4)).toBeLessThanOrEqual(1 + http.failed);
  const values = http.sketches.map(({ min }) => min ?? Number.NaN);
  expect(Math.min(...values)).toBeGreaterThan(19_000_000);
  // Of three answers and a loss, two pairs are of consecutive answers.
  expect(Math.abs(http.pairs - http.sent / 2)).toBeLessThanOrEqual(2 + 2 * http.failed);
  expect(sum(console, 2)).toMatchObject({ lost: 0 });
  expect(sum(console, 2).sent + sum(console, 2).failed).toBeGreaterThanOrEqual(20);
  expect(sum(console, 3)).toMatchObject({ sent: 0, faults: ['port-closed'] });
  expect(sum(console, 4)).toMatchObject({ sent: 0, faults: ['address-refused'] });
  expect(sum(console, 5)).toMatchObject({ sent: 0, faults: ['name-unknown'] });
  expect(said[1]).toBe(
    'munich-1 at munich measures http to prague every 1 s, tcp to prague every 1 s, tcp to prague every 1 s, tcp to prague every 1 s, tcp to prague every 1 s.',
  );
  expect(said.at(-1)).toBe('Stopped.');
});

test('keeps what it measured while the console is away and sends it later, by the console’s time', async () => {
  const open = await listen(createTcpServer((socket) => socket.on('error', () => undefined).end()));
  const console = await startConsole([target(1, 'tcp', `127.0.0.1:${open}`)]);
  console.aheadMs = 7 * 86_400_000;
  const said: string[] = [];
  const agent = startAgent(console, said, 150);
  await agent.start();
  await sleep(1_300);
  console.status = 503;
  await sleep(700);
  expect(console.reports).toEqual([]);
  expect(said.join(' ')).toContain('Measures on and keeps what it measures.');
  console.status = 200;
  // Minutes are whole by now, as the console's clock says.
  console.aheadMs += 180_000;
  await sleep(1_500);
  const early = sum(console, 1).sent;
  await agent.stop();
  expect(early).toBeGreaterThanOrEqual(20);
  const [first] = console.reports.flatMap(({ minutes }) => minutes);
  expect(Date.parse(first?.minute ?? '') - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
});

test('measures nothing while the console refuses its token, and says so once', async () => {
  const console = await startConsole([target(1, 'tcp', '127.0.0.1:9')]);
  console.status = 401;
  const said: string[] = [];
  const agent = startAgent(console, said, 50);
  await agent.start();
  await sleep(400);
  await agent.stop();
  expect(console.heard.length).toBeGreaterThan(1);
  expect(said.filter((sentence) => sentence.includes('401'))).toHaveLength(1);
});
