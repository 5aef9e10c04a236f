import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import type { ConnectionReport, MetricRead, MetricWindow } from '../contract/provider';
import { openSession } from '../contract/session/open-session';
import { distributedCloudProvider } from './provider';

type Rules = Parameters<RunningSandbox['faults']['set']>[1];

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ faces: ['f5-distributed-cloud'] });
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox?.stop());

function facts() {
  const connection = sandbox.connections.find(({ provider }) => provider === 'f5-distributed-cloud');
  if (connection === undefined) throw new Error('The sandbox plays no F5 tenant.');
  return connection;
}

function open(settings: object = {}, secret: unknown = facts().secret) {
  return openSession(distributedCloudProvider, {
    settings: { ...facts().settings, ...settings },
    secret,
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, concurrency: 16, maxAttempts: 1 },
  });
}

async function report(settings: object = {}, secret?: unknown): Promise<ConnectionReport> {
  const session = open(settings, secret);
  try {
    return await distributedCloudProvider.test(session);
  } finally {
    session.transport.close();
  }
}

async function readMetrics(rules: Rules = []): Promise<MetricRead[]> {
  sandbox.faults.set('f5-distributed-cloud', rules);
  const session = open();
  const reads: MetricRead[] = [];
  for await (const read of distributedCloudProvider.metrics?.read(session, lastMinutes()) ?? []) reads.push(read);
  session.transport.close();
  return reads;
}

function lastMinutes(): MetricWindow {
  const to = sandbox.clock.now();
  return { from: new Date(to.getTime() - 10 * 60_000), to };
}

const failuresOf = ({ checks }: ConnectionReport) => checks.filter(({ outcome }) => outcome === 'failed');
const tenantId = () => sandbox.truthOf('f5-distributed-cloud').resources[0]?.account ?? '';

describe('the test of an F5 Distributed Cloud connection', () => {
  it('passes where everything is allowed, trying each kind of call', async () => {
    const found = await report();
    expect(failuresOf(found)).toEqual([]);
    expect(found.accounts.map(({ id }) => id)).toEqual([tenantId()]);
    expect(found.checks).toHaveLength(6);
  });

  it.each(['sites', 'listregistrationsbystate', 'topology_site_mesh_groups', 'graph_connectivity', 'alerts'])(
    'names the role that %s is missing',
    async (operation) => {
      sandbox.faults.set('f5-distributed-cloud', [{ fault: { kind: 'missing-permission' }, where: { operation } }]);
      const failures = failuresOf(await report());
      expect(failures).toHaveLength(1);
      expect(failures[0]).toMatchObject({
        permission: 'ves-io-monitor-role in system',
        remedy: 'Give the service credential the role ves-io-monitor-role in the namespace system.',
      });
    },
  );

  it('tries the alerts of every namespace that is named, and says which the credential does not see', async () => {
    const found = await report({ namespaces: ['system', 'nowhere'] });
    expect(found.checks.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['List alerts of system', 'List alerts of nowhere', 'Find the namespace nowhere']),
    );
    expect(failuresOf(found)[0]).toMatchObject({ title: 'Find the namespace nowhere' });
  });

  it.each([{ apiToken: 'wrong' }, null])('goes no further with the secret %j', async (secret) => {
    const found = await report({}, secret);
    expect(found).toMatchObject({
      accounts: [],
      checks: [{ outcome: 'failed', remedy: expect.stringMatching(/token/) }],
    });
  });
});

describe('the metrics of an F5 tenant', () => {
  it('are those of every way between sites, within the window', async () => {
    const window = lastMinutes();
    const [read, ...rest] = await readMetrics();
    expect(rest).toEqual([]);
    expect(read).toMatchObject({ account: tenantId(), region: 'global', result: { completeness: { complete: true } } });
    const links = sandbox.truthOf('f5-distributed-cloud').resources.filter(({ kind }) => kind === 'site-link');
    const measured = new Set(read?.result.items.map(({ attributes }) => attributes.resource));
    expect([...measured].sort()).toEqual(links.map(({ nativeId }) => nativeId).sort());
    const points = read?.result.items.flatMap((series) => series.points) ?? [];
    expect(points.every(({ at }) => at >= window.from && Number.isFinite(at.getTime()))).toBe(true);
    const states = (read?.result.items ?? []).filter(({ metric }) => metric === 'link.state');
    const down = states.filter((series) => series.points.every(({ value }) => value === 0));
    const failedSites = sandbox
      .truthOf('f5-distributed-cloud')
      .resources.filter(({ kind, status }) => kind === 'edge-site' && status === 'failed');
    const ofFailedSites = states.filter(({ attributes }) =>
      failedSites.some(({ name }) => name === attributes.source || name === attributes.destination),
    );
    expect(ofFailedSites.length).toBeGreaterThan(0);
    expect(down).toEqual(expect.arrayContaining(ofFailedSites));
    expect(states.length).toBeGreaterThan(down.length);
  });

  it('are in bytes, seconds and shares', async () => {
    const [read] = await readMetrics();
    const valuesOf = (metric: string) =>
      (read?.result.items ?? []).filter((each) => each.metric === metric).flatMap((each) => each.points);
    expect(valuesOf('link.reachability').every(({ value }) => value >= 0 && value <= 1)).toBe(true);
    expect(valuesOf('link.latency').every(({ value }) => value > 0 && value < 5)).toBe(true);
    expect(Math.max(...valuesOf('link.io.rate').map(({ value }) => value))).toBeGreaterThan(1e6);
  });

  it('that one site refuses are a gap, and what was measured stands', async () => {
    const [read] = await readMetrics([
      { fault: { kind: 'garbage' }, where: { operation: 'topology_site' }, after: 1, times: 1 },
    ]);
    expect(read?.result.items.length).toBeGreaterThan(0);
    expect(read?.result.completeness).toMatchObject({
      complete: false,
      gaps: [{ fault: 'response-unexpected', account: tenantId(), operation: 'data:topology/site' }],
    });
  });

  it('that the role does not cover are one gap, and not asked for again', async () => {
    const [read] = await readMetrics([
      { fault: { kind: 'missing-permission' }, where: { operation: 'topology_site' } },
    ]);
    expect(read?.result.items).toEqual([]);
    expect(read?.result.completeness).toMatchObject({ gaps: [{ fault: 'permission-missing' }] });
    expect(JSON.stringify(read?.result.completeness)).not.toContain('times)');
  });

  it('of a tenant that cannot be reached are a gap of what its address calls it', async () => {
    const [read] = await readMetrics([{ fault: { kind: 'server-error' } }]);
    expect(read).toMatchObject({
      account: new URL(String(facts().settings.tenantUrl)).host,
      result: { items: [], completeness: { gaps: [{ fault: 'unavailable' }] } },
    });
  });
});
