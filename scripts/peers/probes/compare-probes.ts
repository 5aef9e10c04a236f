import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { cliActor } from '@/lib/access/actor';
import { type Path, pathsQuerySchema } from '@/lib/api/contracts/paths';
import { putProbeTargetSchema } from '@/lib/api/contracts/probes';
import { createProbeAgent } from '@/lib/commands/probes/probe-agents';
import { createProbeTarget } from '@/lib/commands/probes/probe-targets';
import { putSite } from '@/lib/commands/sites/put-site';
import type { Database } from '@/lib/store/database/database';
import { withThrowawayPostgres } from '@/lib/store/database/throwaway-postgres';
import { readPathMatrix } from '@/lib/views/paths/read-paths';
import type { Counts } from '../../counts/counts';
import { buildProbe } from '../../setup/build-probe.mjs';
import { unpackDebian } from '../debian/unpack-debian';
import { firstLine, makeNetwork, type Network, promptly, type Shape, type Shaper } from './network';
import { type ServedConsole, serveConsole } from './serve-console';

const shape: Shape = { delayMs: 150, jitterMs: 60, loss: 0.2 };
/** Some 200 connections a second for so long: three standard errors of the loss are then 5 % of it. */
const measuredMs = 85_000;
const tolerance = 0.05;
const ports = { first: 7_001, last: 7_010, page: 7_080 };
const node = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.bin', 'node');

/**
 * Lets the agent measure from one network namespace to another, over a link that delays, jitters and loses as it is told,
 * report to a console over TLS, and compares what the matrix of ways then says with what the link does.
 */
export async function compareProbes(shaper: Shaper): Promise<Counts> {
  const network = await makeNetwork(shaper, shape);
  try {
    return await withThrowawayPostgres(async ({ url }) => {
      const served = await serveConsole(url, network.ownAddress);
      try {
        const hasPing = await measure(network, served);
        return judge(await readWays(served.database), hasPing);
      } finally {
        await served.close();
      }
    });
  } finally {
    await network.close();
  }
}

/** Runs the agent for a while; tells whether there was a ping for it. */
async function measure(network: Network, { url, certificateFile, database }: ServedConsole): Promise<boolean> {
  const token = await declare(database, network);
  const ping = await unpackDebian(['iputils-ping']);
  const path = 'had' in ping ? `${join(ping.had.root, 'bin')}:${process.env.PATH}` : process.env.PATH;
  const folder = await mkdtemp(join(tmpdir(), 'millwright-probe-'));
  const inside = (namespace: string, ...line: string[]) => ['netns', 'exec', namespace, ...promptly, ...line];
  const farEnd = execa(
    'ip',
    inside(network.far, node, join(import.meta.dirname, 'far-end.mjs'), ...Object.values(ports).map(String)),
    { reject: false, cleanup: true },
  );
  try {
    await firstLine(farEnd.stdout, 'the far end');
    await buildProbe(join(folder, 'probe.cjs'));
    const agent = execa('ip', inside(network.near, node, join(folder, 'probe.cjs'), '--console', url), {
      env: { PATH: path, MILLWRIGHT_PROBE_TOKEN: token, NODE_EXTRA_CA_CERTS: certificateFile },
      reject: false,
      cleanup: true,
      stderr: 'inherit',
    });
    await Promise.race([sleep(measuredMs), agent]);
    agent.kill('SIGTERM');
    await agent;
    return (await execa('sh', ['-c', 'command -v ping'], { env: { PATH: path }, reject: false })).exitCode === 0;
  } finally {
    farEnd.kill();
    await farEnd;
    await rm(folder, { recursive: true, force: true });
  }
}

async function declare(database: Database, { farAddresses }: Network): Promise<string> {
  const context = () => ({ actor: cliActor('peer check'), database, now: new Date(), requestId: 'peers' });
  for (const name of ['near', 'far'])
    await putSite(context(), name, { title: name, country: null, latitude: null, longitude: null, aliases: [] });
  const way = { from: 'near', to: 'far', everySeconds: 1, timeoutMs: 400 };
  const [host] = farAddresses;
  const targets: Record<string, unknown>[] = [
    ...Array.from({ length: ports.last - ports.first + 1 }, (_, index) => ({
      ...way,
      kind: 'tcp',
      address: `${host}:${ports.first + index}`,
      attempts: 20,
    })),
    { ...way, kind: 'http', address: `http://${host}:${ports.page}/`, attempts: 20 },
    ...farAddresses.map((address) => ({ ...way, kind: 'icmp', address, attempts: 3 })),
  ];
  for (const target of targets) await createProbeTarget(context(), putProbeTargetSchema.parse(target));
  return (await createProbeAgent(context(), { name: 'near-1', site: 'near' })).value;
}

async function readWays(database: Database): Promise<Path[]> {
  const context = { actor: cliActor('peer check'), database, now: new Date() };
  return (await readPathMatrix(context, pathsQuerySchema.parse({}))).items;
}

function judge(ways: Path[], hasPing: boolean): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  const { delayMs, jitterMs, loss } = shape;
  const check = (what: string, measured: number | null | undefined, configured: number, allowed = tolerance) => {
    const isNear = typeof measured === 'number' && Math.abs(measured - configured) <= configured * allowed;
    counts[isNear ? 'passed' : 'failed'] += 1;
    const shown = typeof measured === 'number' ? measured.toPrecision(4) : 'unknown';
    console.log(`${isNear ? 'agrees' : 'DIFFERS'}: ${what} is ${shown}, configured ${configured.toPrecision(4)}`);
  };
  for (const kind of ['tcp', 'icmp', 'http'] as const) {
    const way = ways.find((each) => each.kind === kind);
    if (kind === 'icmp' && !hasPing) {
      console.error('!!! SKIPPED: echoes. There is no ping here. Nothing is proven of them.');
      counts.skipped += 1;
      continue;
    }
    check(`the median of ${kind} in ms`, way?.values && way.values.p50 * 1_000, delayMs);
    // A lost question is asked again by the connection, later than is waited for here: a loss, and not one packet's.
    if (kind === 'http') continue;
    // Nine tenths of the way from the least to the greatest of evenly drawn delays.
    check(`the 95th percentile of ${kind} in ms`, way?.values && way.values.p95 * 1_000, delayMs + 0.9 * jitterMs);
    // Two evenly drawn delays differ by a third of what they are drawn from.
    check(
      `the jitter of ${kind} in ms`,
      typeof way?.jitter === 'number' ? way.jitter * 1_000 : null,
      (2 * jitterMs) / 3,
    );
    const threeErrors = 3 * Math.sqrt((1 - loss) / loss / Math.max(1, way?.sent ?? 1));
    check(`the loss of ${kind} of ${way?.sent} attempts`, way?.loss, loss, Math.max(tolerance, threeErrors));
  }
  const back = ways.some(({ from }) => from === 'far');
  counts[back ? 'failed' : 'passed'] += 1;
  return counts;
}
