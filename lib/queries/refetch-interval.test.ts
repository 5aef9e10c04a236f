import { describe, expect, test } from 'vitest';
import type { Source } from '@/lib/api/contracts/sources';
import { ApiProblem } from './api-problem';
import { toRefetchInterval, toRefetchIntervalOfOne } from './refetch-interval';

const now = Date.parse('2026-11-21T12:00:00.000Z');

const source = (parts: Partial<Source>): Source => ({
  connectionId: '01a1ffca-2bb9-7272-938e-3253f7d7dd22',
  connectionName: 'Factory',
  provider: 'aws',
  capability: 'inventory',
  freshness: 'fresh',
  paused: false,
  simulated: false,
  lastReadAt: '2026-11-21T11:50:00.000Z',
  lastCompleteAt: null,
  nextDueAt: null,
  intervalMs: 900_000,
  gaps: [],
  ...parts,
});

describe('how often facts are asked for again', () => {
  test('at the collection interval, between 15 s and 5 min', () => {
    expect(toRefetchInterval([source({})], now)).toBe(300_000);
    expect(toRefetchInterval([source({ intervalMs: 60_000 }), source({})], now)).toBe(60_000);
    expect(toRefetchInterval([source({ intervalMs: 1_000 })], now)).toBe(15_000);
    expect(toRefetchInterval(undefined, now)).toBe(300_000);
  });

  test('every 5 s while they have yet to arrive, or are arriving', () => {
    expect(toRefetchInterval([source({}), source({ freshness: 'never', lastReadAt: null })], now)).toBe(5_000);
    expect(toRefetchInterval([source({ lastReadAt: '2026-11-21T11:59:50.000Z' })], now)).toBe(5_000);
  });

  test('what is paused does not hurry anyone', () => {
    expect(toRefetchInterval([source({ paused: true, freshness: 'never', lastReadAt: null })], now)).toBe(300_000);
  });
});

describe('how often one thing is asked for again', () => {
  const refused = (status: number) => new ApiProblem({ kind: 'refused', status, title: 'Refused' });

  test('never once it does not exist any more', () => {
    expect(toRefetchIntervalOfOne(refused(404), 60_000)).toBe(false);
  });

  test('while it is there, and while it fails otherwise', () => {
    expect(toRefetchIntervalOfOne(null, 60_000)).toBe(60_000);
    expect(toRefetchIntervalOfOne(refused(503), 60_000)).toBe(60_000);
    expect(toRefetchIntervalOfOne(new Error('broken'), 60_000)).toBe(60_000);
  });
});
