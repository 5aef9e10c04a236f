import { expect, test } from 'vitest';
import type { Gap } from '@/lib/domain/provider-fault';
import { WholeListings } from './whole-listings';

const minute = 60_000;
const read = (startsAt: number, endsAt: number, gaps: Gap[] = []) => ({
  connectionId: 'c',
  startedAt: new Date(startsAt * minute),
  finishedAt: new Date(endsAt * minute),
  gaps,
});
const intervals = new Map([['c', 5 * minute]]);
const isWhole = (reads: ReturnType<typeof read>[], at: number, kind: 'kubernetes' | 'slurm' = 'kubernetes') =>
  new WholeListings(reads, intervals).isWhole('c', kind, at * minute);

test('work is known whole between two whole reads, and after the last for as long as the next may take', () => {
  const reads = [read(10, 11), read(20, 21)];
  expect([9, 15, 30, 49, 51].map((at) => isWhole(reads, at))).toEqual([false, true, true, true, false]);
  expect(isWhole([read(10, 11), read(60, 61)], 30)).toBe(false);
});

test('a read that could not list it all tells nothing of what lies beside it', () => {
  const torn = (subject?: string): Gap => ({ fault: 'unavailable', message: 'x', ...(subject ? { subject } : {}) });
  expect(isWhole([read(10, 11), read(20, 21, [torn()])], 15)).toBe(false);
  expect(isWhole([read(10, 11, [torn('pod')]), read(20, 21)], 15)).toBe(false);
  expect(isWhole([read(10, 11, [torn('pod')]), read(20, 21)], 15, 'slurm')).toBe(true);
  expect(isWhole([read(10, 11, [{ ...torn(), detailOnly: true }]), read(20, 21)], 15)).toBe(true);
});

test('of a connection that is gone nothing is known', () => {
  expect(new WholeListings([read(10, 11), read(20, 21)], new Map()).isWhole('c', 'slurm', 15 * minute)).toBe(false);
});
