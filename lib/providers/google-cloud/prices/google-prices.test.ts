import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import type { PriceTerm } from '@/lib/domain/cost/price';
import type { Fault } from '@/sandbox/faults/fault';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import { gapsOf } from '../../contract/conformance/honest-read-conformance';
import { openSession } from '../../contract/session/open-session';
import { googleCloudProvider } from '../provider';
import { readSku } from './read-sku';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: ['google-cloud'] });
});
afterAll(() => sandbox.stop());
afterEach(() => sandbox.faults.set('google-cloud', []));

async function read() {
  const facts = sandbox.connections.find(({ provider }) => provider === 'google-cloud');
  if (facts === undefined) throw new Error('The sandbox plays Google Cloud.');
  const session = openSession(googleCloudProvider, {
    settings: facts.settings,
    secret: facts.secret,
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, concurrency: 8, maxAttempts: 1 },
  });
  try {
    const { prices } = googleCloudProvider;
    if (prices === undefined) throw new Error('Google has prices.');
    const { items, completeness } = await prices.read(session);
    return { lists: items, gaps: gapsOf(completeness) };
  } finally {
    session.transport.close();
  }
}

test('machines are made of their GPUs, cores and memory, and attached GPUs told alone', async () => {
  const { lists, gaps } = await read();
  expect(gaps).toEqual([]);
  const find = (term: PriceTerm, machine: string | null, model: string, count: string) => {
    const offer = lists
      .find(({ name }) => name === term)
      ?.offers.find(
        ({ machineType, gpuModel, gpuCount, region }) =>
          machineType === machine && gpuModel === model && gpuCount === parseAmount(count) && region === 'us-central1',
      );
    const price = offer?.prices[term] ?? null;
    return price === null ? null : formatAmount(price);
  };
  // 8 × 9.7966 + 208 × 0.029279 + 1872 × 0.00255.
  expect(find('on-demand', 'a3-highgpu-8g', 'NVIDIA H100', '8')).toBe('89.236432');
  expect(find('committed', 'a3-highgpu-8g', 'NVIDIA H100', '8')).not.toBeNull();
  expect(find('spot', 'a3-highgpu-8g', 'NVIDIA H100', '8')).not.toBeNull();
  expect(find('on-demand', null, 'NVIDIA T4', '4')).toBe('1.4');
  const offers = lists.flatMap((list) => list.offers);
  // Of A2 nothing is sold here, so that nothing is told.
  expect(offers.some(({ machineType }) => machineType?.startsWith('a2-'))).toBe(false);
  // A list tells its own way to buy alone.
  expect(offers.every(({ prices }) => Object.values(prices).filter((price) => price !== null).length === 1)).toBe(true);
});

test.each<[Fault, string]>([
  [{ kind: 'throttle' }, 'rate-limited'],
  [{ kind: 'server-error', status: 503 }, 'unavailable'],
  [{ kind: 'truncated-page', cut: 'body' }, 'response-unexpected'],
  [{ kind: 'token-loop' }, 'response-unexpected'],
  [{ kind: 'empty-success' }, 'response-unexpected'],
])('%j is a gap', async (fault, kind) => {
  sandbox.faults.set('google-cloud', [{ fault, where: { operation: 'listSkus' } }]);
  const { lists, gaps } = await read();
  expect(gaps).toMatchObject([{ fault: kind, subject: 'prices' }]);
  expect(lists.some(({ isWhole }) => isWhole)).toBe(false);
});

const sku = (description: string, group: string, usageType = 'OnDemand', usageUnit = 'h') => ({
  description,
  category: { resourceGroup: group, usageType },
  serviceRegions: ['us-central1'],
  pricingInfo: [
    {
      pricingExpression: {
        usageUnit,
        tieredRates: [{ unitPrice: { currencyCode: 'USD', units: '2', nanos: 933_908_000 } }],
      },
    },
  ],
});

test.each([
  [sku('Nvidia Tesla A100 80GB GPU running in Iowa', 'GPU'), 'gpu nvidia-a100-80gb'],
  [
    sku('Nvidia Tesla A100 GPU attached to Spot Preemptible VMs running in Iowa', 'GPU', 'Preemptible'),
    'gpu nvidia-tesla-a100',
  ],
  [sku('Nvidia H100 80GB Plus GPU running in Iowa', 'GPU'), 'gpu nvidia-h100-mega-80gb'],
  [sku('Commitment v1: A2 Cpu in Iowa for 1 Year', 'CPU', 'Commit1Yr'), 'core A2'],
  [sku('A3Plus Instance Ram running in Americas', 'RAM', 'OnDemand', 'GiBy.h'), 'ram A3Plus'],
  [sku('Nvidia Tesla T4 Virtual Workstation GPU running in Iowa', 'GPU'), undefined],
  [sku('Commitment v1: A2 Cpu in Iowa for 3 Years', 'CPU', 'Commit3Yr'), undefined],
  [sku('DWS Calendar Mode Nvidia H100 80GB GPU', 'GPU'), undefined],
])('%j is %s', (told, part) => {
  const read = readSku(told);
  expect(read?.part).toBe(part);
  if (read !== null) expect(formatAmount(read.amount)).toBe('2.933908');
});
