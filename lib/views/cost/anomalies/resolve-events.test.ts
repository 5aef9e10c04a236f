import { expect, test } from 'vitest';
import { toEstimate } from '@/lib/analytics/anomalies/statistics';
import { dayAt, toPoints } from '@/lib/analytics/anomalies/test-costs';
import { formatAmount } from '@/lib/domain/cost/amount';
import type { CauseDimension, WatchedDimension } from '@/lib/domain/cost/anomaly';
import type { AnomalyCause } from '@/lib/domain/cost/anomaly-cause';
import type { Candidate } from './find-candidates';
import { resolveEvents } from './resolve-events';

function of(dimension: WatchedDimension, value: string, impact: number, step = 30): Candidate {
  const range = { middle: toEstimate(100), low: toEstimate(90), high: toEstimate(110) };
  return {
    slice: {
      provider: 'aws',
      currency: 'USD',
      basis: 'billed',
      metric: 'effective',
      dimension,
      value,
      rhythm: 'daily',
      points: toPoints(Array.from({ length: 40 }, () => 100)),
    },
    found: {
      kind: impact > 0 ? 'spike' : 'drop',
      first: step,
      last: step,
      steps: [step],
      actual: toEstimate(100 + impact),
      expected: range,
      impact: toEstimate(impact),
      score: 9,
    },
    expectations: [],
    out: new Set([step]),
  };
}

const amount = (value: number) => formatAmount(toEstimate(value));
const change = (before: number, now: number) => ({
  before: amount(before),
  now: amount(now),
  change: amount(now - before),
});

/** A cause with the changes of some values, all against 50 of 100 before. */
function because(
  path: readonly CauseDimension[],
  parts: Partial<Record<CauseDimension, Record<string, number>>>,
): AnomalyCause {
  const whole = Object.values(Object.values(parts)[0] ?? {}).reduce((sum, part) => sum + part, 0);
  return {
    days: [dayAt(30)],
    comparedWith: [dayAt(23)],
    whole: change(100, 100 + whole),
    path: path.map((dimension) => ({ dimension, value: 'x', isNew: false, ...change(50, 50 + whole) })),
    dimensions: Object.entries(parts).map(([dimension, values]) => ({
      dimension: dimension as CauseDimension,
      shown: Object.entries(values).map(([value, part]) => ({ value, isNew: false, ...change(50, 50 + part) })),
      others: null,
    })),
    effects: { quantity: '0', price: '0', appeared: '0', gone: '0', untold: '0' },
    untoldRows: 0,
  };
}

const resolve = (candidates: Candidate[], cause: AnomalyCause | null, known: Candidate[] = []) =>
  resolveEvents(candidates, { readCause: async () => cause, isKnown: (one) => known.includes(one) });

test('an account, a service and the whole that tell the same money are one thing, told by what tells it best', async () => {
  const [whole, service, account] = [of('provider', 'aws', 500), of('service', 'EC2', 495), of('account', 'a', 490)];
  const cause = because(['service'], { service: { EC2: 495 }, account: { a: 490 } });
  const events = await resolve([account, service, whole], cause);
  expect(events).toEqual([{ told: service, parts: [whole, account] }]);
  // What people know already goes on under its name.
  expect(await resolve([account, service, whole], cause, [account])).toMatchObject([{ told: account }]);
});

test('two services at once are two things, and the whole belongs to one of them', async () => {
  const [whole, one, other] = [of('provider', 'aws', 900), of('service', 'EC2', 500), of('service', 'S3', 400)];
  const events = await resolve([whole, one, other], because([], { service: { EC2: 500, S3: 400 } }));
  expect(events).toEqual([
    { told: one, parts: [whole] },
    { told: other, parts: [] },
  ]);
});

test('other days, another direction and little of the money are other things', async () => {
  const [one, later, less, small] = [
    of('service', 'EC2', 500),
    of('account', 'a', 500, 35),
    of('account', 'b', -500),
    of('account', 'c', 300),
  ];
  const events = await resolve([one, later, less, small], because(['service'], { account: { c: 100 } }));
  expect(events.map(({ told }) => told).sort()).toHaveLength(4);
});

test('what is not looked into is not taken for the same', async () => {
  expect(await resolve([of('service', 'EC2', 500), of('account', 'a', 500)], null)).toHaveLength(2);
});
