import { expect, it } from 'vitest';
import type { Source } from '@/lib/api/contracts/sources';
import { findBehind, findInventory, findNextDue } from './summarise-sources';

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

it('tells a connection’s age by its inventory, whatever else was never read', () => {
  const inventory = source({ freshness: 'stale' });
  expect(findInventory([source({ capability: 'cost', freshness: 'never' }), inventory])).toBe(inventory);
  expect(findInventory([])).toBeNull();
});

it('names what else is behind, and not what is fresh', () => {
  const cost = source({ capability: 'cost', freshness: 'never' });
  expect(findBehind([cost, source({ freshness: 'stale' }), source({ capability: 'metrics' })])).toEqual([cost]);
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
