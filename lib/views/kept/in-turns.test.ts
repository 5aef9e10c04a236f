import { expect, it } from 'vitest';
import type { Steps } from '@/lib/analytics/gpus/steps';
import { each, finishInTurns } from './in-turns';

it('lets others go on between the steps of long work, and gives what comes of it', async () => {
  const order: string[] = [];
  const endsAt = performance.now() + 30;
  function* work(): Steps<string> {
    while (performance.now() < endsAt) yield;
    order.push('work');
    return 'done';
  }
  const working = finishInTurns(work());
  const other = new Promise<void>((resolve) =>
    setImmediate(() => {
      order.push('other');
      resolve();
    }),
  );
  expect(await working).toBe('done');
  await other;
  expect(order).toEqual(['other', 'work']);
});

it('works on every item in order, and fails as one of them does', async () => {
  const seen: number[] = [];
  await finishInTurns(each([1, 2, 3], (one) => seen.push(one)));
  expect(seen).toEqual([1, 2, 3]);
  const failing = finishInTurns(
    each([4, 5], () => {
      throw new RangeError('no');
    }),
  );
  await expect(failing).rejects.toThrow(RangeError);
});
