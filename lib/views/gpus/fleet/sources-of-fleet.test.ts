import { expect, it } from 'vitest';
import type { Source } from '@/lib/api/contracts/sources';
import { toSourcesOfFleet } from './sources-of-fleet';

const source: Source = {
  connectionId: '0199a7b0-0000-7000-8000-000000000001',
  connectionName: 'hall',
  provider: 'kubernetes',
  capability: 'inventory',
  freshness: 'stale',
  paused: false,
  simulated: false,
  lastReadAt: '2026-11-22T12:00:00.000Z',
  lastCompleteAt: '2026-11-22T11:00:00.000Z',
  nextDueAt: null,
  intervalMs: 60_000,
  gaps: [{ fault: 'unavailable', message: 'The API did not answer.' }],
};
const readSince: Source = { ...source, freshness: 'fresh', lastReadAt: '2026-11-22T12:10:05.000Z', gaps: [] };
const fleet = { at: new Date('2026-11-22T12:10:00Z'), sources: [source] };

it('tells a source that was read since no younger, and no more complete, than the fleet has it', () => {
  expect(toSourcesOfFleet([readSince], fleet, true)).toEqual([source]);
  const [bounded] = toSourcesOfFleet([readSince], fleet, false);
  expect(bounded).toMatchObject({ freshness: 'stale', lastReadAt: source.lastReadAt, gaps: [] });
});

it('tells the others as they are', () => {
  const expired: Source = { ...source, freshness: 'expired' };
  expect(toSourcesOfFleet([expired], fleet, true)).toEqual([expired]);
  const other: Source = { ...readSince, capability: 'metrics' };
  expect(toSourcesOfFleet([other], fleet, true)).toEqual([other]);
});
