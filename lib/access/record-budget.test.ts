import { expect, it } from 'vitest';
import { createRecordBudget } from './record-budget';

const at = (second: number) => new Date(1_000 * second);
const limits = { perSource: 2, overall: 5, windowMs: 10_000 };

it('records so many of a source, counts the rest, and tells their number with the next', () => {
  const budget = createRecordBudget(limits);
  expect([0, 1, 2, 3, 9].map((second) => budget.take('a', at(second)))).toEqual([0, 0, null, null, null]);
  expect([10, 11, 12].map((second) => budget.take('a', at(second)))).toEqual([3, 0, null]);
});

it('lets one source not use up what is recorded of another', () => {
  const budget = createRecordBudget(limits);
  for (let attempt = 0; attempt < 100; attempt++) budget.take('loud', at(0));
  expect(budget.take('quiet', at(1))).toBe(0);
});

it('records no more than its limit of ever so many sources', () => {
  const budget = createRecordBudget(limits);
  const taken = Array.from({ length: 20_000 }, (_, source) => budget.take(String(source), at(0)));
  expect(taken.filter((count) => count !== null)).toHaveLength(5);
});
