import { expect, it } from 'vitest';
import { Turns } from './turns';

it('lets no more go on at once than it may, and the others in their order', async () => {
  const turns = new Turns(2);
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const work = (number: number) => () => {
    begun.push(number);
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  const all = [1, 2, 3, 4].map((number) => turns.take(work(number)));
  await Promise.resolve();
  expect(begun).toEqual([1, 2]);
  ends[1]?.();
  await all[1];
  await expect.poll(() => begun).toEqual([1, 2, 3]);
  ends[0]?.();
  await expect.poll(() => begun).toEqual([1, 2, 3, 4]);
  for (const end of ends) end();
  await Promise.all(all);
});

it('gives the turn on after work that fails', async () => {
  const turns = new Turns(1);
  const failed = turns.take(() => Promise.reject(new RangeError('It is wrong.')));
  const next = turns.take(async () => 'done');
  await expect(failed).rejects.toThrow('It is wrong.');
  await expect(next).resolves.toBe('done');
  await expect(turns.take(async () => 'again')).resolves.toBe('again');
});
