import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import { promisedTo } from '@/sandbox/world/bills/promised';
import { openSession } from '../../contract/session/open-session';
import { googleCloudProvider } from '../provider';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ faces: ['google-cloud'] });
});
afterAll(() => sandbox.stop());
afterEach(() => sandbox.faults.clear());

async function ask(ids: readonly string[], scope?: string) {
  const facts = sandbox.connections.find(({ provider }) => provider === 'google-cloud');
  if (facts === undefined) throw new Error('The sandbox does not play Google Cloud.');
  const session = openSession(googleCloudProvider, {
    settings: { ...facts.settings, ...(scope === undefined ? {} : { scope }) },
    secret: facts.secret,
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, concurrency: 8, maxAttempts: 1 },
  });
  try {
    const read = await googleCloudProvider.cost?.readTerms?.(session, ids);
    if (read === undefined) throw new Error('Google is not asked for terms.');
    const asked = session.calls.counts().find(({ operation }) => operation.startsWith('compute:'));
    return { ...read, asked: asked?.attempts ?? 0 };
  } finally {
    session.transport.close();
  }
}

const [promised] = promisedTo('millwright', 'google-cloud');
const path = promised?.id ?? '';
const term = { startsAt: promised?.startsAt, endsAt: promised?.endsAt, status: 'ACTIVE' };

test('the term of a commitment that bills name by its path is asked for in its project', async () => {
  const full = `//compute.googleapis.com/${path}`;
  for (const id of [path, full])
    expect(await ask([id])).toEqual({ items: [{ id, ...term }], completeness: { complete: true }, asked: 1 });
});

test('what is no commitment of Compute Engine, or lies where the connection does not look, is not asked for', async () => {
  const others = [
    '769c55ea-c50f-4258-bcf5-04b6688fa5fa',
    'arn:aws:savingsplans::111122223333:savingsplan/x',
    'projects/somebody-elses/regions/us-central1/commitments/one',
  ];
  expect(await ask(others)).toEqual({ items: [], completeness: { complete: true }, asked: 0 });
  expect((await ask([path], 'projects/millwright-serving')).asked).toBe(0);
});

test('a number may be of any project, and one that refuses is a gap', async () => {
  const { items, completeness, asked } = await ask(['1234567890123456789', path]);
  expect(items).toEqual([{ id: path, ...term }]);
  expect(asked).toBe(5);
  expect(completeness).toMatchObject({
    complete: false,
    gaps: [
      { fault: 'permission-missing', subject: 'commitments', operation: 'compute:regionCommitments.aggregatedList' },
    ],
  });
});

test('a path with the number of a project in place of its id may be of any, and is told by region and name', async () => {
  const numbered = path.replace(/^projects\/[^/]+/, 'projects/123456789012');
  const { items, asked } = await ask([numbered, `//compute.googleapis.com/${numbered}`]);
  expect(items.map(({ id }) => id).sort()).toEqual([`//compute.googleapis.com/${numbered}`, numbered]);
  expect(items).toMatchObject([term, term]);
  expect(asked).toBe(5);
});

test('a fault is a gap', async () => {
  sandbox.faults.set('google-cloud', [
    { fault: { kind: 'missing-permission' }, where: { operation: 'listCommitments' } },
  ]);
  expect(await ask([path])).toMatchObject({
    items: [],
    completeness: { complete: false, gaps: [{ fault: 'permission-missing', subject: 'commitments' }] },
  });
});
