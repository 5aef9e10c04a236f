import { describe, expect, test } from 'vitest';
import type { Source } from '@/lib/api/contracts/sources';
import { judgeEmpty } from './judge-empty';
import { toRowStatus } from './to-row-status';

const whole: Source = {
  connectionId: '0199a7b0-0000-7000-8000-000000000001',
  connectionName: 'Factory AWS',
  provider: 'aws',
  capability: 'inventory',
  freshness: 'fresh',
  paused: false,
  simulated: false,
  lastReadAt: '2026-11-12T14:00:00Z',
  lastCompleteAt: '2026-11-12T14:00:00Z',
  nextDueAt: null,
  intervalMs: 300_000,
  gaps: [],
};

describe('a list without rows', () => {
  test('is empty only when every source is whole and nothing filters', () => {
    expect(judgeEmpty([whole], 0)).toBe('empty');
    expect(judgeEmpty([whole, { ...whole, freshness: 'stale' }], 0)).toBe('unreadable');
    expect(judgeEmpty([whole], 2)).toBe('no-match');
  });

  test('says when nothing is connected, and when the first read is still awaited', () => {
    expect(judgeEmpty([], 0)).toBe('never-connected');
    expect(judgeEmpty([], 2)).toBe('no-source');
    expect(judgeEmpty([{ ...whole, freshness: 'never', lastReadAt: null }], 0)).toBe('first-read');
  });

  test('does not await a first read that was refused', () => {
    const gaps = [{ fault: 'credentials-rejected' as const, message: 'Rejected.' }];
    expect(judgeEmpty([{ ...whole, freshness: 'never', lastReadAt: null, gaps }], 0)).toBe('unreadable');
  });
});

describe('the status of a row', () => {
  test('is unknown once its facts have expired, and tells what was known last', () => {
    expect(toRowStatus({ status: 'active', nativeStatus: 'running', freshness: 'expired' })).toEqual({
      tone: 'unknown',
      word: 'Unknown',
      hint: 'Last known: Active',
    });
  });

  test('keeps the provider’s own word as a hint, unless it is the same', () => {
    expect(toRowStatus({ status: 'active', nativeStatus: 'ACTIVE', freshness: 'fresh' }).hint).toBeNull();
    expect(toRowStatus({ status: 'unknown', nativeStatus: 'hibernating', freshness: 'fresh' })).toMatchObject({
      tone: 'unknown',
      hint: 'The provider says “hibernating”',
    });
  });
});
