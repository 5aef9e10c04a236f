import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ResourceKind } from '@/lib/domain/resource';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import type { ConnectionReport, InventoryRead } from '../contract/provider';
import { openSession } from '../contract/session/open-session';
import { kubernetesReaders } from './inventory/readers';
import { kubernetesPermissions, namePermission } from './permissions';
import { kubernetesProvider } from './provider';

type ScopeRead = Extract<InventoryRead, { type: 'scope' }>;
type Rules = Parameters<RunningSandbox['faults']['set']>[1];

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ faces: ['kubernetes'] });
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox?.stop());

function facts() {
  const connection = sandbox.connections.find(({ provider }) => provider === 'kubernetes');
  if (connection === undefined) throw new Error('The sandbox plays no Kubernetes cluster.');
  return connection;
}

function open(settings: object = {}, secret: unknown = facts().secret) {
  return openSession(kubernetesProvider, {
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
    return await kubernetesProvider.test(session);
  } finally {
    session.transport.close();
  }
}

async function readUnder(rules: Rules): Promise<Map<ResourceKind, ScopeRead>> {
  sandbox.faults.set('kubernetes', rules);
  const session = open();
  const scopes = new Map<ResourceKind, ScopeRead>();
  for await (const read of kubernetesProvider.inventory?.read(session) ?? [])
    if (read.type === 'scope') scopes.set(read.scope.kind, read);
  session.transport.close();
  return scopes;
}

const failuresOf = ({ checks }: ConnectionReport) => checks.filter(({ outcome }) => outcome === 'failed');
const gapsOf = (read: ScopeRead | undefined) =>
  read === undefined || read.result.completeness.complete ? [] : read.result.completeness.gaps;

describe('the test of a Kubernetes connection', () => {
  it('passes where everything is allowed, asking of each verb on each resource', async () => {
    const found = await report();
    expect(failuresOf(found)).toEqual([]);
    expect(found.accounts).toEqual([{ id: facts().settings.clusterName, name: null }]);
    const asked = kubernetesPermissions.flatMap((each) => each.verbs.map((verb) => namePermission(each, verb)));
    expect(found.checks.flatMap(({ permission }) => permission ?? []).sort()).toEqual(asked.sort());
  });

  it('passes with a client certificate in place of the token', async () => {
    const [pair] = facts().otherSecrets ?? [];
    if (pair === undefined) throw new Error('The face accepts no client certificate.');
    const found = await report({}, pair);
    expect(failuresOf(found)).toEqual([]);
    expect(found.checks.length).toBeGreaterThan(kubernetesPermissions.length);
  });

  it('names the verb and the resource that are missing, and what to do', async () => {
    sandbox.faults.set('kubernetes', [
      { fault: { kind: 'missing-permission' }, where: { operation: 'listPods' } },
      { fault: { kind: 'missing-permission' }, where: { operation: 'watchNodes' } },
    ]);
    const failures = failuresOf(await report());
    expect(failures.map(({ permission }) => permission).sort()).toEqual(['list pods', 'watch nodes']);
    for (const { permission, remedy } of failures) expect(remedy).toContain(permission);
  });

  it('says in one sentence when the token is wrong', async () => {
    const [failure, ...rest] = failuresOf(await report({}, { token: 'nobody-knows-this' }));
    expect(rest).toEqual([]);
    expect(failure?.message).toMatch(/did not accept the credentials/);
    expect(failure?.remedy).toMatch(/\.$/);
  });

  it.each([
    ['a server where nothing listens', { server: 'https://127.0.0.1:9' }, /could not connect to/],
    ['a certificate that is not trusted', { caCertificate: '' }, /could not trust the certificate of/],
  ])('says in one sentence what is wrong: %s', async (_, settings, sentence) => {
    const [failure] = failuresOf(await report(settings));
    expect(failure?.message).toMatch(sentence);
    expect(failure?.remedy).toMatch(/\.$/);
  });

  it('without credentials calls nobody, and says so', async () => {
    const [failure] = failuresOf(await report({}, null));
    expect(failure?.message).toMatch(/has no credentials/);
  });
});

describe('a read of a cluster', () => {
  it('calls what the permissions allow, and nothing else', async () => {
    const session = open();
    for await (const read of kubernetesProvider.inventory?.read(session) ?? []) expect(read.type).toBeDefined();
    session.transport.close();
    const called = session.calls.counts().map(({ operation }) => operation);
    const allowed = kubernetesPermissions.flatMap(({ group, resource, verbs }) =>
      verbs.map((verb) => `${group === '' ? 'core' : group}:${verb}-${resource}`),
    );
    const openToAll = ['core:get-version', 'apis:list-groups'];
    expect(called.filter((operation) => ![...allowed, ...openToAll].includes(operation))).toEqual([]);
  });

  it.each([
    ['expired-credentials', 'credentials-rejected'],
    ['missing-permission', 'permission-missing'],
    ['server-error', 'unavailable'],
    ['garbage', 'response-unexpected'],
  ] as const)(
    'of a cluster that answers everything with %s names nothing, and says so of every kind',
    async (kind, fault) => {
      const scopes = await readUnder([{ fault: { kind } }]);
      expect([...scopes.keys()].sort()).toEqual(kubernetesReaders.map((reader) => reader.kind).sort());
      for (const read of scopes.values()) {
        expect(read.listed).toBe(false);
        expect(read.result.items).toEqual([]);
        expect(new Set(gapsOf(read).map((gap) => gap.fault))).toEqual(new Set([fault]));
      }
    },
  );

  it('names the pods although the nodes are refused, and not what their devices are', async () => {
    const scopes = await readUnder([{ fault: { kind: 'missing-permission' }, where: { operation: 'listNodes' } }]);
    const pods = scopes.get('pod');
    expect(pods?.listed).toBe(true);
    expect(gapsOf(pods)).toMatchObject([{ fault: 'permission-missing', operation: 'core:list-nodes' }]);
    expect(pods?.result.items.length).toBeGreaterThan(0);
    for (const { accelerators, size, workload } of pods?.result.items ?? []) {
      // Slices count for no device, and a pod without a node has none.
      const hasNone = size?.includes('/mig-') || workload?.holdings?.length === 0;
      expect(accelerators).toEqual(hasNone ? [] : null);
    }
    expect(scopes.get('cluster-node')?.listed).toBe(false);
  });

  it('names the namespaces although their quotas are refused', async () => {
    const fault = { kind: 'missing-permission' } as const;
    const scopes = await readUnder([{ fault, where: { operation: 'listResourceQuotas' } }]);
    const refused = scopes.get('namespace');
    expect(gapsOf(refused)).toMatchObject([{ fault: 'permission-missing', operation: 'core:list-resourcequotas' }]);
    expect(refused?.listed).toBe(true);
    expect(refused?.result.items.length).toBeGreaterThan(0);
  });

  it('that cannot learn which APIs there are takes none of them for absent', async () => {
    const scopes = await readUnder([{ fault: { kind: 'server-error' }, where: { service: 'discovery' } }]);
    for (const kind of ['queue', 'batch-job', 'model-endpoint'] as const) {
      expect(scopes.get(kind)?.listed).toBe(false);
      expect(gapsOf(scopes.get(kind))).toMatchObject([{ fault: 'unavailable', operation: 'apis:list-groups' }]);
    }
    expect(scopes.get('cluster-node')?.result.completeness).toEqual({ complete: true });
  });

  it('keeps secrets out of the raw view', async () => {
    const scopes = await readUnder([]);
    const raw = JSON.stringify([...scopes.values()].map(({ result }) => result.items));
    expect(raw).not.toContain('managedFields');
    expect(raw).not.toContain('last-applied-configuration');
  });
});
