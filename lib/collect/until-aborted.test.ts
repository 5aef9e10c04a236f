import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { untilAborted } from './until-aborted';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const soon = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('untilAborted', () => {
  it('passes on what is yielded, and what is thrown', async () => {
    const failure = new Error('broken');
    const seen: number[] = [];
    async function* numbers() {
      yield 1;
      yield 2;
      throw failure;
    }
    const read = async () => {
      for await (const value of untilAborted(numbers(), new AbortController().signal)) seen.push(value);
    };
    await expect(read()).rejects.toBe(failure);
    expect(seen).toEqual([1, 2]);
  });

  it('ends with the reason while the iteration hangs, and tells it to end', async () => {
    const controller = new AbortController();
    let told = false;
    const hanging: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<IteratorResult<number>>(() => undefined),
        return: async () => {
          told = true;
          return { done: true, value: undefined };
        },
      }),
    };
    const reading = untilAborted(hanging, controller.signal).next();
    const reason = new Error('stop');
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    expect(told).toBe(true);
  });

  it('holds on to nothing that was read', async () => {
    const { signal } = new AbortController();
    const values: WeakRef<object>[] = [];
    async function* objects() {
      for (let index = 0; index < 20; index++) {
        const value = { text: 'x'.repeat(1000) };
        values.push(new WeakRef(value));
        yield value;
      }
      await soon();
      collectGarbage();
      yield null;
    }
    for await (const value of untilAborted<object | null>(objects(), signal)) {
      if (value !== null) continue;
      // The last one may still be on somebody's stack.
      const held = values.slice(0, -1).filter((reference) => reference.deref() !== undefined);
      expect(held).toHaveLength(0);
    }
    expect(values).toHaveLength(20);
  });
});
