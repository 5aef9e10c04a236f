import { expect, it } from 'vitest';
import type { Source } from '@/lib/api/contracts/sources';
import { toMaxAges } from './read-samples';

const minute = 60_000;
const source = (connectionId: string, capability: Source['capability'], intervalMs: number): Source => ({
  connectionId,
  connectionName: connectionId,
  provider: 'kubernetes',
  capability,
  freshness: 'fresh',
  lastReadAt: null,
  lastCompleteAt: null,
  nextDueAt: null,
  intervalMs,
  paused: false,
  simulated: false,
  gaps: [],
});

it('measures nothing through connections without metrics, however seldom their inventory is read', () => {
  const ages = toMaxAges([
    source('cluster', 'inventory', 24 * 60 * minute),
    source('both', 'inventory', 60 * minute),
    source('both', 'metrics', minute),
  ]);
  expect([...ages]).toEqual([['both', 6 * minute]]);
});
