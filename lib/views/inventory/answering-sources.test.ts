import { expect, test } from 'vitest';
import type { Source } from '@/lib/api/contracts/sources';
import { keepAnswering } from './answering-sources';

const gap = { fault: 'permission-missing', message: 'SageMaker may not be read in ap-south-1.' } as const;
const source: Source = {
  connectionId: '0198c1f0-0000-7000-8000-000000000001',
  connectionName: 'factory',
  provider: 'aws',
  capability: 'inventory',
  freshness: 'fresh',
  paused: false,
  simulated: false,
  lastReadAt: null,
  lastCompleteAt: null,
  nextDueAt: null,
  intervalMs: 600_000,
  gaps: [
    { ...gap, account: '1', region: 'ap-south-1', subject: 'model-endpoint' },
    { ...gap, account: '1' },
  ],
};

test('a gap that cannot hold what is asked for is no gap of the answer', () => {
  const gapsUnder = (filter: Parameters<typeof keepAnswering>[1]) => keepAnswering([source], filter)[0]?.gaps.length;
  expect(gapsUnder({})).toBe(2);
  expect(gapsUnder({ kind: ['model-endpoint'], region: ['ap-south-1'] })).toBe(2);
  expect(gapsUnder({ kind: ['volume'] })).toBe(1);
  expect(gapsUnder({ region: ['eu-west-1'] })).toBe(1);
  expect(gapsUnder({ account: ['2'] })).toBe(0);
});

test('sources that are not asked do not answer', () => {
  expect(keepAnswering([source], { connection: ['0198c1f0-0000-7000-8000-000000000002'] })).toEqual([]);
  expect(keepAnswering([{ ...source, capability: 'metrics' }], {})).toEqual([]);
});

test('a source that can hold nothing of the kinds asked for does not answer, whatever it lacks', () => {
  const slurm = { ...source, provider: 'slurm', freshness: 'never' } as const;
  const named = (kind?: Parameters<typeof keepAnswering>[1]['kind']) =>
    keepAnswering([source, slurm], { kind }).map(({ provider }) => provider);
  expect(named()).toEqual(['aws', 'slurm']);
  expect(named(['function'])).toEqual(['aws']);
  expect(named(['reservation'])).toEqual(['slurm']);
  expect(named(['function', 'reservation'])).toEqual(['aws', 'slurm']);
  expect(named(['site-link'])).toEqual([]);
});
