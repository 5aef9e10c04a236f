import { expect, it } from 'vitest';
import { Places } from './places';

const soon = () => new Promise((resolve) => setImmediate(resolve));

it('lets in as many as there are places, the others in turn', async () => {
  const places = new Places(2);
  const claims = [1, 2, 3, 4].map(() => places.claim());
  const inside: number[] = [];
  claims.forEach((claim, index) => void claim.enter().then(() => inside.push(index)));
  await soon();
  expect(inside).toEqual([0, 1]);
  claims[1]?.leave();
  claims[0]?.leave();
  await soon();
  expect(inside).toEqual([0, 1, 2, 3]);
});

it('enters once however often it is asked, and gives back one place', async () => {
  const places = new Places(1);
  const claim = places.claim();
  await Promise.all([claim.enter(), claim.enter()]);
  claim.leave();
  claim.leave();
  const [first, second] = [places.claim(), places.claim()];
  await first.enter();
  let isIn = false;
  void second.enter().then(() => {
    isIn = true;
  });
  await soon();
  expect(isIn).toBe(false);
});

it('passes on the place of who left while waiting', async () => {
  const places = new Places(1);
  const [first, second, third] = [places.claim(), places.claim(), places.claim()];
  await first.enter();
  void second.enter();
  second.leave();
  const entered = third.enter();
  first.leave();
  await entered;
});

it('asks nothing of who never enters', async () => {
  const places = new Places(1);
  places.claim().leave();
  await places.claim().enter();
});
