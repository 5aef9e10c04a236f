import { expect, it } from 'vitest';
import { SharedRun } from './shared-run';

it('does one at a time, and gives all who came meanwhile the same next one', async () => {
  const shared = new SharedRun<number>();
  const ends: (() => void)[] = [];
  let begun = 0;
  const work = () =>
    new Promise<number>((resolve) => {
      begun += 1;
      const turn = begun;
      ends.push(() => resolve(turn));
    });
  const first = shared.run(work);
  await Promise.resolve();
  const later = [shared.run(work), shared.run(work), shared.run(work)];
  await Promise.resolve();
  expect(begun).toBe(1);
  ends[0]?.();
  expect(await first).toBe(1);
  await new Promise(setImmediate);
  expect(begun).toBe(2);
  ends[1]?.();
  expect(await Promise.all(later)).toEqual([2, 2, 2]);
});

it('goes on after one has failed', async () => {
  const shared = new SharedRun<string>();
  await expect(shared.run(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await shared.run(async () => 'there')).toBe('there');
});
