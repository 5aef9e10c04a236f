import { expect, test } from 'vitest';
import { toTellableMonths } from './tellable-months';

const changedAt = new Date('2026-11-03T00:00:00Z');

test('months are told from the first in which a node was listed, each to its end or the last day', () => {
  expect(toTellableMonths([{ month: '2026-10', days: 5, changedAt }], [], '2026-11-02')).toEqual([
    { month: '2026-10', to: '2026-10-31', days: 5, changedAt },
    { month: '2026-11', to: '2026-11-02', days: 5, changedAt },
  ]);
  expect(toTellableMonths([], [], '2026-11-02')).toEqual([]);
});

test('a month that was told is told anew though none of its nodes is left', () => {
  expect(toTellableMonths([{ month: '2026-11', days: 1, changedAt }], ['2026-10'], '2026-11-02')).toEqual([
    { month: '2026-10', to: '2026-10-31', days: 0, changedAt: null },
    { month: '2026-11', to: '2026-11-02', days: 1, changedAt },
  ]);
  expect(toTellableMonths([], ['2026-10'], '2026-10-04')).toEqual([
    { month: '2026-10', to: '2026-10-04', days: 0, changedAt: null },
  ]);
});
