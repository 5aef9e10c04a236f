import { CoreV1Api, type KubernetesObject, makeInformer, Watch } from '@kubernetes/client-node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FaultRuleInput } from '../faults/fault';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { clientOf } from './client-of';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: ['kubernetes'] });
});
beforeEach(() => sandbox.clock.hold(new Date('2026-06-15T12:00:00Z')));
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.stop());

const config = () => {
  const facts = sandbox.connections.find(({ provider }) => provider === 'kubernetes');
  if (!facts) throw new Error('The face tells no connection.');
  return clientOf(facts);
};
const strike = (...rules: FaultRuleInput[]) => sandbox.faults.set('kubernetes', rules);
const path = '/api/v1/pods';
const listPods = () => config().makeApiClient(CoreV1Api).listPodForAllNamespaces();

interface Seen {
  type: string;
  object: KubernetesObject & { code?: number; reason?: string };
}

/** Watches until `enough` says so, or the stream ends; the end's error, or null. */
async function watchUntil(query: Record<string, string | boolean>, enough: (seen: Seen[]) => boolean) {
  const seen: Seen[] = [];
  const ended = Promise.withResolvers<unknown>();
  const controller = await new Watch(config()).watch(
    path,
    query,
    (type, object) => {
      seen.push({ type, object });
      if (enough(seen)) ended.resolve(null);
    },
    ended.resolve,
  );
  return { seen, ended: ended.promise, stop: () => controller.abort() };
}

const nameOf = ({ object }: Seen) => `${object.metadata?.namespace}/${object.metadata?.name}`;

describe('a watch', () => {
  test('tells, from a list on, exactly what comes to differ', async () => {
    const list = await listPods();
    const held = new Set(list.items.map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`));
    const resourceVersion = list.metadata?.resourceVersion ?? '';
    const { seen, ended, stop } = await watchUntil({ resourceVersion, allowWatchBookmarks: true }, (all) =>
      all.some(({ type }) => type === 'BOOKMARK'),
    );
    sandbox.clock.advance(4 * 60_000);
    await ended;
    stop();
    for (const event of seen) {
      if (event.type === 'ADDED') expect(held.has(nameOf(event))).toBe(false);
      if (event.type === 'MODIFIED' || event.type === 'DELETED') expect(held.has(nameOf(event))).toBe(true);
      if (event.type === 'ADDED') held.add(nameOf(event));
      if (event.type === 'DELETED') held.delete(nameOf(event));
    }
    const now = await listPods();
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.at(-1)?.object.metadata?.resourceVersion).toBe(now.metadata?.resourceVersion);
    expect([...held].sort()).toEqual(
      now.items.map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`).sort(),
    );
  });

  test('begins with everything when no version is named', async () => {
    const { items } = await listPods();
    const { seen, ended, stop } = await watchUntil({}, (all) => all.length === items.length);
    await ended;
    stop();
    expect(new Set(seen.map(({ type }) => type))).toEqual(new Set(['ADDED']));
  });

  test('marks the end of what was there when it stands in for a list', async () => {
    const query = { sendInitialEvents: true, allowWatchBookmarks: true, resourceVersionMatch: 'NotOlderThan' };
    const { seen, ended, stop } = await watchUntil(query, (all) => all.at(-1)?.type === 'BOOKMARK');
    await ended;
    stop();
    expect(seen.at(-1)?.object.metadata?.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' });
  });

  test('ends by itself after the time asked for', async () => {
    const { metadata } = await listPods();
    const query = { resourceVersion: metadata?.resourceVersion ?? '', timeoutSeconds: '1' };
    const { seen, ended } = await watchUntil(query, () => false);
    await expect(ended).resolves.toBeNull();
    expect(seen).toEqual([]);
  });

  test('sends 410 as an event for a version just forgotten, and as a status for one long gone', async () => {
    const { metadata } = await listPods();
    const query = { resourceVersion: metadata?.resourceVersion ?? '' };
    sandbox.clock.advance(6 * 60_000);
    const forgotten = await watchUntil(query, () => false);
    await forgotten.ended;
    expect(forgotten.seen).toMatchObject([{ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } }]);
    sandbox.clock.advance(2 * 3_600_000);
    const gone = await watchUntil(query, () => false);
    await expect(gone.ended).resolves.toMatchObject({ statusCode: 410 });
  });
});

describe('the informer of the official client', () => {
  test('holds what is there, and holds it again after the cluster forgot its version', async () => {
    const informer = makeInformer(config(), path, listPods);
    const errors: unknown[] = [];
    informer.on('error', (error) => errors.push(error));
    await informer.start();
    const truth = () =>
      sandbox
        .truthOf('kubernetes')
        .resources.filter(({ kind }) => kind === 'pod')
        .map(({ shortId }) => shortId)
        .sort();
    const held = () =>
      informer
        .list()
        .map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`)
        .sort();
    expect(held()).toEqual(truth());
    sandbox.clock.advance(3 * 60_000);
    await vi.waitFor(() => expect(held()).toEqual(truth()), { timeout: 5000, interval: 50 });
    await informer.stop();
    sandbox.clock.advance(24 * 3_600_000);
    await informer.start();
    await vi.waitFor(() => expect(held()).toEqual(truth()), { timeout: 5000, interval: 50 });
    await informer.stop();
    // The client reports its own stopping as an error; any other would be the server's.
    expect(errors.filter((error) => !(error instanceof Error && error.name === 'AbortError'))).toEqual([]);
  });
});

describe('a fault of watches', () => {
  const where = { service: 'core/v1', operation: 'watchPods' };
  const fromNow = async () => ({ resourceVersion: (await listPods()).metadata?.resourceVersion ?? '' });

  test.each([
    ['status', { statusCode: 410 }, []],
    ['event', null, [{ type: 'ERROR', object: { code: 410, reason: 'Expired' } }]],
  ] as const)('position-expired is told by %s', async (answer, error, events) => {
    strike({ fault: { kind: 'position-expired', answer }, where });
    const { seen, ended } = await watchUntil(await fromNow(), () => false);
    const end = await ended;
    if (error === null) expect(end).toBeNull();
    else expect(end).toMatchObject(error);
    expect(seen).toMatchObject(events);
  });

  test('truncated-page drops the stream, in the middle of what it has to say', async () => {
    strike({ fault: { kind: 'truncated-page', cut: 'connection' }, where });
    const { seen, ended } = await watchUntil({}, () => false);
    await expect(ended).resolves.toBeInstanceOf(Error);
    const { items } = await listPods();
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThan(items.length);
  });

  test('throttle refuses it, lists go on', async () => {
    strike({ fault: { kind: 'throttle', retryAfterSeconds: 1 }, where });
    const { ended } = await watchUntil(await fromNow(), () => false);
    await expect(ended).resolves.toMatchObject({ statusCode: 429 });
  });
});
