import { setTimeout as sleep } from 'node:timers/promises';
import type { Steps } from '@/lib/analytics/gpus/steps';

/** How long work may hold the event loop at once: every question of a request to the database may wait so long behind it. */
const turnMs = 4;
/** How long requests then have it, so that the database answers one or two of their questions. */
const restMs = 1;
/** Steps are short, and asking the time of each would cost as much. */
const stepsBetweenLooks = 8;

/** Does work step by step, and lets requests have the event loop after every few milliseconds. Throws what a step throws. */
export async function finishInTurns<T>(steps: Steps<T>): Promise<T> {
  let endsAt = performance.now() + turnMs;
  for (let step = 1; ; step++) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (step % stepsBetweenLooks !== 0 || performance.now() < endsAt) continue;
    await sleep(restMs);
    endsAt = performance.now() + turnMs;
  }
}

/** Work on each of some items, in order, as steps. */
export function* each<Item>(items: Iterable<Item>, work: (item: Item) => void): Steps<void> {
  for (const item of items) {
    yield;
    work(item);
  }
}
