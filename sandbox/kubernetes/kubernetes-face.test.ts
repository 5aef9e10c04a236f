import {
  ApisApi,
  AppsV1Api,
  AuthenticationV1Api,
  AuthorizationV1Api,
  CoreApi,
  CoreV1Api,
  CustomObjectsApi,
  VersionApi,
} from '@kubernetes/client-node';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConnectionFacts } from '../face';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { ask } from '../wire/ask';
import { hallClusterName } from '../world/kubernetes/hall-cluster';
import { clientOf } from './client-of';

let sandbox: RunningSandbox;
let facts: ConnectionFacts;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: ['kubernetes'] });
  const found = sandbox.connections.find(({ provider }) => provider === 'kubernetes');
  if (!found) throw new Error('The face tells no connection.');
  facts = found;
});
beforeEach(() => sandbox.clock.hold(new Date('2026-06-15T12:00:00Z')));
afterAll(() => sandbox.stop());

const core = () => clientOf(facts).makeApiClient(CoreV1Api);
const idsOf = (kind: string) =>
  sandbox
    .truthOf('kubernetes')
    .resources.filter((each) => each.kind === kind)
    .map(({ nativeId }) => nativeId)
    .sort();

function get(path: string, headers: Record<string, string> = { authorization: `Bearer ${facts.secret?.token}` }) {
  const { server, caCertificate } = facts.settings;
  return ask({ origin: String(server), caCertificate: String(caCertificate), path, headers });
}
const getJson = async (path: string): Promise<unknown> => JSON.parse((await get(path)).text);

async function podsByPages(
  limit: number,
): Promise<{ ids: string[]; versions: Set<string | undefined>; left: number[] }> {
  const ids: string[] = [];
  const versions = new Set<string | undefined>();
  const left: number[] = [];
  let token: string | undefined;
  do {
    const page = await core().listPodForAllNamespaces({ limit, _continue: token });
    ids.push(...page.items.map(({ metadata }) => `${hallClusterName}/pods/${metadata?.namespace}/${metadata?.name}`));
    versions.add(page.metadata?.resourceVersion);
    if (page.metadata?.remainingItemCount !== undefined) left.push(page.metadata.remainingItemCount);
    token = page.metadata?._continue;
    sandbox.clock.advance(20_000);
  } while (token);
  return { ids, versions, left };
}

describe('who may ask', () => {
  test('the bearer of the token and the holder of the certificate', async () => {
    const asked = [facts.secret, ...(facts.otherSecrets ?? [])].map(async (secret) => {
      const review = clientOf(facts, secret).makeApiClient(AuthenticationV1Api);
      return (await review.createSelfSubjectReview({ body: {} })).status?.userInfo?.username;
    });
    expect(await Promise.all(asked)).toEqual([
      'system:serviceaccount:millwright:millwright-reader',
      'millwright-reader',
    ]);
  });

  test('nobody else, though anyone may ask for the version', async () => {
    const refused = await get('/api/v1/pods', { authorization: 'Bearer forged' });
    expect(refused.status).toBe(401);
    expect(JSON.parse(refused.text)).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      reason: 'Unauthorized',
      code: 401,
    });
    expect((await get('/api/v1/pods', {})).status).toBe(401);
    expect((await get('/version', {})).status).toBe(200);
    expect((await get('/version', { authorization: 'Bearer forged' })).status).toBe(401);
  });

  test('a reader may not write, and is told so by whoever is asked', async () => {
    const remove = core().deleteNamespace({ name: 'speech' });
    await expect(remove).rejects.toMatchObject({ code: 403, body: expect.stringContaining('"reason":"Forbidden"') });
    const review = clientOf(facts).makeApiClient(AuthorizationV1Api);
    const may = async (verb: string) => {
      const body = { spec: { resourceAttributes: { verb, resource: 'pods' } } };
      return (await review.createSelfSubjectAccessReview({ body })).status?.allowed;
    };
    expect([await may('list'), await may('watch'), await may('delete')]).toEqual([true, true, false]);
    const rules = await review.createSelfSubjectRulesReview({ body: { spec: { namespace: 'default' } } });
    expect(rules.status?.resourceRules.some(({ apiGroups }) => apiGroups?.includes('kueue.x-k8s.io'))).toBe(true);
  });

  test('an access review knows what a fault takes away', async () => {
    const where = { service: 'core/v1', operation: 'listPods' };
    sandbox.faults.set('kubernetes', [{ fault: { kind: 'missing-permission' }, where }]);
    const review = clientOf(facts).makeApiClient(AuthorizationV1Api);
    const may = async (resource: string) => {
      const body = { spec: { resourceAttributes: { verb: 'list', resource } } };
      return (await review.createSelfSubjectAccessReview({ body })).status?.allowed;
    };
    expect([await may('pods'), await may('nodes')]).toEqual([false, true]);
    sandbox.faults.clear();
  });
});

describe('discovery', () => {
  test('tells the version, the groups and what each serves', async () => {
    const config = clientOf(facts);
    expect((await config.makeApiClient(VersionApi).getCode()).gitVersion).toBe('v1.33.2');
    expect((await config.makeApiClient(CoreApi).getAPIVersions()).versions).toEqual(['v1']);
    const { groups } = await config.makeApiClient(ApisApi).getAPIVersions();
    expect(groups.map(({ name }) => name)).toEqual([
      'apps',
      'authentication.k8s.io',
      'authorization.k8s.io',
      'batch',
      'kubeflow.org',
      'kueue.x-k8s.io',
      'serving.kserve.io',
      'visibility.kueue.x-k8s.io',
    ]);
    const { resources } = await config.makeApiClient(AppsV1Api).getAPIResources();
    expect(resources.map(({ name }) => name)).toEqual(['daemonsets', 'deployments', 'replicasets', 'statefulsets']);
  });

  test('comes in one document for those who ask so', async () => {
    const authorization = `Bearer ${facts.secret?.token}`;
    const type = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    const { headers, text } = await get('/apis', { authorization, accept: `${type},application/json` });
    expect(headers['content-type']).toBe(type);
    const kueue = JSON.parse(text).items.find(
      (each: { metadata: { name: string } }) => each.metadata.name === 'kueue.x-k8s.io',
    );
    expect(kueue.versions[0].resources[0]).toMatchObject({ resource: 'clusterqueues', scope: 'Cluster' });
  });

  test('refuses those who take no JSON, and what is not served', async () => {
    const authorization = `Bearer ${facts.secret?.token}`;
    expect((await get('/api/v1/pods', { authorization, accept: 'application/vnd.kubernetes.protobuf' })).status).toBe(
      406,
    );
    expect((await get('/apis/compute.coreweave.com/v1alpha1/nodepools')).status).toBe(404);
    expect((await get('/apis/nothing.example/v1')).status).toBe(404);
  });
});

describe('lists', () => {
  test('give exactly what is there, of every type', async () => {
    const config = clientOf(facts);
    const custom = config.makeApiClient(CustomObjectsApi);
    const kueue = { group: 'kueue.x-k8s.io', version: 'v1beta1' };
    const named = (plural: string, items: readonly { metadata?: { namespace?: string; name?: string } }[]) =>
      items.map(({ metadata }) =>
        [hallClusterName, plural, ...(metadata?.namespace ? [metadata.namespace] : []), metadata?.name].join('/'),
      );
    const customList = async (group: string, version: string, plural: string) => {
      const { items } = await custom.listClusterCustomObject({ group, version, plural });
      return named(`${plural}.${group}`, items);
    };
    expect(named('nodes', (await core().listNode()).items).sort()).toEqual(idsOf('cluster-node'));
    expect(named('namespaces', (await core().listNamespace()).items).sort()).toEqual(idsOf('namespace'));
    expect(named('persistentvolumes', (await core().listPersistentVolume()).items).sort()).toEqual(idsOf('volume'));
    const queues = [
      ...(await customList(kueue.group, kueue.version, 'clusterqueues')),
      ...(await customList(kueue.group, kueue.version, 'localqueues')),
    ];
    expect(queues.sort()).toEqual(idsOf('queue'));
    expect((await customList(kueue.group, kueue.version, 'workloads')).sort()).toEqual(idsOf('batch-job'));
    expect((await customList('serving.kserve.io', 'v1beta1', 'inferenceservices')).sort()).toEqual(
      idsOf('model-endpoint'),
    );
  });

  test('page over one state of the cluster, though it changes meanwhile', async () => {
    const expected = idsOf('pod');
    const { ids, versions, left } = await podsByPages(250);
    expect(ids.toSorted()).toEqual(expected);
    expect(new Set(ids).size).toBe(ids.length);
    expect(versions.size).toBe(1);
    expect(left[0]).toBe(expected.length - 250);
  });

  test('leave out what built-in items are, and say it of custom ones', async () => {
    expect(await getJson('/api/v1/nodes?limit=1')).not.toHaveProperty('items.0.kind');
    expect(await getJson('/apis/kueue.x-k8s.io/v1beta1/localqueues?limit=1')).toHaveProperty(
      'items.0.kind',
      'LocalQueue',
    );
  });

  test('select by namespace, label and field', async () => {
    const inSpeech = await core().listNamespacedPod({ namespace: 'speech' });
    expect(new Set(inSpeech.items.map(({ metadata }) => metadata?.namespace))).toEqual(new Set(['speech']));
    const sliced = await core().listNode({ labelSelector: 'nvidia.com/mig.config,nvidia.com/gpu.count=8' });
    expect(sliced.items.map(({ metadata }) => metadata?.name)).toEqual(['dgx-k-0003', 'dgx-k-0004']);
    const failed = await core().listPodForAllNamespaces({ fieldSelector: 'status.phase=Failed' });
    expect(failed.items.length).toBeGreaterThan(0);
    expect(failed.items.every(({ status }) => status?.phase === 'Failed')).toBe(true);
    const cordoned = await core().listNode({ fieldSelector: 'spec.unschedulable=true' });
    expect(cordoned.items.map(({ metadata }) => metadata?.name)).toEqual(['dgx-k-0006']);
  });

  test('refuse a page too old with 410 and a token that goes on from now', async () => {
    const first = await core().listPodForAllNamespaces({ limit: 100 });
    sandbox.clock.advance(10 * 60_000);
    const refused = await get(`/api/v1/pods?limit=100&continue=${first.metadata?._continue}`);
    expect(refused.status).toBe(410);
    const status = JSON.parse(refused.text);
    expect(status).toMatchObject({ kind: 'Status', reason: 'Expired', code: 410 });
    const rest = await core().listPodForAllNamespaces({ limit: 100, _continue: status.metadata.continue });
    expect(Number(rest.metadata?.resourceVersion)).toBe(Number(first.metadata?.resourceVersion) + 40);
    expect((await get('/api/v1/pods?limit=100&continue=forged')).status).toBe(400);
  });

  test('keep to a version that is asked for exactly, as long as it is remembered', async () => {
    const { metadata } = await core().listNode();
    const version = metadata?.resourceVersion;
    sandbox.clock.advance(60_000);
    const exact = await core().listNode({ resourceVersion: version, resourceVersionMatch: 'Exact' });
    expect(exact.metadata?.resourceVersion).toBe(version);
    sandbox.clock.advance(3_600_000);
    const path = `/api/v1/nodes?resourceVersion=${version}&resourceVersionMatch=Exact`;
    expect((await get(path)).status).toBe(410);
    expect((await get('/api/v1/nodes?resourceVersion=99999999999')).status).toBe(504);
  });
});

test('one thing can be asked for, and is what the list shows', async () => {
  const node = await core().readNode({ name: 'dgx-k-0007' });
  expect(node.status?.capacity?.['nvidia.com/gpu']).toBe('8');
  expect(node.status?.allocatable?.['nvidia.com/gpu']).toBe('7');
  await expect(core().readNode({ name: 'nowhere' })).rejects.toMatchObject({ code: 404 });
});

test('a pod leads to its owner', async () => {
  const { items } = await core().listPodForAllNamespaces({ labelSelector: 'serving.kserve.io/inferenceservice' });
  const [owner] = items[0]?.metadata?.ownerReferences ?? [];
  const apps = clientOf(facts).makeApiClient(AppsV1Api);
  const namespace = items[0]?.metadata?.namespace ?? '';
  const replicaSet = await apps.readNamespacedReplicaSet({ name: owner?.name ?? '', namespace });
  expect(replicaSet.metadata?.uid).toBe(owner?.uid);
  expect(replicaSet.metadata?.ownerReferences?.[0]?.kind).toBe('Deployment');
});

test('those who wait in a queue are told in their order', async () => {
  const path = '/apis/visibility.kueue.x-k8s.io/v1beta2';
  const parsed = await Promise.all(
    ['speech', 'vision', 'search'].map((queue) => get(`${path}/clusterqueues/${queue}/pendingworkloads`)),
  );
  const all = parsed.flatMap(
    ({ text }): { positionInClusterQueue: number; localQueueName: string; metadata: { namespace: string } }[] =>
      JSON.parse(text).items,
  );
  expect(all.length).toBeGreaterThan(0);
  const [first] = all;
  const local = await get(
    `${path}/namespaces/${first?.metadata.namespace}/localqueues/${first?.localQueueName}/pendingworkloads?limit=1`,
  );
  expect(JSON.parse(local.text).items).toHaveLength(1);
  expect((await get(`${path}/clusterqueues/nobody/pendingworkloads`)).status).toBe(404);
});
