import { describe, expect, it } from 'vitest';
import { forEachBounded } from './for-each-bounded';
import { streamFrom } from './stream-from';

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

describe('streamFrom', () => {
  it('yields what many places emit, and ends', async () => {
    const stream = streamFrom<number>(async (emit) => {
      await Promise.all(
        [1, 2, 3].map(async (value) => {
          await pause(5 - value);
          await emit(value);
        }),
      );
      await emit(4);
    });
    expect((await collect(stream)).sort()).toEqual([1, 2, 3, 4]);
  });

  it('throws what the producer throws, after what it emitted', async () => {
    const seen: number[] = [];
    const failure = new Error('broken');
    const stream = streamFrom<number>(async (emit) => {
      await emit(1);
      throw failure;
    });
    await expect(async () => {
      for await (const value of stream) seen.push(value);
    }).rejects.toBe(failure);
    expect(seen).toEqual([1]);
  });

  it('makes the producer wait for its reader', async () => {
    let emitted = 0;
    const stream = streamFrom<number>(async (emit) => {
      for (let value = 0; value < 10; value += 1) {
        await emit(value);
        emitted += 1;
      }
    });
    await stream.next();
    await pause(5);
    expect(emitted).toBe(0);
    await stream.next();
    await pause(5);
    expect(emitted).toBe(1);
  });

  it('stops a producer whose reader left', async () => {
    let stopped = false;
    const stream = streamFrom<number>(async (emit) => {
      try {
        for (let value = 0; ; value += 1) await emit(value);
      } finally {
        stopped = true;
      }
    });
    for await (const value of stream) if (value === 2) break;
    await pause(5);
    expect(stopped).toBe(true);
  });
});

describe('forEachBounded', () => {
  it('does everything, never more at a time than allowed', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await forEachBounded([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await pause(2);
      running -= 1;
      done.push(item);
    });
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  it('starts nothing more after a failure', async () => {
    const started: number[] = [];
    const work = async (item: number) => {
      started.push(item);
      await pause(1);
      if (item === 2) throw new Error('broken');
    };
    await expect(forEachBounded([1, 2, 3, 4, 5, 6], 2, work)).rejects.toThrow('broken');
    await pause(5);
    expect(started.length).toBeLessThan(6);
  });
});
