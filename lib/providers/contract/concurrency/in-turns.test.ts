import { describe, expect, it } from 'vitest';
import { forEachInTurns } from './in-turns';

/** A clock that only work moves, and what happened in order: items, and `-` for each rest. */
function watch() {
  let at = 0;
  const seen: (number | '-')[] = [];
  const turns = {
    now: () => at,
    rest: async () => {
      seen.push('-');
      at += 1_000;
    },
  };
  const workFor = (durationMs: number) => (item: number) => {
    at += durationMs;
    seen.push(item);
  };
  return { turns, seen, workFor };
}

describe('work in turns', () => {
  it('rests whenever a turn is over, and neither before the first item nor after the last', async () => {
    const { turns, seen, workFor } = watch();
    await forEachInTurns([1, 2, 3, 4, 5, 6, 7, 8], workFor(4), turns);
    expect(seen).toEqual([1, 2, 3, 4, '-', 5, 6, 7, 8]);
  });

  it('does not rest while there is time left, however many items there are', async () => {
    const { turns, seen, workFor } = watch();
    await forEachInTurns(
      Array.from({ length: 1_000 }, (_, index) => index),
      workFor(0),
      turns,
    );
    expect(seen).not.toContain('-');
    expect(seen).toHaveLength(1_000);
  });

  it('rests between any two items that each take longer than a turn', async () => {
    const { turns, seen, workFor } = watch();
    await forEachInTurns([1, 2, 3], workFor(50), turns);
    expect(seen).toEqual([1, '-', 2, '-', 3]);
  });

  it('stops at what the work throws', async () => {
    const { turns, seen, workFor } = watch();
    const work = workFor(1);
    const broken = new Error('broken');
    const each = (item: number) => {
      if (item === 2) throw broken;
      work(item);
    };
    await expect(forEachInTurns([1, 2, 3], each, turns)).rejects.toBe(broken);
    expect(seen).toEqual([1]);
  });

  it('lets others run in a process that is busy', async () => {
    const order: string[] = [];
    setImmediate(() => order.push('other'));
    await forEachInTurns([1, 2], (item) => {
      order.push(`item ${item}`);
      for (const until = performance.now() + 20; performance.now() < until; );
    });
    expect(order).toEqual(['item 1', 'other', 'item 2']);
  });
});
