import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Actor, cliActor } from '@/lib/access/actor';
import { serverLog } from '@/lib/access/server-log';
import { mostResultsAtOnce, type ProbeResult, type PutProbeTarget } from '@/lib/api/contracts/probes';
import { givePlan } from '@/lib/commands/probes/give-plan';
import { createProbeAgent } from '@/lib/commands/probes/probe-agents';
import { createProbeTarget } from '@/lib/commands/probes/probe-targets';
import { takeResults } from '@/lib/commands/probes/take-results';
import { readConfig } from '@/lib/config/config';
import type { Environment } from '@/lib/config/environment';
import { oldestResultMs } from '@/lib/domain/probe/probe';
import { type Database, openDatabase } from '@/lib/store/database/database';
import { repeatUntil } from '@/lib/worker/repeat-until';
import { listSimulatedWays, measureMinute, type SimulatedWay } from './simulated-ways';

const minuteMs = 60_000;
/** Not all of the day at once: others start at the same time. */
const betweenReportsMs = 250;
const recentMs = 15 * minuteMs;
/** The oldest minutes would be refused by the time they are sent. */
const marginMs = 10 * minuteMs;
/** The sandbox's own, unless somebody gave it another. */
const usualSeed = 'millwright';
const madeBy = 'demo';

/** What other than agents measures: the hall's blackbox exporter and monitors of Azure, whose tests name these addresses. */
const declared: readonly {
  provider: 'prometheus' | 'azure';
  from: string;
  to: string;
  kind: 'icmp' | 'tcp';
  address: string;
}[] = [
  {
    provider: 'prometheus',
    from: 'munich',
    to: 'frankfurt',
    kind: 'icmp',
    address: 'edge-1.frankfurt.millwright.example',
  },
  { provider: 'prometheus', from: 'munich', to: 'ashburn', kind: 'icmp', address: 'edge-1.ashburn.millwright.example' },
  { provider: 'azure', from: 'ashburn', to: 'munich', kind: 'tcp', address: '10.200.0.10:443' },
  { provider: 'azure', from: 'frankfurt', to: 'munich', kind: 'tcp', address: '10.200.0.10:443' },
  { provider: 'azure', from: 'stockholm', to: 'eemshaven', kind: 'tcp', address: '10.12.0.10:443' },
];

/**
 * Plays the demo's probe agents for as long as it runs: every minute what the simulated links do, and of a demo that was away
 * the minutes since, a day at most, as agents keep them. They report as agents do and are refused as agents are.
 */
export function keepProbes(
  env: Environment,
  { now = () => new Date(), everyMs = minuteMs, seed = usualSeed } = {},
): { stop(): Promise<void> } {
  const { databaseUrl } = readConfig(env, 'cli');
  const stopping = new AbortController();
  const instance = randomUUID();
  const work = async () => {
    const database = openDatabase(databaseUrl, { applicationName: 'millwright demo', maxConnections: 1 });
    try {
      await declareProbes(database, seed, now());
      await reportProbes(database, { seed, instance, now, signal: stopping.signal });
    } finally {
      await database.close();
    }
  };
  const running = repeatUntil(
    {
      everyMs,
      signal: stopping.signal,
      onFailure: (error: unknown) => serverLog.warn({ err: error }, 'The simulated probe agents cannot report now.'),
      onRecovery: () => serverLog.info('The simulated probe agents report again.'),
    },
    work,
  );
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Makes agents and targets where there are none of the demo's; what somebody removed since stays removed. */
export async function declareProbes(database: Database, seed: string, now: Date): Promise<void> {
  const context = { actor: cliActor(madeBy), database, now, requestId: `demo-${randomUUID()}` };
  const { prisma } = database;
  const sites = new Set((await prisma.site.findMany({ select: { name: true } })).map(({ name }) => name));
  const areDeclared = (action: string, id: string) =>
    prisma.auditEntry.count({ where: { action, outcome: 'done', actorLabel: madeBy, targetLabel: { contains: id } } });
  const target = (input: Pick<PutProbeTarget, 'from' | 'to' | 'kind' | 'address' | 'connectionId'>) =>
    createProbeTarget(context, { ...input, enabled: true });
  if ((await prisma.probeAgent.count()) === 0 && (await areDeclared('probe-agent.create', '')) === 0)
    for (const { from, to } of listSimulatedWays(seed)) {
      if (!sites.has(from) || !sites.has(to)) continue;
      if ((await prisma.probeAgent.count({ where: { site: from } })) === 0)
        await createProbeAgent(context, { name: `${from}-1`, site: from });
      await target({ from, to, kind: 'tcp', address: `edge-1.${to}.millwright.example:443`, connectionId: null });
    }
  for (const { provider, ...way } of declared) {
    if (!sites.has(way.from) || !sites.has(way.to)) continue;
    const connection = await prisma.connection.findFirst({ where: { provider, simulated: true } });
    if (connection === null) continue;
    if ((await areDeclared('probe-target.create', `${way.from} to ${way.to} (${way.address})`)) > 0) continue;
    await target({ ...way, connectionId: connection.id });
  }
}

interface Reporting {
  seed: string;
  instance: string;
  now: () => Date;
  signal: AbortSignal;
}

/**
 * Reports the minutes that are over and not known yet: of agents that never reported first the last quarter of an hour, so that
 * all are seen soon, then the day before it.
 */
export async function reportProbes(database: Database, { seed, instance, now, signal }: Reporting): Promise<void> {
  const ways = listSimulatedWays(seed);
  const agents = await database.prisma.probeAgent.findMany({
    where: { createdBy: madeBy, revokedAt: null },
    orderBy: { name: 'asc' },
  });
  const end = Math.floor(now().getTime() / minuteMs) * minuteMs;
  const later: (() => Promise<void>)[] = [];
  for (const { id, name, site } of agents) {
    const actor: Actor = { kind: 'probe-agent', id, personId: null, label: `probe agent ${name}`, grants: [], site };
    const context = () => ({ actor, database, now: now(), requestId: `demo-${randomUUID()}` });
    const process = () => ({ instance, host: `edge-1.${site}`, version: 'simulated', clock: now().toISOString() });
    const { targets } = await givePlan(context(), process());
    const last = await readLastMinutes(database, id);
    const measure = (from: (known: number | undefined) => number, to: (known: number | undefined) => number) =>
      targets.flatMap((target) => {
        const way = ways.find((each) => each.from === site && each.to === target.to);
        const known = last.get(target.id);
        return way === undefined ? [] : measureMinutes(seed, way, target, from(known), to(known));
      });
    const send = async (minutes: readonly ProbeResult[]) => {
      for (let start = 0; start < minutes.length && !signal.aborted; start += mostResultsAtOnce) {
        const part = minutes.slice(start, start + mostResultsAtOnce);
        await takeResults(context(), { ...process(), dropped: 0, minutes: part });
        if (minutes.length > mostResultsAtOnce)
          await sleep(betweenReportsMs, undefined, { signal }).catch(() => undefined);
      }
    };
    const oldest = end - oldestResultMs + marginMs;
    const recent = end - recentMs;
    await send(
      measure(
        (known) => (known === undefined ? recent : Math.max(oldest, known)),
        () => end,
      ),
    );
    const before = () =>
      measure(
        () => oldest,
        (known) => (known === undefined ? recent + minuteMs : oldest),
      );
    later.push(() => send(before()));
    if (signal.aborted) return;
  }
  for (const report of later) if (!signal.aborted) await report();
}

/** The minutes after `known`, those that were over before `end`. */
function measureMinutes(
  seed: string,
  way: SimulatedWay,
  target: Parameters<typeof measureMinute>[2],
  known: number,
  end: number,
): ProbeResult[] {
  const results: ProbeResult[] = [];
  for (let minute = known + minuteMs; minute < end; minute += minuteMs) {
    const measured = measureMinute(seed, way, target, minute);
    if (measured === null) continue;
    const { sketch } = measured;
    results.push({
      ...measured,
      minute: measured.minute.toISOString(),
      sketch: sketch === null ? null : Buffer.from(sketch).toString('base64'),
    });
  }
  return results;
}

async function readLastMinutes({ pool }: Database, agentId: string): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ target_id: string; last: Date }>(
    'SELECT target_id, last_minute AS last FROM probe_recent WHERE agent_id = $1',
    [agentId],
  );
  return new Map(rows.map(({ target_id, last }) => [target_id, last.getTime()]));
}
