import { expect, test } from 'vitest';
import { type AgentInstance, isUsedTwice, seeInstance } from './agent-instances';

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 0, minutes));

/** Who was seen, minute by minute. */
function see(who: string, from = 0): AgentInstance[] {
  return [...who].reduce<AgentInstance[]>(
    (known, id, index) => seeInstance(known, { id, host: `host-${id}` }, at(from + index)),
    [],
  );
}

test('a process that takes the place of another is no second one', () => {
  expect(isUsedTwice(see('aaabbb'), at(6))).toBe(false);
  expect(isUsedTwice(see('abcdef'), at(6))).toBe(false);
});

test('one that is seen again after another began makes two', () => {
  expect(isUsedTwice(see('aab'), at(3))).toBe(false);
  expect(isUsedTwice(see('aaba'), at(4))).toBe(true);
});

test('is no longer told once one of them was gone for a while', () => {
  const instances = see('ababbbbbbbbbbbbbbbbbbbb');
  expect(isUsedTwice(instances, at(10))).toBe(true);
  expect(isUsedTwice(instances, at(22))).toBe(false);
});

test('remembers a few: the last, and the longest-lived and first of the last quarter of an hour', () => {
  expect(see('abcdefghijkl').map(({ id }) => id)).toEqual([...'lgfedcba']);
  expect(see('aabccdefghijkl').map(({ id }) => id)).toEqual([...'lgfedcba']);
  expect(see('abcdefghijklmnopqrstuvwxyz').map(({ id }) => id)).not.toContain('a');
});

test('many short-lived processes between two reports do not hide that another uses the token', () => {
  expect(isUsedTwice(see('aabcdefghijka'), at(13))).toBe(true);
  expect(isUsedTwice(see('abcdefghijka'), at(12))).toBe(true);
});
