import { describe, expect, test } from 'vitest';
import { sayMissing, sayMissingMeans } from './say-missing';

const azure = { title: 'Azure', from: '2026-11-08', to: '2026-11-10', why: 'No delivery covers these days yet.' };
const aws = { title: 'Factory AWS', from: '2026-11-10', to: '2026-11-10', why: 'It was refused.' };
const none = { total: 3, incomplete: 0, missing: [] };

test('which sources a period lacks is named with their number and days', () => {
  expect(sayMissing(none)).toBeNull();
  expect(sayMissing({ total: 3, incomplete: 1, missing: [azure] })).toBe(
    '1 of 3 billing sources incomplete: Azure (8–10 Nov 2026: No delivery covers these days yet.)',
  );
  expect(
    sayMissing({ total: 3, incomplete: 2, missing: [azure, { ...azure, from: '2026-11-12', to: '2026-11-12' }, aws] }),
  ).toBe(
    '2 of 3 billing sources incomplete: Azure (8–10 Nov 2026 and 12 Nov 2026: No delivery covers these days yet.) and Factory AWS (10 Nov 2026: It was refused.)',
  );
});

describe('what missing sources mean for a probability', () => {
  const estimate = { end: { atLeast: false } };
  test('is said by what stands in for them', () => {
    expect(sayMissingMeans(estimate, 0.4)).toMatch(/^What was expected stands in for the days that are missing/);
    expect(sayMissingMeans({ end: { atLeast: true } }, 0.4)).toMatch(/at least what it says/);
    expect(sayMissingMeans({ end: null }, null)).toMatch(/cannot be said/);
  });
  test('is nothing where the budget is passed for certain', () => {
    expect(sayMissingMeans(estimate, 1)).toMatch(/for certain/);
  });
});
