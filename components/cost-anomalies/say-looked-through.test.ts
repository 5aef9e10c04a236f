import { expect, test } from 'vitest';
import { sayLookedThrough } from './say-looked-through';

const judged = { from: '2026-09-20', to: '2026-11-21' };
const deliveredAt = '2026-11-22T00:00:00Z';
const whole = { title: 'Factory AWS', deliveredAt, missing: [] };
const lagging = {
  title: 'Google',
  deliveredAt,
  missing: [{ from: '2026-11-20', to: '2026-11-21', why: 'No delivery covers these days yet.' }],
};
const silent = {
  title: 'Azure',
  deliveredAt: null,
  missing: [{ ...judged, why: 'It has delivered no bill yet.' }],
};

test('says that all sources were looked through where none is missing', () => {
  expect(sayLookedThrough({ ...judged, sources: [whole] })).toEqual({ count: 'the one billing source', missing: null });
  expect(sayLookedThrough({ ...judged, sources: [whole, whole] })).toEqual({
    count: 'all 2 billing sources',
    missing: null,
  });
});

test('counts out what told no day at all, and names what each source lacks', () => {
  expect(sayLookedThrough({ ...judged, sources: [whole, lagging, silent] })).toEqual({
    count: '2 of 3 billing sources',
    missing:
      'Google (20–21 Nov 2026: No delivery covers these days yet.) and Azure (20 Sep – 21 Nov 2026: It has delivered no bill yet.)',
  });
});

test('a source that lacks every day in several stretches was not looked through', () => {
  const gaps = [
    { from: '2026-10-01', to: '2026-11-21', why: 'b' },
    { from: '2026-09-20', to: '2026-10-05', why: 'a' },
  ];
  expect(sayLookedThrough({ ...judged, sources: [whole, { title: 'Azure', deliveredAt, missing: gaps }] }).count).toBe(
    '1 of 2 billing sources',
  );
});

test('without any source nothing was looked through', () => {
  expect(sayLookedThrough({ ...judged, sources: [] })).toEqual({ count: 'no billing source', missing: null });
});

test('what others tell is no source that was looked through', () => {
  const leftOut = { title: 'Import of azure.csv', deliveredAt: null, missing: [] };
  expect(sayLookedThrough({ ...judged, sources: [whole, whole, leftOut] }).count).toBe('all 2 billing sources');
});
