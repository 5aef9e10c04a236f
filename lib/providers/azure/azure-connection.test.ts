import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import type { ConnectionReport, MetricRead } from '../contract/provider';
import { openSession } from '../contract/session/open-session';
import { azureOperationNames } from './permissions/operations';
import { azureProvider } from './provider';

const unknownId = '11111111-2222-3333-4444-555555555555';

let sandbox: RunningSandbox;
let settings: Record<string, unknown>;
let secret: Record<string, string> | null;
let otherSecrets: readonly Record<string, string>[];
/** Without trouble of the world's own. */
let account: string;

/** Azure counts queries by windows of five seconds; here they pass faster, while the world stands still. */
const startedAtMs = Date.now();
const now = () => new Date(startedAtMs + (Date.now() - startedAtMs) * 20);

beforeAll(async () => {
  sandbox = await startSandbox({ faces: ['azure'], realNow: now });
  sandbox.clock.hold();
  const facts = sandbox.connections.find(({ provider }) => provider === 'azure');
  if (facts === undefined) throw new Error('The sandbox does not play Azure.');
  ({ settings, secret } = facts);
  otherSecrets = facts.otherSecrets ?? [];
  const { checks } = await report();
  account =
    checks.find((check) => check.permission === 'Reader' && check.account && check.outcome === 'passed')?.account ?? '';
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox?.stop());

function open(changed: object = {}, otherSecret: object | null = secret) {
  return openSession(azureProvider, {
    // Bills have a test of their own.
    settings: { ...settings, billingExports: [], ...changed },
    secret: otherSecret,
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now,
    limits: { ratePerSecond: 1000, concurrency: 16, maxAttempts: 1 },
  });
}

async function report(changed: object = {}, otherSecret: object | null = secret): Promise<ConnectionReport> {
  const session = open(changed, otherSecret);
  try {
    return await azureProvider.test(session);
  } finally {
    session.transport.close();
  }
}

const failuresOf = ({ checks }: ConnectionReport) => checks.filter(({ outcome }) => outcome === 'failed');

describe('the test of an Azure connection', () => {
  it('passes where everything is allowed, and names the subscription', async () => {
    const found = await report({ subscriptions: [account] });
    expect(failuresOf(found)).toEqual([]);
    expect(found.accounts).toEqual([{ id: account, name: expect.any(String) }]);
    expect(found.checks.map(({ permission }) => permission)).toEqual([
      undefined,
      'Reader',
      'Reader',
      'Monitoring Reader',
    ]);
  });

  it('tries the bills that the connection names, and says when their storage refuses', async () => {
    const bills = { subscriptions: [account], billingExports: settings.billingExports };
    const without = await report({ subscriptions: [account] });
    const found = await report(bills);
    expect(failuresOf(found)).toEqual([]);
    expect(found.checks.length).toBeGreaterThan(without.checks.length);
    sandbox.faults.set('azure', [{ fault: { kind: 'missing-permission' }, where: { service: 'blob' } }]);
    expect(failuresOf(await report(bills))).toHaveLength(1);
  });

  it('signs in with every kind of secret', async () => {
    const kinds = [secret, ...otherSecrets].flatMap((each) => Object.keys(each ?? {}));
    expect(kinds).toContain('clientSecret');
    for (const each of otherSecrets) {
      const [entry] = (await report({ subscriptions: [account] }, each)).checks;
      expect(entry, Object.keys(each).join()).toMatchObject({ outcome: 'passed' });
    }
  });

  it('names the role that is missing, where, and what to do', async () => {
    sandbox.faults.set('azure', [{ fault: { kind: 'missing-permission' }, where: { account } }]);
    const failures = failuresOf(await report({ subscriptions: [account] }));
    expect(failures).toMatchObject([{ permission: 'Reader', account }]);
    expect(failures[0]?.remedy).toContain('Reader');
  });

  it('says of a named subscription that it is not seen', async () => {
    const found = await report({ subscriptions: [account, unknownId] });
    expect(failuresOf(found)).toMatchObject([{ permission: 'Reader', account: unknownId }]);
  });

  it.each([
    ['a wrong client secret', {}, { clientSecret: 'wrong' }, /did not accept the client secret/],
    ['an unknown application', { clientId: unknownId }, { clientSecret: 'wrong' }, /no usable application/],
    ['an unknown tenant', { tenantId: unknownId }, { clientSecret: 'wrong' }, /no such tenant/],
    [
      'an endpoint where nothing listens',
      { endpoint: 'https://127.0.0.1:9' },
      { clientSecret: 'x' },
      /could not connect/,
    ],
    ['a certificate that is not trusted', { caCertificate: '' }, { clientSecret: 'x' }, /trust the certificate/],
    ['its own identity at a custom endpoint', {}, null, /to Azure only/],
  ])('says in one sentence what is wrong: %s', async (_, changed, otherSecret, sentence) => {
    const failures = failuresOf(await report(changed, otherSecret));
    expect(failures).toHaveLength(1);
    expect(failures[0]?.message).toMatch(sentence);
    expect(failures[0]?.remedy).toMatch(/\.$/);
  });
});

describe('the metrics of an Azure connection', () => {
  const window = () => {
    const to = new Date(Math.floor(sandbox.clock.now().getTime() / 300_000) * 300_000 - 600_000);
    return { from: new Date(to.getTime() - 600_000), to };
  };

  async function readMetrics(changed: object): Promise<MetricRead[]> {
    const session = open(changed);
    const reads: MetricRead[] = [];
    for await (const read of azureProvider.metrics?.read(session, window()) ?? []) reads.push(read);
    session.transport.close();
    return reads;
  }

  it('of machines and links are all read, finite, in time, within their ranges and about things that are there', {
    timeout: 60_000,
  }, async () => {
    const reads = await readMetrics({ subscriptions: [account] });
    const { from, to } = window();
    const probed = sandbox.links().probes.map(({ nativeId }) => nativeId);
    const there = new Set([...sandbox.truthOf('azure').resources.map(({ nativeId }) => nativeId), ...probed]);
    const series = reads.flatMap(({ result }) => result.items);
    for (const { group, result } of reads)
      if (/^Microsoft\.(Compute|Network)\//.test(group)) expect(result.completeness).toEqual({ complete: true });
    expect(new Set(series.map(({ subject }) => subject))).toEqual(new Set(['host', 'link', 'probe', 'accelerator']));
    expect(series.length).toBeGreaterThan(0);
    for (const { metric, attributes, points } of series) {
      expect(there).toContain(attributes.resource);
      for (const { at, value } of points) {
        expect(Number.isFinite(value)).toBe(true);
        expect(at.getTime()).toBeGreaterThanOrEqual(from.getTime());
        expect(at.getTime()).toBeLessThan(to.getTime());
        if (metric.endsWith('utilization')) expect(value).toBeLessThanOrEqual(1);
      }
    }
  });

  it('that may not be read are a gap, and others are read all the same', { timeout: 60_000 }, async () => {
    sandbox.faults.set('azure', [{ fault: { kind: 'missing-permission' }, where: { account } }]);
    const reads = await readMetrics({ subscriptions: [account] });
    const gaps = reads.flatMap(({ result }) => (result.completeness.complete ? [] : result.completeness.gaps));
    expect(gaps).toMatchObject([{ fault: 'permission-missing', account }]);
    expect(reads.flatMap(({ result }) => result.items)).toEqual([]);
  });
});

describe('the operations that Azure connections call', () => {
  it('are those whose roles the form assigns, and all free', { timeout: 60_000 }, async () => {
    const testing = open({ subscriptions: [account] });
    await azureProvider.test(testing);
    testing.transport.close();
    const counts = testing.calls.counts();
    expect(counts.map(({ operation }) => operation).sort()).toEqual([...azureOperationNames].sort());
    expect(counts.every(({ costMicroUsd }) => costMicroUsd === 0)).toBe(true);
  });
});
