import { expect, test } from 'vitest';
import { takeLargest } from './take-largest';

const ofFirst = { groupOf: (text: string) => text.charAt(0), amountOf: (text: string) => BigInt(text.slice(1)) };

test('the largest of each group are taken, drops as much as spikes', () => {
  expect(takeLargest(['a1', 'a-9', 'b2', 'a5', 'b1', 'a4'], 2, ofFirst)).toEqual(['a-9', 'a5', 'b2', 'b1']);
});

test('of equal ones those that come first are, and what is few stays as it is', () => {
  expect(takeLargest(['a3', 'a-3', 'a3'], 2, ofFirst)).toEqual(['a3', 'a-3']);
  expect(takeLargest(['a1', 'a2'], 2, ofFirst)).toEqual(['a1', 'a2']);
});
