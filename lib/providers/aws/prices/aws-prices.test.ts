import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { formatAmount } from '@/lib/domain/cost/amount';
import type { Fault } from '@/sandbox/faults/fault';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import { gapsOf } from '../../contract/conformance/honest-read-conformance';
import type { PriceList } from '../../contract/prices';
import { openSession } from '../../contract/session/open-session';
import { awsProvider } from '../provider';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: [] });
});
afterAll(() => sandbox.stop());
afterEach(() => sandbox.faults.set('aws', []));

async function read(settings: object = {}) {
  const { endpoint, caCertificate, accessKeyId, secretAccessKey, externalId, roleArns } = sandbox.aws;
  const session = openSession(awsProvider, {
    settings: {
      endpoint,
      caCertificate,
      externalId,
      roleArns: roleArns.slice(0, 1),
      regions: ['us-east-1'],
      ...settings,
    },
    secret: { accessKeyId, secretAccessKey },
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, concurrency: 8, maxAttempts: 1 },
  });
  try {
    const { prices } = awsProvider;
    if (prices === undefined) throw new Error('AWS has prices.');
    const { items, completeness } = await prices.read(session);
    return {
      lists: items,
      gaps: gapsOf(completeness),
      spent: session.calls.counts().map(({ costMicroUsd }) => costMicroUsd),
    };
  } finally {
    session.transport.close();
  }
}

const strike = (operation: string, fault: Fault) => sandbox.faults.set('aws', [{ fault, where: { operation } }]);
const byName = (lists: readonly PriceList[]) => new Map(lists.map((list) => [list.name, list]));
const told = (list: PriceList | undefined, machine: string, region: string) =>
  list?.offers
    .filter(({ machineType, region: place }) => machineType === machine && place === region)
    .map(({ zone, prices }) => [
      zone,
      ...Object.entries(prices).flatMap(([term, price]) => (price === null ? [] : [`${term} ${formatAmount(price)}`])),
    ]);

test('machines are told with their prices on demand, committed and by zone in the spot market, each in its list', async () => {
  const { lists, gaps, spent } = await read();
  expect(gaps).toEqual([]);
  const found = byName(lists);
  expect(told(found.get('on-demand p5.48xlarge'), 'p5.48xlarge', 'us-east-1')).toEqual([[null, 'on-demand 55.04']]);
  expect(told(found.get('committed'), 'p5.48xlarge', 'us-east-1')).toEqual([[null, 'committed 39.6288']]);
  expect(told(found.get('spot us-east-1'), 'p5.48xlarge', 'us-east-1')).toEqual(
    ['us-east-1a', 'us-east-1b', 'us-east-1c', 'us-east-1d'].map((zone) => [zone, expect.stringMatching(/^spot \d/)]),
  );
  // Of a region that is not read, the list still tells what is sold.
  expect(told(found.get('on-demand p5.48xlarge'), 'p5.48xlarge', 'eu-north-1')).toEqual([[null, 'on-demand 58.3424']]);
  expect(told(found.get('committed'), 'p5.48xlarge', 'eu-north-1')).toEqual([[null, 'committed 42.00653']]);
  const offers = lists.flatMap((list) => list.offers);
  expect(offers.every(({ currency, gpuCount }) => currency === 'USD' && gpuCount !== null && gpuCount > 0n)).toBe(true);
  expect(offers.every(({ gpuModel, machineType }) => machineType !== 'p5.48xlarge' || gpuModel === 'NVIDIA H100')).toBe(
    true,
  );
  // Zones are named anew in every account; list prices are the same for all.
  const shared = sandbox.aws.endpoint;
  expect(found.get('spot us-east-1')?.sharedAt).toBeNull();
  expect([found.get('committed')?.sharedAt, found.get('on-demand p5.48xlarge')?.sharedAt]).toEqual([shared, shared]);
  expect(spent.every((cost) => cost === 0)).toBe(true);
});

test.each<[string, Fault, string, string, string]>([
  ['GetProducts', { kind: 'missing-permission' }, 'permission-missing', 'prices on demand', 'on-demand'],
  ['GetProducts', { kind: 'garbage', markup: 'html' }, 'response-unexpected', 'prices on demand', 'on-demand'],
  ['GetProducts', { kind: 'empty-success' }, 'response-unexpected', 'prices on demand', 'on-demand'],
  ['DescribeSavingsPlansOfferingRates', { kind: 'throttle' }, 'rate-limited', 'committed prices', 'committed'],
  ['DescribeSavingsPlansOfferingRates', { kind: 'token-loop' }, 'response-unexpected', 'committed prices', 'committed'],
  ['DescribeSpotPriceHistory', { kind: 'server-error', status: 500 }, 'unavailable', 'spot prices', 'spot'],
])('%s under %j is a gap, and the other lists are whole', async (operation, fault, kind, subject, struck) => {
  strike(operation, fault);
  const { lists, gaps } = await read();
  expect(gaps).toMatchObject([{ fault: kind, subject }]);
  const kinds = Map.groupBy(lists, ({ name }) => name.split(' ')[0] ?? name);
  for (const term of ['on-demand', 'committed', 'spot'])
    expect((kinds.get(term) ?? []).some(({ isWhole }) => isWhole)).toBe(term !== struck);
  expect(lists.flatMap(({ offers }) => offers).length).toBeGreaterThan(20);
});
