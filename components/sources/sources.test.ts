import { describe, expect, test } from 'vitest';
import type { Source } from '@/lib/api/contracts/sources';
import { countSources, describeMissing, listMissing, nameMissing } from './describe-source';
import { judgeSource, judgeSources } from './judge-source';

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
  nextDueAt: '2026-11-12T14:05:00Z',
  intervalMs: 300_000,
  gaps: [],
};
const throttled = { fault: 'rate-limited', region: 'eu-central-1', account: '2222', message: 'Throttled.' } as const;
const clock = (instant: string) => `${instant.slice(11, 16)} UTC`;

describe('a gap', () => {
  test('names no region where there is none', () => {
    const source: Source = { ...whole, nextDueAt: null, gaps: [{ ...throttled, region: 'global' }] };
    expect(describeMissing([source], clock)).toBe('0 of 1 inventory source complete; Factory AWS: throttled in 2222');
  });
});

describe('a source', () => {
  test('is healthy only when it is fresh and whole', () => {
    expect(judgeSource(whole).tone).toBe('healthy');
    expect(judgeSource({ ...whole, gaps: [throttled] })).toEqual({ tone: 'warning', word: 'Partial' });
    expect(judgeSource({ ...whole, freshness: 'stale' }).tone).toBe('warning');
  });

  test('is unknown when it has expired or was never read, whatever else holds', () => {
    expect(judgeSource({ ...whole, freshness: 'expired', paused: true }).tone).toBe('unknown');
    expect(judgeSource({ ...whole, freshness: 'never', lastReadAt: null }).tone).toBe('unknown');
  });
});

describe('several sources', () => {
  test('are unknown together when one is, and when there is none', () => {
    expect(judgeSources([whole, { ...whole, freshness: 'expired' }])).toEqual({ whole: 1, total: 2, tone: 'unknown' });
    expect(judgeSources([]).tone).toBe('unknown');
  });

  test('say which is missing, why, and when it is tried again', () => {
    expect(describeMissing([whole], clock)).toBeNull();
    expect(describeMissing([whole, { ...whole, connectionName: 'Azure', gaps: [throttled] }], clock)).toBe(
      '1 of 2 inventory sources complete; Azure: throttled in eu-central-1 of 2222, retrying 14:05 UTC',
    );
  });

  test('of several kinds are told by their kind, so that names come to the number', () => {
    const gap = { fault: 'rate-limited', region: 'eu-central-1', message: 'Throttled.' } as const;
    const metrics: Source = { ...whole, capability: 'metrics', gaps: [gap] };
    const sources: Source[] = [
      { ...whole, gaps: [throttled] },
      metrics,
      { ...metrics, connectionName: 'Azure' },
      whole,
    ];
    expect(countSources(sources)).toBe('4 sources');
    expect(countSources([whole])).toBe('1 inventory source');
    expect(countSources([])).toBe('0 sources');
    expect(nameMissing(listMissing(sources, clock))).toBe('Factory AWS (inventory and metrics) and Azure (metrics)');
    expect(describeMissing([whole, metrics], clock)).toBe(
      '1 of 2 sources complete; Factory AWS metrics: throttled in eu-central-1, retrying 14:05 UTC',
    );
    expect(nameMissing(listMissing([{ ...whole, gaps: [throttled] }, whole], clock))).toBe('Factory AWS');
  });

  test('say how old they are when nothing else explains it', () => {
    const old = { ...whole, freshness: 'expired', paused: true } as const;
    const never = { ...whole, connectionName: 'New', freshness: 'never', lastReadAt: null } as const;
    expect(describeMissing([old, never], clock)).toBe(
      '0 of 2 inventory sources complete; Factory AWS: last read 14:00 UTC, paused; New: not read yet, retrying 14:05 UTC',
    );
  });
});
