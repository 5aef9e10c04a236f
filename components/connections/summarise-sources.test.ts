import { expect, it } from 'vitest';
import type { Source } from '@/lib/api/contracts/sources';
import { findNextDue, findWorstSource } from './summarise-sources';

const source = (more: Partial<Source>): Source => ({
  connectionId: '0197a4c0-0000-7000-8000-000000000001',
  connectionName: 'Factory',
  provider: 'aws',
  capability: 'inventory',
  freshness: 'fresh',
  paused: false,
  simulated: false,
  lastReadAt: null,
  lastCompleteAt: null,
  nextDueAt: null,
  intervalMs: 300_000,
  gaps: [],
  ...more,
});

it('tells a connection’s age by its worst source', () => {
  const worst = findWorstSource([source({}), source({ freshness: 'expired' }), source({ freshness: 'stale' })]);
  expect(worst?.freshness).toBe('expired');
  expect(findWorstSource([])).toBeNull();
});

it('plans by the earliest due source, and not by a paused one', () => {
  const due = findNextDue([
    source({ nextDueAt: '2026-11-21T12:05:00.000Z' }),
    source({ nextDueAt: '2026-11-21T12:01:00.000Z', paused: true }),
    source({ nextDueAt: '2026-11-21T12:03:00.000Z' }),
  ]);
  expect(due).toBe('2026-11-21T12:03:00.000Z');
  expect(findNextDue([source({ paused: true, nextDueAt: '2026-11-21T12:01:00.000Z' })])).toBeNull();
});
