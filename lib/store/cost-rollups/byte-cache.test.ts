import { expect, test } from 'vitest';
import { ByteCache } from './byte-cache';

test('what was asked for longest ago goes first, once all is more than the bytes there are', () => {
  const cache = new ByteCache<string>(10);
  cache.set('a', 'one', 4);
  cache.set('b', 'two', 4);
  expect(cache.get('a')).toBe('one');
  cache.set('c', 'three', 4);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['one', undefined, 'three']);
});

test('what is put in place of something counts once, and what is larger than all is not kept', () => {
  const cache = new ByteCache<string>(10);
  cache.set('a', 'one', 8);
  cache.set('a', 'other', 6);
  cache.set('b', 'two', 4);
  expect([cache.get('a'), cache.get('b')]).toEqual(['other', 'two']);
  cache.set('c', 'vast', 11);
  expect([cache.get('a'), cache.get('c')]).toEqual([undefined, undefined]);
});
