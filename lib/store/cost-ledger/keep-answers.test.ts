import { expect, test } from 'vitest';
import { keepAnswers } from './keep-answers';

test('an answer is worked out once, while it is under way and after', async () => {
  const kept = keepAnswers<number>(2);
  let worked = 0;
  const ask = (key: string) => kept(key, async () => ++worked);
  expect(await Promise.all([ask('a'), ask('a')])).toEqual([1, 1]);
  expect([await ask('a'), await ask('b')]).toEqual([1, 2]);
});

test('those asked for last are kept', async () => {
  const kept = keepAnswers<number>(2);
  let worked = 0;
  const ask = (key: string) => kept(key, async () => ++worked);
  for (const key of ['a', 'b', 'a', 'c']) await ask(key);
  expect([await ask('a'), await ask('c'), await ask('b')]).toEqual([1, 3, 4]);
});

test('what failed is asked for again', async () => {
  const kept = keepAnswers<number>(2);
  await expect(kept('a', () => Promise.reject(new Error('Not now.')))).rejects.toThrow('Not now.');
  expect(await kept('a', async () => 1)).toBe(1);
});

test('no more is kept than a number of bytes, and what is larger by itself is not', async () => {
  const kept = keepAnswers<string>(10, { mostBytes: 10, sizeOf: ({ length }) => length });
  let worked = 0;
  const ask = (key: string, size: number) =>
    kept(key, async () => {
      worked += 1;
      return 'x'.repeat(size);
    });
  await ask('a', 4);
  await ask('b', 4);
  await ask('a', 4);
  expect(worked).toBe(2);
  // The one asked for longest ago goes.
  await ask('c', 5);
  await ask('a', 4);
  expect(worked).toBe(3);
  await ask('b', 1);
  expect(worked).toBe(4);
  await ask('large', 11);
  await ask('large', 11);
  expect(worked).toBe(6);
  await ask('a', 4);
  await ask('c', 5);
  expect(worked).toBe(6);
});

test('what was forgotten while it was under way takes up nothing', async () => {
  const kept = keepAnswers<string>(1, { mostBytes: 4, sizeOf: ({ length }) => length });
  const late = Promise.withResolvers<string>();
  const first = kept('a', () => late.promise);
  await kept('b', async () => 'xxx');
  late.resolve('xxxx');
  await first;
  let worked = 0;
  await kept('b', async () => `${++worked}`);
  expect(worked).toBe(0);
});
