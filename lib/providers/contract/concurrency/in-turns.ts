import { setImmediate as untilOthersRan } from 'node:timers/promises';

/** How long work may hold the event loop at once: leases, probes and other connections wait behind it. */
const turnMs = 15;

/** What measures turns and lets others have one. */
export interface Turns {
  /** Milliseconds of any beginning, never going back. */
  now(): number;
  /** Gives the event loop to whatever waits for it. */
  rest(): Promise<unknown>;
}

const turnsOfProcess: Turns = { now: () => performance.now(), rest: () => untilOthersRan() };

/**
 * Does a little work for every item, in order, and lets others have the event loop whenever it has been held for a turn.
 * Throws what `work` throws, and then does no more.
 */
export async function forEachInTurns<Item>(
  items: Iterable<Item>,
  work: (item: Item) => void,
  turns: Turns = turnsOfProcess,
): Promise<void> {
  let endsAt = turns.now() + turnMs;
  for (const item of items) {
    if (turns.now() >= endsAt) {
      await turns.rest();
      endsAt = turns.now() + turnMs;
    }
    work(item);
  }
}
