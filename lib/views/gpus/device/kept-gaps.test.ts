import { expect, it } from 'vitest';
import { toKeptGaps } from './kept-gaps';

const minute = 60_000;
const day = 24 * 60 * minute;
const now = new Date('2026-11-22T12:00:00Z');
const gapsOf = (fromMs: number, toMs: number) => {
  const range = { from: new Date(now.getTime() + fromMs), to: new Date(now.getTime() + toMs) };
  return toKeptGaps({ hourlyMs: 400 * day }, range, 5 * minute, now);
};

it('says that nothing is kept so far back', () => {
  expect(gapsOf(-401 * day, -399 * day)).toEqual(['Nothing is kept for longer than 400 days.']);
  expect(gapsOf(-399 * day, 0)).toEqual([]);
});

it('says that the end is to come, but for the step that is under way', () => {
  expect(gapsOf(-day, 6 * minute)).toEqual([expect.stringContaining('to come')]);
  expect(gapsOf(-day, 5 * minute)).toEqual([]);
});
