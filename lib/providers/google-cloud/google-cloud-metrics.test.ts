import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Completeness } from '@/lib/domain/provider-fault';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import { readWholeInventory } from '../contract/conformance/read-whole-inventory';
import type { MetricRead } from '../contract/provider';
import { openSession } from '../contract/session/open-session';
import { googleCloudProvider } from './provider';

let sandbox: RunningSandbox;
let whole: MetricRead[];
beforeAll(async () => {
  sandbox = await startSandbox({ faces: ['google-cloud'] });
  whole = await read();
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox?.stop());

const windowMs = 10 * 60_000;

/** The last settled ten minutes. `signal` ends it early. */
async function read(signal?: AbortSignal): Promise<MetricRead[]> {
  const settledMs = Date.now() - (googleCloudProvider.metrics?.settlesAfterMs ?? Number.NaN);
  const window = { from: new Date(settledMs - windowMs), to: new Date(settledMs) };
  return withSession(async (session) => {
    const reads: MetricRead[] = [];
    for await (const each of googleCloudProvider.metrics?.read(session, window) ?? []) reads.push(each);
    return reads;
  }, signal);
}

type Session = Parameters<NonNullable<typeof googleCloudProvider.metrics>['read']>[0];

async function withSession<T>(
  use: (session: Session) => Promise<T>,
  signal: AbortSignal = new AbortController().signal,
): Promise<T> {
  const facts = sandbox.connections.find(({ provider }) => provider === 'google-cloud');
  const session = openSession(googleCloudProvider, {
    settings: facts?.settings,
    secret: facts?.secret,
    egressAllow: ['127.0.0.0/8'],
    signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, concurrency: 16, maxAttempts: 1, attemptTimeoutMs: 20_000 },
  });
  try {
    return await use(session);
  } finally {
    session.transport.close();
  }
}

const seriesOf = (reads: MetricRead[]) => reads.flatMap(({ result }) => result.items);
const gapsOf = (completeness: Completeness) => (completeness.complete ? [] : completeness.gaps);
const has = (definition: string) => (series: { definition: string }) => series.definition === definition;

describe('the metrics of Google Cloud', () => {
  it('come minute by minute, and each once', () => {
    for (const { points } of seriesOf(whole)) {
      expect(points.length).toBeLessThanOrEqual(11);
      const moments = points.map(({ at }) => at.getTime());
      expect(moments).toEqual([...new Set(moments)].sort((a, b) => a - b));
    }
    const keys = seriesOf(whole).map(({ metric, definition, attributes }) =>
      JSON.stringify([metric, definition, attributes]),
    );
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('tell how busy GPUs and TPU chips are as ratios', () => {
    const busy = seriesOf(whole).filter(
      ({ metric }) => metric === 'hw.gpu.utilization' || metric === 'gpu.tensor.active',
    );
    for (const { points } of busy)
      for (const { value } of points) expect(value >= 0 && value <= 1, String(value)).toBe(true);
    for (const definition of [
      'kubernetes.io/node/accelerator/duty_cycle',
      'tpu.googleapis.com/accelerator/duty_cycle',
      'agent.googleapis.com/gpu/utilization',
    ])
      expect(
        busy.filter(has(definition)).flatMap(({ points }) => points),
        definition,
      ).not.toEqual([]);
    expect(busy.flatMap(({ points }) => points).some(({ value }) => value > 0.05)).toBe(true);
  });

  it('are about links that the inventory lists', () => {
    const { resources } = sandbox.truthOf('google-cloud');
    const links = seriesOf(whole).filter(
      ({ attributes }) => attributes.resource !== undefined && attributes['bgp.peer'] === undefined,
    );
    const listed = new Set(resources.map(({ nativeId }) => nativeId));
    expect(links.filter(({ attributes }) => !listed.has(attributes.resource ?? ''))).toEqual([]);
    for (const kind of ['vpn-tunnel', 'virtual-interface'] as const) {
      const there = resources.filter((resource) => resource.kind === kind && resource.status === 'active');
      const told = new Set(links.map(({ attributes }) => attributes.resource));
      expect(
        there.filter(({ nativeId }) => !told.has(nativeId)),
        kind,
      ).toEqual([]);
    }
  });

  it('tell the capacity of attachments in bytes a second', () => {
    const { resources } = sandbox.truthOf('google-cloud');
    const capacities = seriesOf(whole).filter(({ metric }) => metric === 'link.capacity');
    expect(capacities.length).toBeGreaterThan(0);
    const attachments = new Set(
      resources.filter(({ kind }) => kind === 'virtual-interface').map(({ nativeId }) => nativeId),
    );
    for (const { attributes, points } of capacities) {
      expect(attachments).toContain(attributes.resource);
      // Between 50 Mbit/s and 100 Gbit/s, in bytes.
      for (const { value } of points) expect(value >= 6.25e6 && value <= 12.5e9, String(value)).toBe(true);
    }
  });

  it('tell whether BGP sessions are up', () => {
    const sessions = seriesOf(whole).filter(({ metric }) => metric === 'link.bgp.state');
    expect(sessions.length).toBeGreaterThan(0);
    for (const { points } of sessions) for (const { value } of points) expect([0, 1]).toContain(value);
  });

  it('tell of sessions that the tunnels and attachments of the inventory have, with their prefixes', async () => {
    const inventory = await withSession((session) => readWholeInventory(googleCloudProvider, session));
    const links = inventory.scopes.flatMap(({ result }) => result.items.flatMap((item) => item.links ?? []));
    const measured = Map.groupBy(
      seriesOf(whole).filter(({ attributes }) => attributes['bgp.peer'] !== undefined),
      ({ attributes }) => `${attributes.resource} ${attributes['bgp.peer']}`,
    );
    expect(measured.size).toBeGreaterThan(0);
    const metered = links.flatMap(({ meters }) =>
      meters.flatMap(({ resource, attributes }) =>
        attributes['bgp.peer'] === undefined ? [] : [`${resource} ${attributes['bgp.peer']}`],
      ),
    );
    expect([...measured.keys()].filter((key) => !metered.includes(key))).toEqual([]);
    for (const series of measured.values())
      expect(series.map(({ metric, attributes }) => `${metric} ${attributes.direction ?? ''}`).sort()).toEqual([
        'link.bgp.prefixes accepted',
        'link.bgp.prefixes advertised',
        'link.bgp.state ',
      ]);
    for (const { form, sessions, far } of links.filter(({ form }) => form === 'vpn-tunnel')) {
      expect(sessions, form).toHaveLength(1);
      expect(sessions?.[0]).toMatchObject({ peerAddress: expect.any(String), peerAsn: far.asn });
    }
  });

  it('name the project that refuses in every group, after asking it once', () => {
    const refused = whole.filter(({ result }) => !result.completeness.complete);
    expect(new Set(refused.map(({ account }) => account)).size).toBe(1);
    expect(new Set(refused.map(({ group }) => group)).size).toBe(refused.length);
    for (const { result } of refused) {
      expect(gapsOf(result.completeness)).toMatchObject([{ fault: 'permission-missing' }]);
      expect(gapsOf(result.completeness)[0]?.remedy).toContain('roles/monitoring.viewer');
    }
  });

  it.each([
    ['throttle', 'rate-limited'],
    ['server-error', 'unavailable'],
    ['garbage', 'response-unexpected'],
    ['truncated-page', 'response-unexpected'],
    ['expired-credentials', 'credentials-rejected'],
    ['missing-permission', 'permission-missing'],
  ] as const)('say what is missing of a project under %s, and read the others', async (kind, fault) => {
    const account = whole.find(
      ({ group, result }) => group === 'vpn.googleapis.com' && result.items.length > 0,
    )?.account;
    sandbox.faults.set('google-cloud', [{ fault: { kind }, where: { account } }]);
    const reads = await read();
    const struck = reads.filter((each) => each.account === account);
    expect(seriesOf(struck)).toEqual([]);
    expect(new Set(struck.flatMap(({ result }) => gapsOf(result.completeness).map((gap) => gap.fault)))).toEqual(
      new Set([fault]),
    );
    const others = (from: MetricRead[]) => seriesOf(from.filter((each) => each.account !== account)).length;
    expect(others(reads)).toBe(others(whole));
  });

  it('stop with the reason when they are aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('the lease was lost');
    setTimeout(() => controller.abort(reason), 100);
    await expect(read(controller.signal)).rejects.toBe(reason);
  });
});
