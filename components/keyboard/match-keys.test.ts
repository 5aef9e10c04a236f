import { expect, test } from 'vitest';
import { matchKeys } from './match-keys';

const shortcuts = ['j', '?', 'g i', 'g o'];
const press = (key: string, hasModifier = false) => ({ key, hasModifier });

test('a single key runs at once', () => {
  expect(matchKeys(press('?'), null, shortcuts)).toEqual({ kind: 'run', keys: '?' });
});

test('a sequence waits for its second key', () => {
  expect(matchKeys(press('g'), null, shortcuts)).toEqual({ kind: 'wait', first: 'g' });
  expect(matchKeys(press('i'), 'g', shortcuts)).toEqual({ kind: 'run', keys: 'g i' });
});

test('a sequence that leads nowhere does nothing, not even what its second key does alone', () => {
  expect(matchKeys(press('j'), 'g', shortcuts)).toEqual({ kind: 'none' });
});

test("the browser's own chords are left alone", () => {
  expect(matchKeys(press('j', true), null, shortcuts)).toEqual({ kind: 'none' });
});
