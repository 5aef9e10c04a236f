import { describe, expect, it } from 'vitest';
import { toBillingMonths } from './billing-months';

describe('the billing months to ask for', () => {
  it('are the current one and the two before, oldest first', () => {
    expect(toBillingMonths(new Date('2026-11-22T12:00:00Z'), false)).toEqual(['2026-09', '2026-10', '2026-11']);
    expect(toBillingMonths(new Date('2026-01-31T23:59:59Z'), false)).toEqual(['2025-11', '2025-12', '2026-01']);
  });

  it('are at first those of seven years', () => {
    const months = toBillingMonths(new Date('2026-11-22T12:00:00Z'), true);
    expect([months.length, months[0], months.at(-1)]).toEqual([84, '2019-12', '2026-11']);
  });
});
