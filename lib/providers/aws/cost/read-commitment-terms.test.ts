import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import { promisedTo } from '@/sandbox/world/bills/promised';
import { openSession } from '../../contract/session/open-session';
import { awsProvider } from '../provider';
import { accountOfRole } from '../settings';

let sandbox: RunningSandbox;
beforeAll(async () => {
  const startedAt = new Date();
  sandbox = await startSandbox({ faces: [], realNow: () => startedAt });
  sandbox.clock.hold(new Date('2026-11-22T12:00:00Z'));
});
afterAll(() => sandbox.stop());
afterEach(() => sandbox.faults.set('aws', []));

/** Asks as the account that bought them, whose role reads the bills. */
async function ask(ids: readonly string[]) {
  const { endpoint, caCertificate, accessKeyId, secretAccessKey, roleArns, externalId } = sandbox.aws;
  const payer = reserved?.account.id;
  const session = openSession(awsProvider, {
    settings: {
      endpoint,
      caCertificate,
      externalId,
      roleArns,
      billingRoleArn: roleArns.find((role) => accountOfRole(role) === payer),
    },
    secret: { accessKeyId, secretAccessKey },
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, concurrency: 8, maxAttempts: 1 },
  });
  try {
    const read = await awsProvider.cost?.readTerms?.(session, ids);
    if (read === undefined) throw new Error('AWS is not asked for terms.');
    return { ...read, calls: session.calls.counts().map(({ operation }) => operation) };
  } finally {
    session.transport.close();
  }
}

const [reserved, plan] = promisedTo('millwright', 'aws');
const ids = [reserved?.id ?? '', plan?.id ?? ''];

test('the terms of commitments that bills name are those of the world', async () => {
  const { items, completeness } = await ask(ids);
  expect(completeness).toEqual({ complete: true });
  expect(items).toEqual([
    // A reserved instance ends with the last moment of its term.
    { id: ids[0], startsAt: reserved?.startsAt, endsAt: expect.any(Date), status: 'active' },
    { id: ids[1], startsAt: plan?.startsAt, endsAt: plan?.endsAt, status: 'active' },
  ]);
  expect(Number(reserved?.endsAt) - Number(items[0]?.endsAt)).toBeLessThan(1_000);
});

test('what another account bought, and what is no commitment of AWS, is not asked for', async () => {
  const { items, completeness, calls } = await ask([
    'arn:aws:ec2:us-east-1:999999999999:reserved-instances/11111111-1111-4111-8111-111111111111',
    ids[1]?.replace('arn:aws:', 'arn:aws-cn:') ?? '',
    '/providers/Microsoft.Capacity/reservationOrders/a/reservations/b',
  ]);
  expect({ items, completeness }).toEqual({ items: [], completeness: { complete: true } });
  expect(calls.filter((call) => !call.startsWith('sts:'))).toEqual([]);
  expect((await ask(['commitment-1'])).calls).toEqual([]);
});

test('a fault of one call is a gap, and the other is told', async () => {
  sandbox.faults.set('aws', [
    { fault: { kind: 'missing-permission' }, where: { operation: 'DescribeReservedInstances' } },
  ]);
  const { items, completeness } = await ask(ids);
  expect(items.map(({ id }) => id)).toEqual([ids[1]]);
  expect(completeness).toMatchObject({
    complete: false,
    gaps: [{ subject: 'commitments', operation: 'ec2:DescribeReservedInstances' }],
  });
});
