import { expect, it } from 'vitest';
import { findBudgetFaults, toBudgetDraft, toBudgetTerms } from './to-budget-terms';

const draft = { ...toBudgetDraft(null), name: ' Research ', amount: '1200.50' };

it('reads a draft as the terms it means, and writes them back the same', () => {
  const terms = toBudgetTerms({
    ...draft,
    currency: 'usd',
    overrides: '2026-12-01  9000\n\n',
    notify: 'a@example.com,\n b@example.com',
  });
  expect(terms).toEqual({
    name: 'Research',
    filters: {},
    metric: 'effective',
    basis: 'billed',
    currency: 'USD',
    period: 'month',
    amount: '1200.50',
    overrides: [{ from: '2026-12-01', amount: '9000' }],
    actualThresholds: [80, 100],
    probabilityThresholds: [50],
    owner: null,
    notify: ['a@example.com', 'b@example.com'],
  });
  expect(toBudgetTerms(toBudgetDraft(terms))).toEqual(terms);
  expect(findBudgetFaults(toBudgetDraft(terms))).toEqual({});
});

it('reads amounts with separators and the sign of the currency', () => {
  const typed = { ...draft, amount: '$12,400.50', overrides: '2026-12-01 9 000\n2027-01-01 $12,000.5' };
  expect(findBudgetFaults(typed)).toEqual({});
  expect(toBudgetTerms(typed)).toMatchObject({
    amount: '12400.50',
    overrides: [
      { from: '2026-12-01', amount: '9000' },
      { from: '2027-01-01', amount: '12000.5' },
    ],
  });
});

it.each([
  [{ name: ' ' }, 'name'],
  [{ amount: '0.00' }, 'amount'],
  [{ amount: '1,20' }, 'amount'],
  [{ amount: '€1,200' }, 'amount'],
  [{ currency: 'dollars' }, 'currency'],
  [{ overrides: '2026-12-02 5' }, 'overrides'],
  [{ period: 'quarter' as const, overrides: '2026-11-01 5' }, 'overrides'],
  [{ overrides: '2026-12-01' }, 'overrides'],
  [{ actualThresholds: '80, many' }, 'actualThresholds'],
  [{ probabilityThresholds: '100' }, 'probabilityThresholds'],
])('finds the field at fault in %j', (given, field) => {
  expect(Object.keys(findBudgetFaults({ ...draft, ...given }))).toEqual([field]);
});
