import { expect, it } from 'vitest';
import { endedJobWindowMs, mayHaveAgedOut } from './aged-out';

const now = new Date('2026-11-20T00:00:00Z');
const old = new Date(now.getTime() - endedJobWindowMs - 1);

it('lets training jobs age out that ended, and were there before the window', () => {
  expect(mayHaveAgedOut({ kind: 'training-job', status: 'completed', createdAt: old }, now)).toBe(true);
  expect(mayHaveAgedOut({ kind: 'training-job', status: 'failed', createdAt: old }, now)).toBe(true);
});

it.each([
  { kind: 'training-job', status: 'active', createdAt: old },
  { kind: 'training-job', status: 'completed', createdAt: new Date(now.getTime() - endedJobWindowMs) },
  { kind: 'training-job', status: 'completed', createdAt: null },
  { kind: 'compute-instance', status: 'stopped', createdAt: old },
])('lets nothing else: %j', (thing) => {
  expect(mayHaveAgedOut(thing, now)).toBe(false);
});
