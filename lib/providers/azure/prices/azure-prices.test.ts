import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { formatAmount } from '@/lib/domain/cost/amount';
import type { Fault } from '@/sandbox/faults/fault';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import { gapsOf } from '../../contract/conformance/honest-read-conformance';
import { openSession } from '../../contract/session/open-session';
import { azureProvider } from '../provider';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: ['azure'] });
});
afterAll(() => sandbox.stop());
afterEach(() => sandbox.faults.set('azure', []));

async function read(settings: object = {}) {
  const facts = sandbox.connections.find(({ provider }) => provider === 'azure');
  if (facts === undefined) throw new Error('The sandbox plays Azure.');
  const session = openSession(azureProvider, {
    settings: { ...facts.settings, ...settings },
    secret: facts.secret,
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, concurrency: 8, maxAttempts: 1 },
  });
  try {
    const { prices } = azureProvider;
    if (prices === undefined) throw new Error('Azure has prices.');
    const { items, completeness } = await prices.read(session);
    return { lists: items, gaps: gapsOf(completeness) };
  } finally {
    session.transport.close();
  }
}

test('machines are told on demand, in the spot market and by a year’s reservation, as plain Linux', async () => {
  const { lists, gaps } = await read();
  expect(gaps).toEqual([]);
  const found = (term: string) =>
    lists
      .find(({ name }) => name === term)
      ?.offers.find(({ machineType, region }) => machineType === 'Standard_ND96isr_H100_v5' && region === 'eastus');
  const toText = (amount: bigint | null | undefined) => (amount == null ? null : formatAmount(amount));
  expect(found('on-demand')).toMatchObject({ gpuModel: 'NVIDIA H100', currency: 'USD', zone: null });
  expect(toText(found('on-demand')?.gpuCount)).toBe('8');
  expect(toText(found('on-demand')?.prices['on-demand'])).toBe('98.32');
  expect(toText(found('spot')?.prices.spot)).toBe('36.3784');
  expect(toText(found('committed')?.prices.committed)).toMatch(/^60\.95839954/);
  expect(lists.map(({ name, isWhole, offers }) => [name, isWhole, offers.length])).toEqual([
    ['on-demand', true, 15],
    ['spot', true, 15],
    ['committed', true, 15],
  ]);
});

test.each<[Fault, string]>([
  [{ kind: 'throttle', retryAfterSeconds: 1 }, 'rate-limited'],
  [{ kind: 'server-error', status: 500 }, 'unavailable'],
  [{ kind: 'garbage', markup: 'html' }, 'response-unexpected'],
  [{ kind: 'token-loop' }, 'response-unexpected'],
  [{ kind: 'empty-success' }, 'response-unexpected'],
])('%j is a gap', async (fault, kind) => {
  sandbox.faults.set('azure', [{ fault, where: { operation: 'retailPrices' } }]);
  const { lists, gaps } = await read();
  expect(gaps).toMatchObject([{ fault: kind, subject: 'prices' }]);
  expect(lists.some(({ isWhole }) => isWhole)).toBe(false);
});

test('a cloud without a price list says so', async () => {
  await expect(read({ cloud: 'china', endpoint: undefined })).rejects.toMatchObject({ kind: 'capability-unsupported' });
});
