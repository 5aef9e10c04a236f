import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import { promisedTo } from '@/sandbox/world/bills/promised';
import { openSession } from '../../contract/session/open-session';
import { azureProvider } from '../provider';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ faces: ['azure'] });
});
afterAll(() => sandbox.stop());
afterEach(() => sandbox.faults.clear());

async function ask(ids: readonly string[]) {
  const facts = sandbox.connections.find(({ provider }) => provider === 'azure');
  if (facts === undefined) throw new Error('The sandbox does not play Azure.');
  const session = openSession(azureProvider, {
    settings: facts.settings,
    secret: facts.secret,
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, concurrency: 8, maxAttempts: 1 },
  });
  try {
    const read = await azureProvider.cost?.readTerms?.(session, ids);
    if (read === undefined) throw new Error('Azure is not asked for terms.');
    return read;
  } finally {
    session.transport.close();
  }
}

const [reserved] = promisedTo('millwright', 'azure');
const id = reserved?.id ?? '';
const unknown = id.replace(/[^/]+$/, '11111111-2222-4333-8444-555555555555');

test('the term of a reservation that bills name is that of the world; what Azure does not know, or nobody could, has none', async () => {
  expect(
    await ask([
      id,
      unknown,
      'arn:aws:savingsplans::1:savingsplan/x',
      '/providers/Microsoft.Capacity/../x',
      '/providers/Microsoft.Capacity/reservationOrders/a/reservations/b',
      '',
    ]),
  ).toEqual({
    items: [{ id, startsAt: reserved?.startsAt, endsAt: reserved?.endsAt, status: 'Succeeded' }],
    completeness: { complete: true },
  });
});

test('a reservation that may not be read is a gap', async () => {
  sandbox.faults.set('azure', [{ fault: { kind: 'missing-permission' }, where: { operation: 'getReservation' } }]);
  expect(await ask([id])).toMatchObject({
    items: [],
    completeness: { complete: false, gaps: [{ fault: 'permission-missing', subject: 'commitments' }] },
  });
});
